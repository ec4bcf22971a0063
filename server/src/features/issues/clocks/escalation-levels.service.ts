import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { levelsPerSchool } from '#shared/issues/clock-contract.js';
import type {
  EscalationLevelList,
  EscalationLevelView,
  WriteEscalationLevel,
} from '#shared/issues/clock-contract.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf, leads, schoolsOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { PeopleDirectory } from '../../people/people.port.js';
import type { Level } from './clock-defaults.js';
import { ClockSetup } from './clock-setup.js';
import { EscalationLevel } from './clock.entity.js';
import { IssueClocks } from './issue-clocks.js';

/** Who hears of it when a clock runs out, and who gets the work then. */
@Injectable()
export class EscalationLevels {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
    private readonly setup: ClockSetup,
    private readonly clocks: IssueClocks,
  ) {}

  async list(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof EscalationLevelList>> {
    const school = configuredSchoolOf(actor, schoolToken);
    return { items: await this.present((await this.setup.of(school)).levels) };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: WriteEscalationLevel,
  ): Promise<EscalationLevelView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const fields = await this.resolve(school, input);
    const row = await this.database.write(async (tx) => {
      const table = tx.of(EscalationLevel, school);
      const { token } = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        await this.setup.store(tx, school);
        await this.refuseDouble(tx, school, null, fields);
        const level = await table.insert({ token: newToken(), ...fields });
        await this.wrote(tx, actor, level, 'created');
        return level.token;
      });
      return found(await table.findOne({ token }));
    });
    return found((await this.present([row]))[0]);
  }

  async replace(actor: Actor, token: string, input: WriteEscalationLevel): Promise<EscalationLevelView> {
    const school = await this.schoolOf(actor, token);
    const fields = await this.resolve(school, input);
    await this.database.write(async (tx) => {
      const row = await this.load(tx, school, token);
      await this.refuseDouble(tx, school, token, fields);
      await tx.of(EscalationLevel, school).update({ id: row.id }, fields);
      await this.wrote(tx, actor, row, 'updated');
    });
    return found((await this.present([{ token, ...fields }]))[0]);
  }

  async remove(actor: Actor, token: string): Promise<void> {
    const school = await this.schoolOf(actor, token);
    await this.database.write(async (tx) => {
      const row = await this.load(tx, school, token);
      await tx.of(EscalationLevel, school).delete({ id: row.id });
      await this.wrote(tx, actor, row, 'removed');
    });
  }

  /** The school that the actor leads and that has this level, be it stored or still one of the defaults. */
  private async schoolOf(actor: Actor, token: string): Promise<SchoolId> {
    const row = await this.database.read.acrossSchools(EscalationLevel).findOneBy({ token });
    if (row && leads(actor, row.schoolId)) return row.schoolId;
    for (const { id } of row ? [] : schoolsOf(actor).filter((school) => leads(actor, school.id))) {
      const { levels } = await this.setup.of(id);
      if (levels.some((level) => level.token === token)) return id;
    }
    throw new ProblemError('not_found');
  }

  private async load(tx: Tx, school: SchoolId, token: string): Promise<EscalationLevel> {
    await this.setup.store(tx, school);
    return found(await tx.of(EscalationLevel, school).findOne({ token }));
  }

  private async resolve(school: SchoolId, input: WriteEscalationLevel): Promise<Omit<Level, 'token'>> {
    const { clock, afterMinutes, action, role, person } = input;
    const who = person === null ? null : await this.people.staffByToken(school, person);
    if (person !== null && !who) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'person', message: '请选择本校在职的一位' }],
      });
    }
    return { clock, afterMinutes, action, role, personId: who?.id ?? null };
  }

  /** The same at the same time twice would tell somebody twice. */
  private async refuseDouble(
    tx: Tx,
    school: SchoolId,
    except: string | null,
    fields: Omit<Level, 'token'>,
  ): Promise<void> {
    const { clock, afterMinutes, action } = fields;
    const alike = await tx.of(EscalationLevel, school).find({ where: { clock, afterMinutes, action } });
    const isDouble = alike.some(
      ({ token, role, personId }) => token !== except && role === fields.role && personId === fields.personId,
    );
    if (isDouble) throw new ProblemError('already_exists', { detail: '已经有一样的一条了。' });
    if (except === null && (await tx.of(EscalationLevel, school).find()).length >= levelsPerSchool)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'clock', message: `最多 ${levelsPerSchool} 条` }],
      });
  }

  private async present(levels: readonly Level[]): Promise<EscalationLevelView[]> {
    const people = await this.people.people(levels.map(({ personId }) => personId));
    return levels.map(({ token, clock, afterMinutes, action, role, personId }) => {
      const person = people.get(personId ?? 0);
      return {
        token,
        clock,
        afterMinutes,
        action,
        role,
        person: person ? { token: person.token, name: person.name } : null,
      };
    });
  }

  private async wrote(tx: Tx, actor: Actor, { id, schoolId }: EscalationLevel, what: string): Promise<void> {
    await this.audit.wrote(tx, {
      action: `escalation_level.${what}`,
      actor: byPerson(actor.personId),
      school: schoolId,
      subject: { type: 'escalation_level', id },
    });
    this.setup.forget(tx, schoolId);
    await this.clocks.recomputeSoon(tx, schoolId);
  }
}
