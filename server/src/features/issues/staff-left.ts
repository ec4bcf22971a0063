import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import { system } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { WorkflowEngine } from '../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../people/people.port.js';
import { StaffDepartures } from '../people/staff-left.port.js';
import type { Departure } from '../people/staff-left.port.js';
import { IssueAccess } from './issue-access.js';
import { Issue } from './issue.entity.js';
import { IssueMessages } from './issue.messages.js';
import { Routing } from './routing.js';
import type { Owner } from './routing.js';

const open = (Object.keys(issueWorkflow.states) as IssueState[]).filter(
  (state) => issueWorkflow.states[state].type === 'open',
);

/** Hands the open issues of somebody who leaves on to whoever the rules then name. */
@Injectable()
export class StaffLeft implements OnModuleInit {
  constructor(
    private readonly departures: StaffDepartures,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly people: PeopleDirectory,
    private readonly routing: Routing,
    private readonly messages: IssueMessages,
  ) {}

  onModuleInit(): void {
    this.departures.onLeave((tx, departure) => this.handOn(tx, departure));
  }

  private async handOn(tx: Tx, { school, personId }: Departure): Promise<void> {
    const where = { assigneeId: personId, diverted: false, state: In(open) };
    const issues = await tx.of(Issue, school).find({ where, order: { id: 'ASC' } });
    for (const issue of issues) {
      const excluded = new Set([...(await this.access.excludedFrom(school, issue.id)), personId]);
      const owner = await this.routing.ownerFor(school, issue, excluded);
      // Nobody may take it: it stays on the board of whoever coordinates.
      if (!owner) continue;
      if (issueWorkflow.transitions.reassign.from.includes(issue.state))
        await this.reassign(tx, issue, owner);
      else await this.inherit(tx, issue, owner);
    }
  }

  /** What is rejected long after its end may stand under the name of somebody who has left since. */
  async replaceIfGone(tx: Tx, issue: Issue): Promise<void> {
    const { schoolId, assigneeId } = issue;
    if (assigneeId === null || (await this.people.rolesOf(schoolId, assigneeId)).length > 0) return;
    const excluded = await this.access.excludedFrom(schoolId, issue.id);
    const owner = await this.routing.ownerFor(schoolId, issue, new Set([...excluded, assigneeId]));
    if (owner) await this.reassign(tx, issue, owner);
  }

  private async reassign(tx: Tx, issue: Issue, owner: Owner): Promise<void> {
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'reassign',
      standing: ['system'],
      actor: system,
      payload: payloadOf(owner),
      change: { assigneeId: owner.personId, assigneeRole: owner.role },
    });
    await this.messages.tell(tx, 'issue.assigned', issue, [owner.personId]);
  }

  /** It waits for the verdict: the work is done and the state stays, but a rejection must find somebody. */
  private async inherit(tx: Tx, issue: Issue, owner: Owner): Promise<void> {
    const { id, state, lastSeq } = issue;
    const change = {
      assigneeId: owner.personId,
      assigneeRole: owner.role,
      lastSeq: lastSeq + 1,
      changedAt: this.clock.now(),
    };
    const changed = await tx.of(Issue, issue.schoolId).update({ id, state, lastSeq }, change);
    if (changed !== 1) throw new ProblemError('state_conflict');
    Object.assign(issue, change);
    const event = { subjectType: 'issue', actor: system, payload: payloadOf(owner) };
    await this.engine.record(tx, issue, issue.lastSeq, 'reassign', event);
  }
}

const payloadOf = ({ personId, role, by }: Owner) => ({ assigneeId: personId, role, by });
