import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import type { LiftBar, PlaceBar } from '#shared/people/family.js';
import { evidenceKinds } from '#shared/people/vocabulary.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AccountPerson, Person } from '../../../platform/auth/identity.entity.js';
import { Sessions } from '../../../platform/auth/sessions.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { BindingRequest } from '../binding/binding.entity.js';
import { Bars } from '../bars.port.js';
import { mayManageBars } from '../child.policy.js';
import { BarOrder, GivenToVillage } from '../family.entity.js';
import { PeopleChanges } from '../people-changes.port.js';
import { SchoolDays } from '../school-days.js';
import { Child, Guardianship, StaffMemberRow } from '../people.entity.js';
import { ChildAccess } from './child-access.js';
import { ChildHistoryBook } from './child-history.js';

/** Orders that nothing of a child may reach an adult: placed and lifted on paper, in force from the same transaction. */
@Injectable()
export class BarOrders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly bars: Bars,
    private readonly sessions: Sessions,
    private readonly changes: PeopleChanges,
    private readonly days: SchoolDays,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `already_exists` where such an order stands already */
  async place(actor: Actor, token: string, request: RequestKey, order: z.output<typeof PlaceBar>) {
    const child = await this.access.forCommand(actor, token, mayManageBars);
    const personId = await this.adult(child, order.person);
    if (personId === actor.personId)
      throw new ProblemError('state_conflict', { detail: '和您自己有关的，请让另一位专员来办。' });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () =>
        this.store(tx, actor, child, personId, order),
      ),
    );
  }

  private async store(
    tx: Tx,
    actor: Actor,
    child: Child,
    personId: number,
    { evidence, fromDay, toDay }: z.output<typeof PlaceBar>,
  ): Promise<void> {
    await this.history.hold(tx, child);
    const orders = tx.of(BarOrder, child.schoolId);
    const which = { childId: child.id, personId };
    const standing = await orders.find({ where: { ...which, liftedAt: IsNull() } });
    if (standing.some((row) => row.toDay === null || row.toDay >= fromDay))
      throw new ProblemError('already_exists', { detail: '这位成人已经在禁止接触的名单上。' });
    const words = { evidenceKind: evidence.kind, evidence: evidence.words };
    const by = { placedById: actor.personId, placedAt: this.clock.now() };
    await orders.insert({ token: newToken(), ...which, ...words, fromDay, toDay, ...by });
    if (toDay !== null || fromDay > dayOf(this.clock.now())) await this.days.ensureAllIn(tx, child.schoolId);
    await this.history.append(tx, child, {
      actorId: actor.personId,
      event: 'bar_placed',
      payload: { personId, fromDay, toDay, evidence: evidence.kind },
      words: `${evidenceKinds[evidence.kind]}：${evidence.words}`,
      photos: evidence.photos,
    });
    // What begins later does so on its day.
    if (fromDay > dayOf(this.clock.now())) return;
    const { id: childId, schoolId: school } = child;
    await this.begins(tx, school, childId, personId);
    await this.changes.family(tx, { school, childId });
  }

  /** What he has open or waiting ends with the order; his phone forgets what it kept when it next asks for anything. */
  async begins(tx: Tx, school: SchoolId, childId: number, personId: number): Promise<void> {
    const phones = await tx.global(AccountPerson).findBy({ personId, endedAt: IsNull() });
    await this.sessions.endAllOf(tx, personId);
    await this.sessions.endAllOn(
      tx,
      phones.map((row) => row.accountId),
    );
    for (const state of ['waiting', 'quarantined'] as const)
      await tx
        .of(BindingRequest, school)
        .update({ childId, personId, state }, { state: 'refused', decidedAt: this.clock.now() });
    await this.bars.placed(tx, { school, childId, personId });
  }

  /** Lifts the order; what he may see again is what his guardianship gives him, and only that. */
  async lift(
    actor: Actor,
    token: string,
    request: RequestKey,
    { person, because }: z.output<typeof LiftBar>,
  ) {
    const child = await this.access.forCommand(actor, token, mayManageBars);
    const personId = await this.adult(child, person);
    if (personId === actor.personId) throw new ProblemError('forbidden');
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const lifted = { liftedById: actor.personId, liftedAt: this.clock.now(), liftedBecause: because };
        const orders = tx.of(BarOrder, child.schoolId);
        const standing = await orders.find({ where: { childId: child.id, personId, liftedAt: IsNull() } });
        if (standing.length === 0) throw new ProblemError('state_conflict', { detail: '没有要解除的禁止。' });
        for (const order of standing) await orders.update({ token: order.token }, lifted);
        await this.history.append(tx, child, {
          actorId: actor.personId,
          event: 'bar_lifted',
          payload: { personId },
          words: because,
        });
        await this.changes.family(tx, { school: child.schoolId, childId: child.id });
      }),
    );
  }

  /** Anybody whom the school knows: who was ever a guardian of this child, or had her as 儿童主任, or works here. */
  private async adult({ id, schoolId }: Child, token: string): Promise<number> {
    const person = await this.database.read.global(Person).findOneBy({ token });
    const personId = person?.id ?? 0;
    const read = this.database.read;
    const known =
      (await read.of(Guardianship, schoolId).exists({ childId: id, personId })) ||
      (await read.of(StaffMemberRow, schoolId).exists({ personId })) ||
      (await read.of(GivenToVillage, schoolId).exists({ childId: id, personId })) ||
      (await read.of(BindingRequest, schoolId).exists({ childId: id, personId }));
    if (known) return personId;
    throw new ProblemError('invalid_input', {
      errors: [{ path: 'person', message: '请选这个孩子的家人、儿童主任，或者本校的人' }],
    });
  }
}
