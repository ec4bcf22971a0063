import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import { NewHands } from '../conflict/new-hands.js';
import { Issue } from '../issue.entity.js';
import { Routing } from '../routing.js';

/** Marks an exclusion that stands because of a merged issue, and goes with it. */
const merged = 'merged';

/**
 * Beside a primary stand the words of what was merged into it, so whoever must not see one of those must not see the
 * primary either.
 */
@Injectable()
export class MergedExclusions {
  constructor(
    private readonly clock: Clock,
    private readonly routing: Routing,
    private readonly hands: NewHands,
  ) {}

  /** Computes anew who is kept from a primary, and takes it out of the hands of who now is. */
  async share(tx: Tx, school: SchoolId, primaryId: number): Promise<void> {
    const table = tx.of(Exclusion, school);
    const subjectType = 'issue';
    const beside = await tx.of(Issue, school).find({ where: { primaryId, diverted: false } });
    const ids = beside.map(({ id }) => id);
    const theirs = ids.length === 0 ? [] : await table.find({ where: { subjectType, subjectId: In(ids) } });
    const own = await table.find({ where: { subjectType, subjectId: primaryId, reason: Not(merged) } });
    const ownPeople = new Set(own.map(({ personId }) => personId));
    const wanted = new Set(theirs.map(({ personId }) => personId).filter((id) => !ownPeople.has(id)));
    await table.delete({ subjectType, subjectId: primaryId, reason: merged });
    const createdAt = this.clock.now();
    await table.insertMany(
      [...wanted].map((personId) => ({
        subjectType,
        subjectId: primaryId,
        personId,
        reason: merged,
        createdAt,
      })),
    );
    const primary = await tx.of(Issue, school).findOne({ id: primaryId });
    if (!primary || primary.diverted || !wanted.has(primary.assigneeId ?? 0)) return;
    const owner = await this.routing.ownerFor(school, primary, new Set([...ownPeople, ...wanted]));
    await this.hands.take(tx, primary, owner);
  }
}
