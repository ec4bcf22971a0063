import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import type { z } from 'zod';
import type { AddGuardian, EndRight, GiveRight } from '#shared/people/family.js';
import { evidenceKinds } from '#shared/people/vocabulary.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Person } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Bars } from '../bars.port.js';
import { mayManageFamily } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { PeopleChanges } from '../people-changes.port.js';
import { Guardianship, GuardianshipRightRow } from '../people.entity.js';
import type { Child } from '../people.entity.js';
import { SchoolDays } from '../school-days.js';
import { ChildAccess } from './child-access.js';
import { ChildHistoryBook } from './child-history.js';

/** Who is whose guardian, and the four separate things that a guardian may hold. */
@Injectable()
export class Guardianships {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly bars: Bars,
    private readonly changes: PeopleChanges,
    private readonly days: SchoolDays,
    private readonly idempotency: Idempotency,
  ) {}

  /** Makes somebody a guardian, with no right yet: each of the four is given on a paper of its own. */
  async add(actor: Actor, token: string, request: RequestKey, given: z.output<typeof AddGuardian>) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const personId = await this.personOf(tx, child, given);
        await this.begin(tx, child, personId, given.relation, actor.personId);
      }),
    );
  }

  /** Begins a guardianship. The child is held. @throws ProblemError `already_exists`, `state_conflict` for a barred adult */
  async begin(
    tx: Tx,
    child: Child,
    personId: number,
    relation: Guardianship['relation'],
    actorId: number,
  ): Promise<Guardianship> {
    const today = dayOf(this.clock.now());
    const table = tx.of(Guardianship, child.schoolId);
    const which = { childId: child.id, personId };
    const held = await table.find({ where: holdingOn<Guardianship>(today, which) });
    if (held.length > 0) throw new ProblemError('already_exists', { detail: '这位家人已经登记过了。' });
    await this.assertNotBarred(child, personId);
    const row = await table.insert({ ...which, relation, fromDay: today, toDay: null });
    const payload = { personId, relation, fromDay: today };
    await this.history.append(tx, child, { actorId, event: 'guardian_added', payload });
    return row;
  }

  async give(actor: Actor, token: string, request: RequestKey, given: z.output<typeof GiveRight>) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const guardianship = await this.access.guardian(child, given.person);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        await this.assertNotBarred(child, guardianship.personId);
        await this.giveRight(tx, child, guardianship, actor.personId, given);
      }),
    );
  }

  /** Gives one right. The child is held. A right of the same kind at the same time is ended by nobody silently. */
  async giveRight(
    tx: Tx,
    child: Child,
    { id, personId }: Guardianship,
    actorId: number,
    {
      right,
      evidence,
      fromDay,
      toDay,
    }: Pick<z.output<typeof GiveRight>, 'right' | 'evidence' | 'fromDay' | 'toDay'>,
  ): Promise<void> {
    const table = tx.of(GuardianshipRightRow, child.schoolId);
    const rows = await table.find({ where: { guardianshipId: id, kind: right } });
    const overlaps = rows.some(
      (row) => (row.toDay === null || row.toDay >= fromDay) && (toDay === null || row.fromDay <= toDay),
    );
    if (overlaps)
      throw new ProblemError('already_exists', { detail: '这一项在这段时间里已经有了，请先结束原来的。' });
    await table.insert({
      guardianshipId: id,
      kind: right,
      evidenceKind: evidence.kind,
      evidence: evidence.words,
      fromDay,
      toDay,
    });
    if (toDay !== null || fromDay > dayOf(this.clock.now())) await this.days.ensureAllIn(tx, child.schoolId);
    await this.history.append(tx, child, {
      actorId,
      event: 'right_given',
      payload: { personId, right, fromDay, toDay, evidence: evidence.kind },
      words: `${evidenceKinds[evidence.kind]}：${evidence.words}`,
      photos: evidence.photos,
    });
    // What begins later is heard of on its day.
    if (fromDay <= dayOf(this.clock.now())) await this.changed(tx, child);
  }

  /** Ends a right, or the guardianship with all its rights, with `toDay` as the last day. */
  async end(actor: Actor, token: string, request: RequestKey, ending: z.output<typeof EndRight>) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const guardianship = await this.access.guardian(child, ending.person);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () =>
        this.endNow(tx, actor, child, guardianship, ending),
      ),
    );
  }

  private async endNow(
    tx: Tx,
    actor: Actor,
    child: Child,
    { id, personId }: Guardianship,
    { right, toDay, evidence }: z.output<typeof EndRight>,
  ): Promise<void> {
    await this.history.hold(tx, child);
    const rights = tx.of(GuardianshipRightRow, child.schoolId);
    const which = { guardianshipId: id, ...(right === null ? {} : { kind: right }) };
    const open = await rights.find({
      where: [
        { ...which, toDay: IsNull() },
        { ...which, toDay: MoreThan(toDay) },
      ],
    });
    if (right !== null && open.length === 0)
      throw new ProblemError('state_conflict', { detail: '这一项在那天已经没有了。' });
    // What would only begin later ends before it begins, and so never holds.
    if (open.length > 0) await rights.update({ id: In(open.map((row) => row.id)) }, { toDay });
    if (right === null) {
      const changed = await tx.of(Guardianship, child.schoolId).update({ id, toDay: IsNull() }, { toDay });
      if (changed !== 1) throw new ProblemError('state_conflict', { detail: '这段关系已经结束了。' });
    }
    await this.history.append(tx, child, {
      actorId: actor.personId,
      event: right === null ? 'guardian_ended' : 'right_ended',
      payload: { personId, ...(right === null ? {} : { right }), toDay, evidence: evidence.kind },
      words: `${evidenceKinds[evidence.kind]}：${evidence.words}`,
      photos: evidence.photos,
    });
    if (toDay < dayOf(this.clock.now())) await this.changed(tx, child);
  }

  private changed(tx: Tx, { id: childId, schoolId: school }: Child): Promise<void> {
    return this.changes.family(tx, { school, childId });
  }

  /** A guardian of another child of the school, or somebody new. */
  private async personOf(tx: Tx, child: Child, given: z.output<typeof AddGuardian>): Promise<number> {
    if (given.person === null) return this.newPerson(tx, given.name ?? '');
    const person = await tx.global(Person).findOneBy({ token: given.person });
    const known = person && (await tx.of(Guardianship, child.schoolId).exists({ personId: person.id }));
    if (person && known) return person.id;
    throw new ProblemError('invalid_input', {
      errors: [{ path: 'person', message: '请选本校登记过的家人' }],
    });
  }

  async newPerson(tx: Tx, name: string): Promise<number> {
    const people = tx.global(Person);
    const person = people.create({ token: newToken(), name, createdAt: this.clock.now() });
    await people.insert(person);
    return person.id;
  }

  private async assertNotBarred(child: Child, personId: number): Promise<void> {
    if (!(await this.bars.personsKeptFrom(child.schoolId, child.id)).includes(personId)) return;
    throw new ProblemError('state_conflict', { detail: '这位成人不能这样登记。请找安全保护专员。' });
  }
}
