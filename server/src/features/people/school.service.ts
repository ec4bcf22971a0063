import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ClassroomList, PlaceList, PlaceView } from '#shared/people/contract.js';
import type { SchoolSettings, UpdateSchoolSettings } from '#shared/school/settings.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { Classroom, Place } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';

/** Classrooms, places and settings of a school. */
@Injectable()
export class SchoolService {
  constructor(
    private readonly database: Database,
    private readonly settings: SettingsStore,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async classrooms(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof ClassroomList>> {
    const school = schoolOf(actor, schoolToken).id;
    const rows = await this.database.read
      .of(Classroom, school)
      .find({ where: { active: true }, order: { id: 'ASC' } });
    return { items: rows.map(({ token, name }) => ({ token, name })) };
  }

  async places(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof PlaceList>> {
    const school = schoolOf(actor, schoolToken).id;
    const rows = await this.database.read
      .of(Place, school)
      .find({ where: { active: true }, order: { id: 'ASC' } });
    return { items: rows.map(({ token, name }) => ({ token, name })) };
  }

  async createPlace(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    name: string,
  ): Promise<PlaceView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const place = await this.database.write(async (tx) => {
      const { token } = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, () =>
        this.storePlace(tx, actor, school, name),
      );
      return found(await tx.of(Place, school).findOne({ token }));
    });
    return { token: place.token, name: place.name };
  }

  private async storePlace(tx: Tx, actor: Actor, school: SchoolId, name: string): Promise<string> {
    const token = newToken();
    try {
      const place = await tx.of(Place, school).insert({ token, name, active: true });
      await this.audit.wrote(tx, {
        action: 'place.created',
        actor: byPerson(actor.personId),
        school,
        subject: { type: 'place', id: place.id },
      });
    } catch (error) {
      if (isUniqueViolation(error))
        throw new ProblemError('already_exists', { detail: '已经有这个地点了。' });
      throw error;
    }
    return token;
  }

  async readSettings(actor: Actor, schoolToken: string | undefined): Promise<SchoolSettings> {
    return this.settings.of(configuredSchoolOf(actor, schoolToken));
  }

  async changeSettings(
    actor: Actor,
    schoolToken: string | undefined,
    change: z.infer<typeof UpdateSchoolSettings>,
  ): Promise<SchoolSettings> {
    const school = configuredSchoolOf(actor, schoolToken);
    const { firstListener } = change;
    if (firstListener && !(await this.people.staffByToken(school, firstListener))) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'firstListener', message: '请选择本校在职的一位' }],
      });
    }
    await this.database.write(async (tx) => {
      await this.settings.change(tx, school, change);
      await this.audit.wrote(tx, { action: 'settings.changed', actor: byPerson(actor.personId), school });
    });
    return this.settings.of(school);
  }
}
