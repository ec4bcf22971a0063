import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { PeopleDirectory } from '../people/people.port.js';
import { StaffPresence } from '../people/staff-presence.port.js';
import { StaffDepartures } from '../people/staff-left.port.js';
import type { Departure } from '../people/staff-left.port.js';
import { NewHands } from './conflict/new-hands.js';
import { NextOffice } from './conflict/next-office.js';
import { IssueAccess } from './issue-access.js';
import { Issue } from './issue.entity.js';
import { Routing } from './routing.js';

/** What is merged follows its primary. */
const open = (Object.keys(issueWorkflow.states) as IssueState[]).filter(
  (state) => issueWorkflow.states[state].type === 'open' && state !== 'merged',
);

/** Hands the open issues of somebody who leaves on to whoever the rules then name. */
@Injectable()
export class StaffLeft implements OnModuleInit {
  constructor(
    private readonly departures: StaffDepartures,
    private readonly access: IssueAccess,
    private readonly people: PeopleDirectory,
    private readonly presence: StaffPresence,
    private readonly routing: Routing,
    private readonly offices: NextOffice,
    private readonly newHands: NewHands,
  ) {}

  onModuleInit(): void {
    this.departures.onLeave((tx, departure) => this.handOn(tx, departure));
  }

  private async handOn(tx: Tx, { school, personId }: Departure): Promise<void> {
    const where = { assigneeId: personId, diverted: false, state: In(open) };
    const issues = await tx.of(Issue, school).find({ where, order: { id: 'ASC' } });
    for (const issue of issues) {
      const excluded = new Set([...(await this.access.excludedFrom(issue)), personId]);
      const owner = await this.routing.ownerFor(school, issue, excluded);
      // Nobody may take it: it stays on the board of whoever coordinates.
      if (owner) await this.newHands.take(tx, issue, owner);
    }
  }

  /**
   * What is rejected after its end may stand under the name of somebody who has left since, who was named since, or who
   * is away: then it goes on to who is there, if anybody is.
   */
  async replaceIfGone(tx: Tx, issue: Issue): Promise<void> {
    const { schoolId, assigneeId } = issue;
    if (assigneeId === null) return;
    const excluded = await this.access.excludedFrom(issue);
    const mayKeepIt = !excluded.has(assigneeId) && (await this.worksThere(schoolId, assigneeId));
    const away = await this.presence.unavailable(schoolId, [assigneeId], null);
    if (mayKeepIt && !away.has(assigneeId)) return;
    const owner = await this.routing.ownerFor(schoolId, issue, new Set([...excluded, assigneeId]));
    if (owner && !(mayKeepIt && owner.by === 'away')) await this.newHands.take(tx, issue, owner);
  }

  private async worksThere(school: SchoolId, personId: number): Promise<boolean> {
    if ((await this.people.rolesOf(school, personId)).length > 0) return true;
    return (await this.offices.regionOf(school, personId)) !== null;
  }
}
