import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import { NewHands } from '../conflict/new-hands.js';
import { Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import { Routing } from '../routing.js';

/** Marks an exclusion that stands because two issues belong together, and goes when they part. */
const merged = 'merged';
/** Marks one that has come from a primary whose end was copied: those words stay, and so does it. */
const along = 'along';

const subjectType = 'issue';

/**
 * Beside a primary stand the words of what was merged into it, so whoever must not see one of those must not see the
 * primary either. And the end of a primary is told to all that was merged into it, so whoever must not see the primary
 * must not see those.
 */
@Injectable()
export class MergedExclusions {
  constructor(
    private readonly clock: Clock,
    private readonly routing: Routing,
    private readonly hands: NewHands,
    private readonly messages: IssueMessages,
  ) {}

  /** Computes anew who is kept from a primary and from what was merged into it, and takes it out of the hands of who now is. */
  async share(tx: Tx, school: SchoolId, primaryId: number): Promise<void> {
    // Writes nothing new: holds the row until this is committed, so that two that share at once come one after the other.
    await tx.of(Issue, school).update({ id: primaryId }, { schoolId: school });
    const beside = await tx.of(Issue, school).find({ where: { primaryId, diverted: false } });
    const ids = [primaryId, ...beside.map(({ id }) => id)];
    const rows = await tx.of(Exclusion, school).find({ where: { subjectType, subjectId: In(ids) } });
    const known = (id: number) => rows.filter(({ subjectId }) => subjectId === id);
    const own = known(primaryId).filter(({ reason }) => reason !== merged);
    const ownPeople = new Set(own.map(({ personId }) => personId));
    // What ended along has that mark from this very primary, and gives nothing back with it.
    const theirs = beside.flatMap(({ id, state }) =>
      known(id).filter(({ reason }) => reason !== merged && (reason !== along || state === 'merged')),
    );
    const wanted = new Set(theirs.map(({ personId }) => personId).filter((id) => !ownPeople.has(id)));
    await this.change(tx, school, primaryId, known(primaryId), { people: wanted, reason: merged });
    for (const { id, state } of beside) {
      const reason = state === 'merged' ? merged : along;
      await this.change(tx, school, id, known(id), { people: ownPeople, reason });
    }
    const primary = await tx.of(Issue, school).findOne({ id: primaryId });
    if (!primary || primary.diverted || !wanted.has(primary.assigneeId ?? 0)) return;
    const owner = await this.routing.ownerFor(school, primary, new Set([...ownPeople, ...wanted]));
    await this.hands.take(tx, primary, owner);
  }

  /** The end of its primary was copied into this issue: who is kept from that end stays kept from it. */
  async keep(tx: Tx, { id, schoolId }: Issue): Promise<void> {
    const where = { subjectType, subjectId: id, reason: merged };
    await tx.of(Exclusion, schoolId).update(where, { reason: along });
  }

  /** It goes its own way without having been told anything of its primary. */
  async release(tx: Tx, { id, schoolId }: Issue): Promise<void> {
    await tx.of(Exclusion, schoolId).delete({ subjectType, subjectId: id, reason: merged });
  }

  /** Writes the difference only. */
  private async change(
    tx: Tx,
    school: SchoolId,
    subjectId: number,
    known: readonly Exclusion[],
    { people, reason }: { people: ReadonlySet<number>; reason: string },
  ): Promise<void> {
    const table = tx.of(Exclusion, school);
    const gone = known.filter((row) => row.reason === merged && !people.has(row.personId));
    if (gone.length > 0) await table.delete({ id: In(gone.map(({ id }) => id)) });
    const before = new Set(known.map(({ personId }) => personId));
    const fresh = [...people].filter((personId) => !before.has(personId));
    const createdAt = this.clock.now();
    await table.insertMany(
      fresh.map((personId) => ({ subjectType, subjectId, personId, reason, createdAt })),
    );
    await this.messages.withdrawFrom(tx, { id: subjectId }, fresh);
  }
}
