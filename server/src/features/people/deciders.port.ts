import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Relation } from '#shared/people/vocabulary.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Bars } from './bars.port.js';
import { holdingOn } from './dated.js';
import { LeftBehindFinding } from './family.entity.js';
import { Guardianship, GuardianshipRightRow } from './people.entity.js';

/** Somebody who may decide for a child. */
export interface Decider {
  personId: number;
  relation: Relation;
}

/** Who may decide for children, and what was found about them that is only ever counted. */
@Injectable()
export class Deciders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bars: Bars,
  ) {}

  /**
   * Guardians with authority on the day of `at` (now unless given), child by child, longest known first. Who is kept
   * from the child by an order of today decides nothing, whatever was the case on that day.
   */
  async of(
    school: SchoolId,
    childIds: readonly number[],
    at: Date = this.clock.now(),
  ): Promise<Map<number, Decider[]>> {
    const deciders = new Map<number, Decider[]>();
    if (childIds.length === 0) return deciders;
    const day = dayOf(at);
    const read = this.database.read;
    const guardianships = await read.of(Guardianship, school).find({
      where: holdingOn<Guardianship>(day, { childId: In([...childIds]) }),
      order: { id: 'ASC' },
    });
    if (guardianships.length === 0) return deciders;
    const which = { guardianshipId: In(guardianships.map((row) => row.id)), kind: 'authority' as const };
    const rights = await read
      .of(GuardianshipRightRow, school)
      .find({ where: holdingOn<GuardianshipRightRow>(day, which) });
    const kept = await this.bars.keptFromEach(school, childIds);
    const entitled = new Set(rights.map((right) => right.guardianshipId));
    for (const { id, childId, personId, relation } of guardianships) {
      if (!entitled.has(id) || kept.get(childId)?.has(personId) === true) continue;
      deciders.set(childId, [...(deciders.get(childId) ?? []), { personId, relation }]);
    }
    return deciders;
  }

  /** How everybody is related to a child who is, or once was, her guardian. */
  async relationsTo(school: SchoolId, childId: number): Promise<Map<number, Relation>> {
    const rows = await this.database.read
      .of(Guardianship, school)
      .find({ where: { childId }, order: { id: 'ASC' } });
    return new Map(rows.map((row) => [row.personId, row.relation]));
  }

  /** How many of these children are left behind by what was found last. */
  async leftBehindAmong(school: SchoolId, childIds: readonly number[]): Promise<number> {
    if (childIds.length === 0) return 0;
    const rows = await this.database.read
      .of(LeftBehindFinding, school)
      .find({ where: { childId: In([...childIds]) }, order: { id: 'ASC' } });
    const last = new Map(rows.map((row) => [row.childId, row.leftBehind]));
    return [...last.values()].filter(Boolean).length;
  }
}
