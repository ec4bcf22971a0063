import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import type { RoutingRuleList, RoutingRuleView, WriteRoutingRule } from '#shared/issues/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, leads } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { PeopleDirectory } from '../people/people.port.js';
import { Category, RoutingRule } from './issue.entity.js';
import { presentCategory } from './category.presenter.js';

type Written = z.output<typeof WriteRoutingRule>;

/** The assignment rules of a school. */
@Injectable()
export class RoutingRulesService {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async list(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof RoutingRuleList>> {
    const school = configuredSchoolOf(actor, schoolToken);
    const rows = await this.database.read.of(RoutingRule, school).find({ order: { id: 'ASC' } });
    return { items: await this.present(school, rows) };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: Written,
  ): Promise<RoutingRuleView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const row = await this.database.write(async (tx) => {
      const { token } = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, () =>
        this.store(tx, actor, school, input),
      );
      return found(await tx.of(RoutingRule, school).findOne({ token }));
    });
    return found((await this.present(school, [row]))[0]);
  }

  async update(actor: Actor, token: string, input: Written): Promise<RoutingRuleView> {
    const row = await this.load(actor, token);
    const fields = await this.resolve(row.schoolId, input);
    await this.database.write(async (tx) => {
      if ((await tx.of(RoutingRule, row.schoolId).update({ id: row.id }, fields)) !== 1)
        throw new ProblemError('not_found');
      await this.wrote(tx, actor, row, 'updated');
    });
    return found((await this.present(row.schoolId, [{ ...row, ...fields }]))[0]);
  }

  async remove(actor: Actor, token: string): Promise<void> {
    const row = await this.load(actor, token);
    await this.database.write(async (tx) => {
      await tx.of(RoutingRule, row.schoolId).delete({ id: row.id });
      await this.wrote(tx, actor, row, 'removed');
    });
  }

  private async store(tx: Tx, actor: Actor, school: SchoolId, input: Written): Promise<string> {
    const fields = await this.resolve(school, input);
    const conditions = {
      categoryId: fields.categoryId ?? IsNull(),
      placeId: fields.placeId ?? IsNull(),
      classroomId: fields.classroomId ?? IsNull(),
    };
    // Of two rules with the same conditions the second would never be used.
    if (await tx.of(RoutingRule, school).exists(conditions)) {
      throw new ProblemError('already_exists', { detail: '已经有条件一样的规则了，请改那一条。' });
    }
    const rule = await tx.of(RoutingRule, school).insert({ token: newToken(), ...fields });
    await this.wrote(tx, actor, rule, 'created');
    return rule.token;
  }

  private async load(actor: Actor, token: string): Promise<RoutingRule> {
    const row = found(await this.database.read.acrossSchools(RoutingRule).findOneBy({ token }));
    if (!leads(actor, row.schoolId)) throw new ProblemError('not_found');
    return row;
  }

  private async resolve(school: SchoolId, input: Written) {
    const need = async <T extends { id: number }>(
      path: string,
      token: string | null,
      load: (token: string) => Promise<T | null>,
    ) => {
      if (token === null) return null;
      const row = await load(token);
      if (!row)
        throw new ProblemError('invalid_input', { errors: [{ path, message: '在本校找不到这一项' }] });
      return row.id;
    };
    return {
      categoryId: await need('category', input.category, (token) =>
        this.database.read.of(Category, school).findOne({ token }),
      ),
      placeId: await need('place', input.place, (token) => this.people.placeByToken(school, token)),
      classroomId: await need('classroom', input.classroom, (token) =>
        this.people.classroomByToken(school, token),
      ),
      personId: await need('person', input.person, (token) => this.people.staffByToken(school, token)),
      role: input.role,
      backupPersonId: await need('backupPerson', input.backupPerson, (token) =>
        this.people.staffByToken(school, token),
      ),
      backupRole: input.backupRole,
    };
  }

  private async present(school: SchoolId, rows: readonly RoutingRule[]): Promise<RoutingRuleView[]> {
    const names = await this.people.names(school, {
      people: rows.flatMap((row) => [row.personId, row.backupPersonId]),
      classrooms: rows.map((row) => row.classroomId),
      places: rows.map((row) => row.placeId),
    });
    const categories = new Map(
      (await this.database.read.of(Category, school).find()).map((row) => [row.id, presentCategory(row)]),
    );
    const person = (id: number | null) => {
      const known = id === null ? undefined : names.people.get(id);
      return known ? { token: known.token, name: known.name } : null;
    };
    return rows.map((row) => ({
      token: row.token,
      category: categories.get(row.categoryId ?? 0) ?? null,
      place: names.places.get(row.placeId ?? 0) ?? null,
      classroom: names.classrooms.get(row.classroomId ?? 0) ?? null,
      person: person(row.personId),
      role: row.role,
      backupPerson: person(row.backupPersonId),
      backupRole: row.backupRole,
    }));
  }

  private wrote(tx: Tx, actor: Actor, rule: RoutingRule, what: string): Promise<void> {
    return this.audit.wrote(tx, {
      action: `routing_rule.${what}`,
      actor: byPerson(actor.personId),
      school: rule.schoolId,
      subject: { type: 'routing_rule', id: rule.id },
    });
  }
}
