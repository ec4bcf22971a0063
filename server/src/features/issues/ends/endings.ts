import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DeclineIssue, Verdict, WordsAndPhotos } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { fitsIssue, seesAsStaff } from '../issue.policy.js';
import type { SeenIssue } from '../issue.policy.js';
import { IssueAccess } from '../issue-access.js';
import type { IssueCommand } from '../issue-command.js';
import { Issue } from '../issue.entity.js';
import { SecondLook } from './second-look.js';

/** What the ends of an issue carry, and what the reporter says of them. */
@Injectable()
export class Endings {
  constructor(
    private readonly database: Database,
    private readonly access: IssueAccess,
    private readonly secondLook: SecondLook,
  ) {}

  /** Said to be done; the reporter is asked. */
  resolve(given: z.output<typeof WordsAndPhotos>): IssueCommand {
    return { action: 'resolve', ...given, change: { endedAs: 'resolved' } };
  }

  /** Refused: why, in plain words, and who else can help. */
  decline(actor: Actor, { reason, text, elsewhere }: z.output<typeof DeclineIssue>): IssueCommand {
    return {
      action: 'decline',
      text,
      payload: { reason },
      content: [{ kind: 'elsewhere', body: elsewhere }],
      change: { endedAs: 'declined', declinedById: actor.personId },
    };
  }

  /** It is not done after all. What had been merged comes back by itself, into the hands that worked on it. */
  async reject({ issue }: SeenIssue, given: z.output<typeof Verdict>): Promise<IssueCommand> {
    const again = { reopens: issue.reopens + 1 };
    const change = { ...again, ...(await this.onItsOwn(issue)) };
    return { action: 'reject', ...given, payload: leftBy(issue), change };
  }

  /** Looked at again, by somebody else than who refused it. */
  async appeal({ issue }: SeenIssue, given: z.output<typeof Verdict>): Promise<IssueCommand> {
    // Before anybody is looked for: an appeal that may not be made is refused by the state alone.
    if (!allows(issueWorkflow, 'appeal', issue.state, ['reporter'])) throw new ProblemError('state_conflict');
    const owner = await this.secondLook.ownerFor(issue);
    const handed = { assigneeId: owner.personId, assigneeRole: owner.role };
    return {
      action: 'appeal',
      ...given,
      payload: { assigneeId: owner.personId, role: owner.role, ...leftBy(issue) },
      change: { appealed: true, primaryId: null, ...handed },
    };
  }

  /** The issue into which staff merge this one: one that they see, of the same school, that is still being worked on. */
  async primaryFor(actor: Actor, { issue }: SeenIssue, into: string): Promise<Issue> {
    const refuse = (message: string) =>
      new ProblemError('invalid_input', { errors: [{ path: 'into', message }] });
    const seen = await this.access.find(actor, into);
    const isHere = seen !== null && seen.issue.schoolId === issue.schoolId && !seen.issue.diverted;
    if (!isHere || !seesAsStaff(seen.standing)) throw refuse('找不到要并到的那件事');
    if (seen.issue.id === issue.id) throw refuse('不能并到自己');
    if (!issueWorkflow.transitions.joined.from.includes(seen.issue.state))
      throw refuse('那件事已经不在办了，请选一件还在办的');
    if (!fitsIssue(issue, 'merge', actor.personId))
      throw new ProblemError('state_conflict', { detail: '这件事要换一位来看，不能并到别的事里。' });
    return seen.issue;
  }

  private async onItsOwn(issue: Issue): Promise<IssueCommand['change']> {
    const { schoolId, primaryId } = issue;
    if (primaryId === null) return {};
    const primary = await this.database.read.of(Issue, schoolId).findOne({ id: primaryId, diverted: false });
    const excluded = await this.access.excludedFrom(issue);
    const alone = { primaryId: null };
    if (!primary || primary.assigneeId === null || excluded.has(primary.assigneeId)) return alone;
    return {
      ...alone,
      assigneeId: primary.assigneeId,
      assigneeRole: primary.assigneeRole,
      officeId: primary.officeId,
    };
  }
}

/** Names the primary that is left, whose readers then change; an id only. */
const leftBy = ({ primaryId }: Issue) => (primaryId === null ? {} : { left: primaryId });
