import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { defaultServices, fewestHands, handsOf } from '#shared/evaluations/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { StaffNames } from '../people/staff-names.port.js';
import { EvaluatedService } from './evaluation.entity.js';
import { EvaluationBoxes } from './evaluation-boxes.js';

/** What a school lets be evaluated. */
@Injectable()
export class ServiceBook {
  constructor(
    private readonly database: Database,
    private readonly categories: CategoryDirectory,
    private readonly staff: StaffNames,
    private readonly boxes: EvaluationBoxes,
  ) {}

  /** In the order of the form. A school that has changed and answered nothing yet has what every school begins with. */
  async of(school: SchoolId): Promise<EvaluatedService[]> {
    const rows = await this.rows(school);
    return rows.length > 0 ? rows : this.beginning(school);
  }

  /** The same, stored: for who is about to answer or to change something. */
  async stored(tx: Tx, school: SchoolId): Promise<EvaluatedService[]> {
    const rows = await this.rows(school);
    if (rows.length > 0) return rows;
    const table = tx.of(EvaluatedService, school);
    try {
      for (const { id: _, schoolId: __, ...row } of await this.beginning(school)) {
        await this.boxes.setUp(tx, school, await table.insert(row));
      }
    } catch (error) {
      // Somebody else was the first at the same moment.
      if (!isUniqueViolation(error)) throw error;
    }
    return this.rows(school);
  }

  /** Drawings of services that so few people stand behind that stars would be somebody's score. */
  async withheld(school: SchoolId): Promise<(service: Pick<EvaluatedService, 'picture'>) => boolean> {
    const staff = await this.staff.of(school);
    return ({ picture }) => {
      const hands = handsOf(picture);
      if (hands === null) return false;
      return staff.filter(({ roles }) => roles.some(({ role }) => hands.includes(role))).length < fewestHands;
    };
  }

  private rows(school: SchoolId): Promise<EvaluatedService[]> {
    return this.database.read.of(EvaluatedService, school).find({ order: { position: 'ASC', id: 'ASC' } });
  }

  private async beginning(school: SchoolId): Promise<EvaluatedService[]> {
    const categories = await this.categories.idsByCode(school);
    return defaultServices.map(({ name, picture, dimensions, category }, position) => ({
      id: 0,
      schoolId: school,
      token: nameOf(school, `${position}`),
      name,
      picture,
      dimensions: dimensions.map((one, at) => ({
        key: nameOf(school, `${position}.${at}`),
        name: one,
        active: true,
      })),
      form: 1,
      categoryId: categories.get(category) ?? null,
      placeIds: [],
      active: true,
      position,
    }));
  }
}

/** Public names from before anything is stored: a form that was opened then must still be answered later. */
function nameOf(school: SchoolId, which: string): string {
  return createHash('sha256')
    .update(`evaluated service ${which} of school ${school}`)
    .digest('base64url')
    .slice(0, 22);
}
