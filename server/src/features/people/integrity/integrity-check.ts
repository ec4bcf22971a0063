import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, MoreThanOrEqual } from 'typeorm';
import type { Contradiction } from '#shared/people/integrity.js';
import { AccountPerson } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Bars } from '../bars.port.js';
import { BindingRequest } from '../binding/binding.entity.js';
import { holdingOn } from '../dated.js';
import { LeftBehindFinding } from '../family.entity.js';
import { Child, FamilyMember, Guardianship, GuardianshipRightRow } from '../people.entity.js';
import { IntegrityFinding } from './integrity.entity.js';

interface Found {
  kind: Contradiction;
  childId: number | null;
  personId: number | null;
  familyId: number | null;
}

/** Everything of a school that the rules below compare, read once. */
interface Picture {
  children: Child[];
  /** Of today. */
  guardianships: Guardianship[];
  ended: Guardianship[];
  rights: GuardianshipRightRow[];
  members: FamilyMember[];
  phones: AccountPerson[];
  kept: ReadonlyMap<number, ReadonlySet<number>>;
  waiting: BindingRequest[];
  findings: LeftBehindFinding[];
  today: string;
}

const found = (kind: Contradiction, about: Partial<Omit<Found, 'kind'>>): Found => ({
  kind,
  childId: null,
  personId: null,
  familyId: null,
  ...about,
});

/** Looks for contradictions in who is bound to whom. What was found before and is gone is noted as gone. */
@Injectable()
export class IntegrityCheck {
  constructor(
    private readonly clock: Clock,
    private readonly bars: Bars,
  ) {}

  /** @returns how many contradictions stand */
  async run(tx: Tx, school: SchoolId): Promise<number> {
    const picture = await this.picture(tx, school);
    const standing = rules.flatMap((rule) => rule(picture));
    const now = this.clock.now();
    const table = tx.of(IntegrityFinding, school);
    const known = await table.find({ where: { goneAt: IsNull() } });
    const seen = new Set<number>();
    for (const one of standing) {
      const same = known.find(
        (row) =>
          row.kind === one.kind &&
          row.childId === one.childId &&
          row.personId === one.personId &&
          row.familyId === one.familyId,
      );
      if (same) {
        seen.add(same.id);
        await table.update({ id: same.id }, { lastSeenAt: now });
      } else
        await table.insert({ token: newToken(), ...one, firstSeenAt: now, lastSeenAt: now, goneAt: null });
    }
    for (const row of known) if (!seen.has(row.id)) await table.update({ id: row.id }, { goneAt: now });
    return standing.length;
  }

  private async picture(tx: Tx, school: SchoolId): Promise<Picture> {
    const now = this.clock.now();
    const today = dayOf(now);
    const children = await tx.of(Child, school).find({
      where: [{ leftDay: IsNull() }, { leftDay: MoreThanOrEqual(today) }],
      order: { id: 'ASC' },
    });
    const childIds = children.map((child) => child.id);
    const childId = In(childIds);
    const guardianships = await tx
      .of(Guardianship, school)
      .find({ where: holdingOn<Guardianship>(today, { childId }), order: { id: 'ASC' } });
    const ended = await tx.of(Guardianship, school).find({ where: { toDay: LessThan(today) } });
    const guardianshipId = In(guardianships.map((row) => row.id));
    const rights = await tx
      .of(GuardianshipRightRow, school)
      .find({ where: holdingOn<GuardianshipRightRow>(today, { guardianshipId }) });
    const members = await tx.of(FamilyMember, school).find({ where: holdingOn<FamilyMember>(today, {}) });
    const personIds = [...guardianships, ...ended].map((row) => row.personId);
    const own = await tx.global(AccountPerson).findBy({ personId: In(personIds), endedAt: IsNull() });
    // With everybody else on these phones: an adult who is kept away may be one of them.
    const phones = await tx
      .global(AccountPerson)
      .findBy({ accountId: In(own.map((row) => row.accountId)), endedAt: IsNull() });
    const kept = await this.bars.keptFromEach(school, childIds);
    const waiting = await tx
      .of(BindingRequest, school)
      .find({ where: { state: 'quarantined', createdAt: LessThan(later(now, -days(3))) } });
    const findings = await tx
      .of(LeftBehindFinding, school)
      .find({ where: { childId }, order: { id: 'ASC' } });
    return { children, guardianships, ended, rights, members, phones, kept, waiting, findings, today };
  }
}

type Rule = (picture: Picture) => Found[];

const noAuthority: Rule = ({ children, guardianships, rights, kept }) =>
  children
    .filter(
      ({ id }) =>
        !guardianships.some(
          (row) =>
            row.childId === id &&
            kept.get(id)?.has(row.personId) !== true &&
            rights.some((right) => right.guardianshipId === row.id && right.kind === 'authority'),
        ),
    )
    .map(({ id }) => found('no_authority', { childId: id }));

/** Whoever is guardian of nobody any more and still sits on a phone. */
const endedStillBound: Rule = ({ ended, guardianships, phones }) =>
  [...new Map(ended.map((row) => [row.personId, row])).values()]
    .filter(
      ({ personId }) =>
        phones.some((phone) => phone.personId === personId) &&
        !guardianships.some((row) => row.personId === personId),
    )
    .map(({ childId, personId }) => found('ended_still_bound', { childId, personId }));

/** One person on two phones that stand in two families: perhaps two people of one name. */
const twoAccounts: Rule = ({ guardianships, phones, members }) =>
  [...new Set(guardianships.map((row) => row.personId))]
    .filter((personId) => {
      const accounts = new Set(phones.filter((row) => row.personId === personId).map((row) => row.accountId));
      const families = new Set(members.filter((row) => row.personId === personId).map((row) => row.familyId));
      return accounts.size > 1 && families.size > 1;
    })
    .map((personId) => found('two_accounts', { personId }));

const barredSharesPhone: Rule = ({ guardianships, phones, kept }) =>
  guardianships.flatMap(({ childId, personId }) => {
    const barred = kept.get(childId);
    if (!barred || barred.has(personId)) return [];
    const accounts = phones.filter((row) => row.personId === personId).map((row) => row.accountId);
    const shares = phones.some((row) => accounts.includes(row.accountId) && barred.has(row.personId));
    return shares ? [found('barred_shares_phone', { childId, personId })] : [];
  });

const emptyFamily: Rule = ({ children, members }) =>
  children.flatMap(({ id, votingFamilyId }) => {
    if (votingFamilyId === null) return [];
    const adults = members.some((row) => row.familyId === votingFamilyId && row.personId !== null);
    return adults ? [] : [found('empty_family', { childId: id, familyId: votingFamilyId })];
  });

const noFamily: Rule = ({ children, guardianships }) =>
  children
    .filter(
      ({ id, votingFamilyId }) => votingFamilyId === null && guardianships.some((row) => row.childId === id),
    )
    .map(({ id }) => found('no_family', { childId: id }));

const longQuarantine: Rule = ({ waiting }) =>
  [...new Set(waiting.map((row) => row.childId))].map((childId) => found('long_quarantine', { childId }));

const reviewDue: Rule = ({ children, findings, today }) =>
  children.flatMap(({ id }) => {
    const last = findings.findLast((row) => row.childId === id);
    return last && last.reviewOn < today ? [found('review_due', { childId: id })] : [];
  });

const rules: readonly Rule[] = [
  noAuthority,
  endedStillBound,
  twoAccounts,
  barredSharesPhone,
  emptyFamily,
  noFamily,
  longQuarantine,
  reviewDue,
];
