import { Injectable } from '@nestjs/common';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { ServiceCode } from './service-code.entity.js';

/** What a printed code says about a report that comes through it. */
export interface BookedCode {
  school: SchoolId;
  codeId: number;
  placeId: number | null;
  classroomId: number | null;
  /** null also where the category has been retired since. */
  categoryId: number | null;
  kind: ServiceCodeKind;
}

/** Where a print leads. */
export interface FollowedCode {
  scanned: ServiceCode;
  /** The scanned one or the newest of those that took its place; null where that was revoked. */
  landed: ServiceCode | null;
}

/** What other features may ask about printed codes. */
@Injectable()
export class CodeBook {
  constructor(
    private readonly database: Database,
    private readonly categories: CategoryDirectory,
  ) {}

  /**
   * What the code with this scene fills in, by way of its renewals; null for a scene that no school ever printed. A
   * revoked code still says which school it belongs to, and nothing else.
   */
  async byScene(scene: string): Promise<BookedCode | null> {
    const followed = await this.follow(scene);
    if (!followed) return null;
    const { scanned, landed } = followed;
    const school = scanned.schoolId;
    if (!landed) {
      const nowhere = { placeId: null, classroomId: null, categoryId: null };
      return { school, codeId: scanned.id, ...nowhere, kind: 'feedback' };
    }
    const { id, placeId, classroomId, categoryId, kind } = landed;
    const category = (await this.categories.views(school, [categoryId])).get(categoryId ?? 0);
    return {
      school,
      codeId: id,
      placeId,
      classroomId,
      categoryId: category?.active ? categoryId : null,
      kind,
    };
  }

  /** Goes from a print to the code that counts now. A ring of renewals, which no office makes, ends like a revoked one. */
  async follow(scene: string): Promise<FollowedCode | null> {
    const scanned = await this.database.read.acrossSchools(ServiceCode).findOneBy({ scene });
    if (!scanned) return null;
    const passed = new Set<number>();
    let code: ServiceCode | null = scanned;
    while (code?.state === 'renewed' && !passed.has(code.id)) {
      passed.add(code.id);
      const next: number | null = code.renewedById;
      code =
        next === null ? null : await this.database.read.of(ServiceCode, code.schoolId).findOne({ id: next });
    }
    return { scanned, landed: code?.state === 'active' ? code : null };
  }
}
