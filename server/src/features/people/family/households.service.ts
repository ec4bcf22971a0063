import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { JoinHousehold, LeaveHousehold } from '#shared/people/family.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { mayManageFamily } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { Child, Family, FamilyMember } from '../people.entity.js';
import { ChildAccess } from './child-access.js';
import { ChildHistoryBook } from './child-history.js';

type Member = { familyId: number } & ({ personId: number } | { childId: number });

/** Households: siblings share one, separated parents are two, and each child names the one that votes. */
@Injectable()
export class Households {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly idempotency: Idempotency,
  ) {}

  async join(actor: Actor, token: string, request: RequestKey, joining: z.output<typeof JoinHousehold>) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const adults: number[] = [];
    for (const adult of joining.adults)
      adults.push((await this.access.guardian(child, adult, 'adults')).personId);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const family =
          joining.household === null
            ? await this.begin(tx, child)
            : await this.existing(tx, child, joining.household);
        await this.enter(tx, child, family.id, adults, joining.votes, actor.personId);
      }),
    );
  }

  /** Puts a child and adults into a household, once each. The child is held. */
  async enter(
    tx: Tx,
    child: Child,
    familyId: number,
    adults: readonly number[],
    votes: boolean,
    actorId: number,
  ): Promise<void> {
    await this.add(tx, child, { familyId, childId: child.id });
    for (const personId of adults) await this.add(tx, child, { familyId, personId });
    if (votes) await tx.of(Child, child.schoolId).update({ id: child.id }, { votingFamilyId: familyId });
    const payload = { familyId, votes, adults: [...adults], fromDay: dayOf(this.clock.now()) };
    await this.history.append(tx, child, { actorId, event: 'household_joined', payload });
  }

  async begin(tx: Tx, child: Pick<Child, 'schoolId'>): Promise<Family> {
    const fromDay = dayOf(this.clock.now());
    return tx.of(Family, child.schoolId).insert({ token: newToken(), fromDay, toDay: null });
  }

  /** Takes somebody out with yesterday as the last day: today she is no member any more. */
  async leave(actor: Actor, token: string, request: RequestKey, leaving: z.output<typeof LeaveHousehold>) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const guardian = leaving.person === null ? null : await this.access.guardian(child, leaving.person);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const family = await this.existing(tx, child, leaving.household);
        const who = guardian === null ? { childId: child.id } : { personId: guardian.personId };
        await this.remove(tx, child, { familyId: family.id, ...who });
        if (guardian === null && child.votingFamilyId === family.id)
          await tx.of(Child, child.schoolId).update({ id: child.id }, { votingFamilyId: null });
        const payload = { familyId: family.id, ...(guardian === null ? {} : who) };
        await this.history.append(tx, child, { actorId: actor.personId, event: 'household_left', payload });
      }),
    );
  }

  /** A household of the school that has not ended. */
  private async existing(tx: Tx, child: Child, token: string): Promise<Family> {
    const family = await tx.of(Family, child.schoolId).findOne({ token });
    if (family && family.toDay === null) return family;
    throw new ProblemError('invalid_input', { errors: [{ path: 'household', message: '找不到这个家庭' }] });
  }

  private async add(tx: Tx, { schoolId }: Child, member: Member): Promise<void> {
    const today = dayOf(this.clock.now());
    const table = tx.of(FamilyMember, schoolId);
    const held = await table.find({ where: holdingOn<FamilyMember>(today, member) });
    if (held.length > 0) return;
    await table.insert({ personId: null, childId: null, ...member, fromDay: today, toDay: null });
  }

  private async remove(tx: Tx, { schoolId }: Child, member: Member): Promise<void> {
    const now = this.clock.now();
    const table = tx.of(FamilyMember, schoolId);
    const held = await table.find({ where: holdingOn<FamilyMember>(dayOf(now), member) });
    if (held.length === 0) throw new ProblemError('state_conflict', { detail: '这个人不在这个家庭里。' });
    for (const row of held) await table.update({ id: row.id }, { toDay: dayOf(later(now, -days(1))) });
  }
}
