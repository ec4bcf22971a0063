import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { ChildPrivate, KeepAddress, KeepIdentity, KeepPhone } from '#shared/people/private.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { TenantRow, TenantTable, Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Bars } from '../bars.port.js';
import { mayManageBars, mayManageFamily } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { Child, Family, FamilyMember, Guardianship } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { ChildIdentity, HouseholdAddress, PersonPhone } from '../private.entity.js';
import { ChildAccess } from './child-access.js';
import { ChildHistoryBook } from './child-history.js';

/** A stored detail: what it is of, what it says, who wrote it down. */
type Detail = TenantRow & { id: number; token: string; recordedById: number; recordedAt: Date };

/** Phone numbers, the identity number and addresses of a child's family, which lie encrypted. */
@Injectable()
export class PrivateDetails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly bars: Bars,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** For who keeps the family in order, and for the closed room. Nobody sees it by opening the child: it is asked for. */
  async of(actor: Actor, token: string): Promise<ChildPrivate> {
    const child = await this.access.forCommand(
      actor,
      token,
      (reader, seen) => mayManageFamily(reader, seen) || mayManageBars(reader, seen),
    );
    const { id, schoolId } = child;
    await this.audit.read(
      {
        action: 'child.private',
        actor: byPerson(actor.personId),
        school: schoolId,
        subject: { type: 'child', id },
      },
      ['family'],
    );
    const read = this.database.read;
    const identity = await read.of(ChildIdentity, schoolId).findOne({ childId: id });
    return {
      identity: identity?.number ?? null,
      phones: await this.phones(child),
      addresses: await this.addresses(child),
    };
  }

  async keepPhone(
    actor: Actor,
    token: string,
    request: RequestKey,
    { person, number }: z.output<typeof KeepPhone>,
  ): Promise<void> {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const { personId } = await this.access.guardian(child, person);
    await this.change(actor, child, request, { what: 'phone', personId }, (tx) =>
      this.store(
        tx.of(PersonPhone, child.schoolId),
        actor,
        { personId },
        number === null ? null : { number },
      ),
    );
  }

  async keepIdentity(
    actor: Actor,
    token: string,
    request: RequestKey,
    { number }: z.output<typeof KeepIdentity>,
  ): Promise<void> {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    await this.change(actor, child, request, { what: 'identity' }, async (tx) => {
      const table = tx.of(ChildIdentity, child.schoolId);
      const known = number === null ? null : await table.findOne({ number });
      if (known && known.childId !== child.id)
        throw new ProblemError('already_exists', {
          detail: '这个身份证号已经登记在另一个孩子名下，请核对。',
        });
      await this.store(table, actor, { childId: child.id }, number === null ? null : { number });
    });
  }

  async keepAddress(
    actor: Actor,
    token: string,
    request: RequestKey,
    { household, address }: z.output<typeof KeepAddress>,
  ): Promise<void> {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    await this.change(actor, child, request, { what: 'address' }, async (tx) => {
      const families = await this.families(child, tx.of(FamilyMember, child.schoolId));
      const rows = await tx.of(Family, child.schoolId).find({ where: { id: In(families) } });
      const [family, ...more] = rows.filter((row) => household === null || row.token === household);
      if (!family || more.length > 0)
        throw new ProblemError('invalid_input', {
          errors: [{ path: 'household', message: '请选这个孩子的一个家庭' }],
        });
      const table = tx.of(HouseholdAddress, child.schoolId);
      await this.store(table, actor, { familyId: family.id }, address === null ? null : { address });
    });
  }

  /** The history says that something changed and whose it is, never what it says. */
  private async change(
    actor: Actor,
    child: Child,
    request: RequestKey,
    payload: { what: string; personId?: number },
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        await work(tx);
        await this.history.append(tx, child, { actorId: actor.personId, event: 'private_changed', payload });
      }),
    );
  }

  /** One row for each whom it is of: written, written over, or taken away. */
  private async store<T extends Detail>(
    table: TenantTable<T>,
    actor: Actor,
    whose: Partial<T>,
    said: Partial<T> | null,
  ): Promise<void> {
    type Where = Parameters<typeof table.findOne>[0];
    const row = await table.findOne(whose);
    const recorded = { recordedById: actor.personId, recordedAt: this.clock.now() };
    if (said === null) {
      if (row) await table.delete({ id: row.id } as unknown as Where);
    } else if (row) await table.update({ token: row.token } as unknown as Where, { ...said, ...recorded });
    else
      await table.insert({ ...whose, ...said, ...recorded, token: newToken() } as Parameters<
        typeof table.insert
      >[0]);
  }

  /** Of today's guardians; an adult who is kept from the child stands on no list of her family. */
  private async phones({ id, schoolId }: Child): Promise<ChildPrivate['phones']> {
    const kept = await this.bars.personsKeptFrom(schoolId, id);
    const today = dayOf(this.clock.now());
    const read = this.database.read;
    const guardians = await read
      .of(Guardianship, schoolId)
      .find({ where: holdingOn<Guardianship>(today, { childId: id }) });
    const personIds = guardians.map((row) => row.personId).filter((one) => !kept.includes(one));
    if (personIds.length === 0) return [];
    const rows = await read
      .of(PersonPhone, schoolId)
      .find({ where: { personId: In(personIds) }, order: { id: 'ASC' } });
    const people = await this.people.people(personIds);
    return rows.flatMap(({ personId, number }) => {
      const person = people.get(personId);
      return person ? [{ person: { token: person.token, name: person.name }, number }] : [];
    });
  }

  private async addresses(child: Child): Promise<ChildPrivate['addresses']> {
    const read = this.database.read;
    const families = await this.families(child, read.of(FamilyMember, child.schoolId));
    if (families.length === 0) return [];
    const rows = await read
      .of(HouseholdAddress, child.schoolId)
      .find({ where: { familyId: In(families) }, order: { id: 'ASC' } });
    const households = await read.of(Family, child.schoolId).find({ where: { id: In(families) } });
    return rows.map(({ familyId, address }) => ({
      household: households.find((one) => one.id === familyId)?.token ?? '',
      address,
    }));
  }

  private async families({ id }: Child, members: TenantTable<FamilyMember>): Promise<number[]> {
    const today = dayOf(this.clock.now());
    const rows = await members.find({ where: holdingOn<FamilyMember>(today, { childId: id }) });
    return [...new Set(rows.map((row) => row.familyId))];
  }
}
