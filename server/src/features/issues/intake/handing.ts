import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/database.js';
import { NewHands } from '../conflict/new-hands.js';
import { IssueAccess } from '../issue-access.js';
import type { Issue } from '../issue.entity.js';
import { Routing } from '../routing.js';
import type { Owner } from '../routing.js';

/** Hands an issue to whom the rules name, while nobody has accepted it. */
@Injectable()
export class Handing {
  constructor(
    private readonly access: IssueAccess,
    private readonly routing: Routing,
    private readonly newHands: NewHands,
  ) {}

  /** Hands a report that has just been sorted to its first owner. */
  async toFirst(tx: Tx, issue: Issue): Promise<void> {
    const excluded = await this.access.excludedFrom(issue);
    const owner = await this.ownerOf(issue, excluded);
    // Only a school where nobody may have it has nobody; the issue then stays visible as unowned.
    if (owner) await this.newHands.take(tx, issue, owner, excluded);
  }

  /**
   * Hands an issue on that stands in the wrong hands, as long as they have not accepted it: something was found out
   * about it, or they are away. Where no rule names anybody, it stays where it is.
   */
  async toBetter(tx: Tx, issue: Issue): Promise<void> {
    if (!['submitted', 'classified', 'assigned'].includes(issue.state)) return;
    const owner = await this.ownerOf(issue, await this.access.excludedFrom(issue));
    const isBetter = owner !== null && owner.personId !== issue.assigneeId && owner.by !== 'away';
    if (isBetter) await this.newHands.take(tx, issue, owner);
  }

  private ownerOf(issue: Issue, excluded: ReadonlySet<number>): Promise<Owner | null> {
    return this.routing.ownerFor(issue.schoolId, { ...issue, excluded }, excluded);
  }
}
