import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { ChildFamily, ChildProtection, GuardianView } from '#shared/people/family.js';
import { evidenceKinds } from '#shared/people/vocabulary.js';
import { isKeptFrom } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AccountPerson } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Bars } from '../bars.port.js';
import { holdingOn } from '../dated.js';
import { BarOrder, EntrustedCare, LeftBehindFinding } from '../family.entity.js';
import { FieldConsents } from '../field-consents.port.js';
import { Child, Family, FamilyMember, Guardianship, GuardianshipRightRow } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import type { PersonRef } from '../people.port.js';
import { PersonPreferences } from '../preferences.port.js';
import { VillageOfficers } from '../village/village-officers.js';

/** How a reader stands to a family that she may see. */
export type FamilyReader = 'office' | 'decides' | 'protects' | 'village' | 'other';

const named = (person: PersonRef | undefined) => ({ token: person?.token ?? '', name: person?.name ?? '' });
/** An adult of the family, with the token only for who acts on it. */
const namedTo = (reader: FamilyReader, person: PersonRef | undefined) => {
  const { token, name } = named(person);
  return { token: reader === 'other' || reader === 'village' ? null : token, name };
};

/** The family and the protection class of a child's fields. Only for who has been allowed to see the class. */
@Injectable()
export class FamilyPresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly bars: Bars,
    private readonly preferences: PersonPreferences,
    private readonly village: VillageOfficers,
    private readonly consents: FieldConsents,
  ) {}

  /**
   * @param reader `office`: who keeps the family in order also sees guardians without any right, evidence and
   *   preferences · `decides`: a guardian with authority · `protects`: who may keep an adult away, and has to name him ·
   *   `village`: to whom the child was given as 儿童主任, and nothing else: of other children she is told only of those
   *   who were given to her, too · `other`: whoever else may see the class. These two name nobody
   */
  async family(actor: Actor, child: Child, reader: FamilyReader): Promise<ChildFamily> {
    const kept = await this.bars.personsKeptFrom(child.schoolId, child.id);
    return {
      guardians: await this.guardians(child, kept, reader),
      households: await this.households(actor, child, kept, reader),
      entrustedCare: await this.entrustedCare(child, kept, reader),
      leftBehind: await this.leftBehind(child),
      villageOfficers: await this.village.of(child, reader === 'office' || reader === 'protects'),
    };
  }

  async protection({ id, schoolId }: Child): Promise<ChildProtection> {
    const rows = await this.database.read
      .of(BarOrder, schoolId)
      .find({ where: { childId: id }, order: { id: 'DESC' } });
    const people = await this.people.people(rows.flatMap((row) => [row.personId, row.placedById]));
    const today = dayOf(this.clock.now());
    return {
      bars: rows.map((row) => ({
        person: named(people.get(row.personId)),
        evidence: `${evidenceKinds[row.evidenceKind]}：${row.evidence}`,
        fromDay: row.fromDay,
        toDay: row.toDay,
        placedBy: people.get(row.placedById)?.name ?? '',
        liftedAt: row.liftedAt?.toISOString() ?? null,
        holds: row.liftedAt === null && row.fromDay <= today && (row.toDay === null || row.toDay >= today),
      })),
    };
  }

  /** An adult who is kept from the child stands on no list of her family. */
  private async guardians(
    { id, schoolId }: Child,
    kept: readonly number[],
    reader: FamilyReader,
  ): Promise<GuardianView[]> {
    const forOffice = reader === 'office';
    const today = dayOf(this.clock.now());
    const rows = (
      await this.database.read
        .of(Guardianship, schoolId)
        .find({ where: holdingOn<Guardianship>(today, { childId: id }), order: { id: 'ASC' } })
    ).filter((row) => !kept.includes(row.personId));
    if (rows.length === 0) return [];
    const which = { guardianshipId: In(rows.map((row) => row.id)) };
    const rights = await this.database.read.of(GuardianshipRightRow, schoolId).find({
      where: [
        { ...which, toDay: IsNull() },
        { ...which, toDay: MoreThanOrEqual(today) },
      ],
      order: { id: 'ASC' },
    });
    const personIds = rows.map((row) => row.personId);
    const people = await this.people.people(personIds);
    const preferences = forOffice ? await this.preferences.ofMany(personIds) : null;
    const bound = await this.database.read
      .global(AccountPerson)
      .findBy({ personId: In(personIds), endedAt: IsNull() });
    return rows.flatMap(({ id: guardianshipId, personId, relation }) => {
      const hers = rights.filter((right) => right.guardianshipId === guardianshipId);
      const held = hers.filter((right) => right.fromDay <= today).map((right) => right.kind);
      if (!forOffice && held.length === 0) return [];
      return [
        {
          person: namedTo(reader, people.get(personId)),
          preferences: preferences?.get(personId) ?? null,
          relation,
          rights: hers.map(({ kind, fromDay, toDay, evidence }) => ({
            right: kind,
            fromDay,
            toDay,
            evidence: forOffice ? evidence : null,
          })),
          livesWithChild: held.includes('care'),
          mayCollect: held.includes('pickup'),
          bound: bound.some((one) => one.personId === personId),
        },
      ];
    });
  }

  private async households(
    actor: Actor,
    child: Child,
    kept: readonly number[],
    reader: FamilyReader,
  ): Promise<ChildFamily['households']> {
    const today = dayOf(this.clock.now());
    const read = this.database.read;
    const members = read.of(FamilyMember, child.schoolId);
    const hers = await members.find({ where: holdingOn<FamilyMember>(today, { childId: child.id }) });
    if (hers.length === 0) return [];
    const familyId = In(hers.map((row) => row.familyId));
    const all = await members.find({
      where: holdingOn<FamilyMember>(today, { familyId }),
      order: { id: 'ASC' },
    });
    const families = await read
      .of(Family, child.schoolId)
      .find({ where: { id: familyId }, order: { id: 'ASC' } });
    const people = await this.people.people(all.map((row) => row.personId));
    const childIds = all.flatMap((row) => row.childId ?? []);
    const children = await read
      .of(Child, child.schoolId)
      .find({ where: { id: In(await this.shownWith(actor, child, childIds, reader)) } });
    return families.map(({ id, token, fromDay }) => {
      const inIt = all.filter((row) => row.familyId === id);
      return {
        token,
        fromDay,
        votes: child.votingFamilyId === id,
        adults: inIt.flatMap(({ personId }) =>
          personId === null || kept.includes(personId) ? [] : [namedTo(reader, people.get(personId))],
        ),
        children: children
          .filter((one) => inIt.some((row) => row.childId === one.id))
          .map(({ token: childToken, name }) => ({ token: childToken, name })),
      };
    });
  }

  /** Those of a household whom the reader of one child is told of. */
  private async shownWith(
    actor: Actor,
    { id, schoolId }: Child,
    childIds: readonly number[],
    reader: FamilyReader,
  ): Promise<number[]> {
    const free = childIds.filter((one) => !isKeptFrom(actor, one));
    if (reader !== 'village') return free;
    const given = free.filter((one) => actor.given.some(({ childId }) => childId === one));
    const agreed = await this.consents.shownToVillage(schoolId, given);
    return free.filter((one) => one === id || agreed.has(one));
  }

  private async entrustedCare(
    { id, schoolId }: Child,
    kept: readonly number[],
    reader: FamilyReader,
  ): Promise<ChildFamily['entrustedCare']> {
    const rows = (
      await this.database.read
        .of(EntrustedCare, schoolId)
        .find({ where: { childId: id }, order: { id: 'DESC' } })
    ).filter((row) => !kept.includes(row.carerId) && !kept.includes(row.entrustedById));
    const people = await this.people.people(rows.flatMap((row) => [row.entrustedById, row.carerId]));
    return rows.map(({ entrustedById, carerId, fromDay, toDay, toldSchoolOn, toldVillageOn }) => ({
      entrustedBy: namedTo(reader, people.get(entrustedById)),
      carer: namedTo(reader, people.get(carerId)),
      ...{ fromDay, toDay, toldSchoolOn, toldVillageOn },
    }));
  }

  private async leftBehind({ id, schoolId }: Child): Promise<ChildFamily['leftBehind']> {
    const [row] = await this.database.read
      .of(LeftBehindFinding, schoolId)
      .find({ where: { childId: id }, order: { id: 'DESC' }, take: 1 });
    if (!row) return null;
    const { definition, version, leftBehind, decidedById, decidedOn, reviewOn } = row;
    const people = await this.people.people([decidedById]);
    const decidedBy = people.get(decidedById)?.name ?? '';
    return { definition, version, leftBehind, decidedBy, decidedOn, reviewOn };
  }
}
