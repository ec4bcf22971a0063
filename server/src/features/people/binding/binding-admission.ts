import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { bindingCodeKinds } from '#shared/people/binding.js';
import { parents } from '#shared/people/vocabulary.js';
import type { GuardianshipRight } from '#shared/people/vocabulary.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { AccountPerson } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { holdingOn } from '../dated.js';
import { ChildHistoryBook } from '../family/child-history.js';
import { Guardianships } from '../family/guardianships.service.js';
import { Households } from '../family/households.service.js';
import { FamilyMember, Guardianship, GuardianshipRightRow } from '../people.entity.js';
import type { Child } from '../people.entity.js';
import { PersonPreferences } from '../preferences.port.js';
import { BindingRequest, ChildBindingCode } from './binding.entity.js';
import { BindingMessages } from './binding.messages.js';

/** Lets somebody in who used a code, or asks the guardian who decides. */
@Injectable()
export class BindingAdmission {
  constructor(
    private readonly clock: Clock,
    private readonly guardianships: Guardianships,
    private readonly households: Households,
    private readonly history: ChildHistoryBook,
    private readonly messages: BindingMessages,
    private readonly preferences: PersonPreferences,
    private readonly audit: Audit,
  ) {}

  /**
   * What follows once nothing is doubtful any more: who was brought by a teacher, or is the first, is let in; anybody
   * else waits for a guardian with authority.
   * @param vouchedById who answers for it: whoever made the code, or looked at the doubt
   */
  async next(tx: Tx, row: BindingRequest, child: Child, vouchedById: number): Promise<void> {
    const code = await tx.of(ChildBindingCode, row.schoolId).findOne({ id: row.codeId });
    const deciding = await this.deciding(tx, child);
    const others = deciding.filter((personId) => personId !== row.personId);
    const isKnown = deciding.length > others.length;
    if (code?.kind === 'face' || others.length === 0 || isKnown)
      return this.admit(tx, row, child, vouchedById);
    await this.move(tx, row, 'waiting', null);
    await this.messages.asked(tx, row, others);
  }

  /** Joins the phone to the person and the person to the child. */
  async admit(tx: Tx, row: BindingRequest, child: Child, byId: number): Promise<void> {
    await this.history.hold(tx, child);
    const personId = row.personId ?? (await this.guardianships.newPerson(tx, row.name));
    const { accountId, schoolId } = row;
    const bindings = tx.global(AccountPerson);
    if (!(await bindings.existsBy({ accountId, personId, endedAt: IsNull() })))
      await bindings.insert({ accountId, personId, boundAt: this.clock.now(), endedAt: null });
    await this.guardianship(tx, row, child, personId, byId);
    await this.household(tx, child, personId, byId);
    if (row.simpleMode) await this.preferences.change(tx, personId, { simpleMode: true }, byId);
    await tx.of(BindingRequest, schoolId).update({ id: row.id }, { personId });
    row.personId = personId;
    await this.move(tx, row, 'bound', byId);
    await this.history.append(tx, child, {
      actorId: byId,
      event: 'bound',
      payload: { personId, relation: row.relation },
    });
    await this.audit.auth(tx, 'bound', byPerson(personId));
  }

  /** @throws ProblemError `state_conflict` when somebody else decided in the meantime */
  async move(
    tx: Tx,
    row: BindingRequest,
    state: BindingRequest['state'],
    decidedById: number | null,
  ): Promise<void> {
    const change = { state, decidedById, decidedAt: decidedById === null ? null : this.clock.now() };
    const moved = await tx.of(BindingRequest, row.schoolId).update({ id: row.id, state: row.state }, change);
    if (moved !== 1) throw new ProblemError('state_conflict');
    Object.assign(row, change);
  }

  /** Guardians with authority over the child who have a phone. */
  private async deciding(tx: Tx, { id, schoolId }: Child): Promise<number[]> {
    const today = dayOf(this.clock.now());
    const rows = await tx
      .of(Guardianship, schoolId)
      .find({ where: holdingOn<Guardianship>(today, { childId: id }) });
    if (rows.length === 0) return [];
    const authority = { guardianshipId: In(rows.map((row) => row.id)), kind: 'authority' as const };
    const rights = await tx
      .of(GuardianshipRightRow, schoolId)
      .find({ where: holdingOn<GuardianshipRightRow>(today, authority) });
    const holders = rows.filter((row) => rights.some((right) => right.guardianshipId === row.id));
    const bound = await tx
      .global(AccountPerson)
      .findBy({ personId: In(holders.map((row) => row.personId)), endedAt: IsNull() });
    return [...new Set(bound.map((row) => row.personId))];
  }

  /** Whoever was registered keeps what the school gave her; who is new gets what her relation means, and no more. */
  private async guardianship(
    tx: Tx,
    { relation, schoolId, codeId }: BindingRequest,
    child: Child,
    personId: number,
    byId: number,
  ): Promise<void> {
    const today = dayOf(this.clock.now());
    const which = { childId: child.id, personId };
    const held = await tx.of(Guardianship, schoolId).find({ where: holdingOn<Guardianship>(today, which) });
    if (held.length > 0) return;
    const row = await this.guardianships.begin(tx, child, personId, relation, byId);
    const code = await tx.of(ChildBindingCode, schoolId).findOne({ id: codeId });
    const kind = code?.kind ?? 'slip';
    const rights: GuardianshipRight[] = parents.includes(relation) ? ['authority', 'contact'] : ['contact'];
    const evidence = { kind: 'binding' as const, words: bindingCodeKinds[kind], photos: [] };
    for (const right of rights) {
      const given = { right, evidence, fromDay: today, toDay: null };
      await this.guardianships.giveRight(tx, child, row, byId, given);
    }
  }

  /** She joins the household that votes for the child; a child without one gets one. Second homes are told apart by the school. */
  private async household(tx: Tx, child: Child, personId: number, byId: number): Promise<void> {
    const today = dayOf(this.clock.now());
    const members = tx.of(FamilyMember, child.schoolId);
    const hers = await members.find({ where: holdingOn<FamilyMember>(today, { childId: child.id }) });
    for (const { familyId } of hers) {
      const where = holdingOn<FamilyMember>(today, { familyId, personId });
      if ((await members.find({ where })).length > 0) return;
    }
    const familyId = child.votingFamilyId ?? (await this.households.begin(tx, child)).id;
    await this.households.enter(tx, child, familyId, [personId], true, byId);
  }
}
