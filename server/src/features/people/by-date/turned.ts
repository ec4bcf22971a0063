import { Injectable } from '@nestjs/common';
import { Between, In, IsNull } from 'typeorm';
import type { EntityTarget, FindOptionsSelect, FindOptionsWhere } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { TenantRow } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { dayAfter, dayBefore } from '../dated-roles.js';
import { BarOrder } from '../family.entity.js';
import { Child, Guardianship, GuardianshipRightRow, StaffRoleRow } from '../people.entity.js';

/** Whose standing is another than it was, because days have come. */
export interface Turned {
  childIds: number[];
  personIds: number[];
  /** Orders that have begun and hold: who is kept from which child from now on. */
  orders: { childId: number; personId: number }[];
}

interface Dated {
  fromDay: string;
  toDay: string | null;
}

/** Finds what began or ended by its date between two days. */
@Injectable()
export class ByDate {
  constructor(private readonly database: Database) {}

  /** @param since the day whose beginning is known already @param today the last day whose beginning counts */
  async between(school: SchoolId, since: string, today: string): Promise<Turned> {
    const { read } = this.database;
    const span = { school, since, today };
    // Days and whose they are: not the papers, which would be decrypted.
    const dated = { id: true, fromDay: true, toDay: true } as const;
    const rights = await this.turned(GuardianshipRightRow, span, { ...dated, guardianshipId: true });
    const guardianships = await this.turned(Guardianship, span, { ...dated, childId: true });
    const whose = { ...dated, childId: true, personId: true } as const;
    const orders = await this.turned(BarOrder, span, whose, { liftedAt: IsNull() });
    const roles = await this.turned(StaffRoleRow, span, { ...dated, personId: true });
    const left = await read.of(Child, school).find({ where: { leftDay: Between(since, dayBefore(today)) } });
    const ids = [...new Set(rights.map((right) => right.guardianshipId))];
    const held = ids.length === 0 ? [] : await read.of(Guardianship, school).find({ where: { id: In(ids) } });
    const childIds = [...held, ...guardianships, ...orders].map((row) => row.childId);
    const begun = orders.filter((row) => row.fromDay > since && (row.toDay === null || row.toDay >= today));
    return {
      childIds: [...new Set([...childIds, ...left.map(({ id }) => id)])].sort((a, b) => a - b),
      personIds: [...new Set(roles.map((row) => row.personId))],
      orders: begun.map(({ childId, personId }) => ({ childId, personId })),
    };
  }

  /** Rows that began after `since`, or whose last day was `since` or later and is over. */
  private async turned<T extends TenantRow & Dated>(
    entity: EntityTarget<T>,
    { school, since, today }: { school: SchoolId; since: string; today: string },
    select: FindOptionsSelect<T>,
    which: object = {},
  ): Promise<T[]> {
    const rows = await this.database.read.of(entity, school).find({
      select,
      where: [
        { ...which, fromDay: Between(dayAfter(since), today) },
        { ...which, toDay: Between(since, dayBefore(today)) },
      ] as FindOptionsWhere<T>[],
    });
    // What ends before it begins never holds.
    return rows.filter(({ fromDay, toDay }) => toDay === null || toDay >= fromDay);
  }
}
