import { Injectable } from '@nestjs/common';
import type { IssueAction } from '#shared/issues/workflow.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { byPerson, bySeal } from '../../platform/audit/audit.js';
import type { ActorRef } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { MediaService } from '../../platform/media/media.service.js';
import { SearchIndex } from '../../platform/search/search-index.js';
import { WorkflowEngine } from '../../platform/timeline/workflow-engine.js';
import { Conflicts } from './conflict/conflicts.js';
import { HandingOver } from './handing-over.js';
import { IssueAccess } from './issue-access.js';
import { IssueConsequences } from './issue-consequences.js';
import type { IssueCommand, Prepare } from './issue-command.js';
import { Issue } from './issue.entity.js';
import { fitsIssue, mayAskFor } from './issue.policy.js';
import type { SeenIssue } from './issue.policy.js';

/** Carries out what is done to an issue after it was reported, once per request key. */
@Injectable()
export class IssueCommands {
  constructor(
    private readonly database: Database,
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly idempotency: Idempotency,
    private readonly media: MediaService,
    private readonly search: SearchIndex,
    private readonly handing: HandingOver,
    private readonly conflicts: Conflicts,
    private readonly consequences: IssueConsequences,
  ) {}

  /** Carries out `command` and answers the issue as it then is. */
  run(actor: Actor, token: string, request: RequestKey, command: IssueCommand): Promise<SeenIssue> {
    return this.prepared(actor, token, request, command.action, () => command);
  }

  /** Hands the issue to somebody of the school who is not excluded from it. */
  assign(actor: Actor, token: string, request: RequestKey, assignee: string): Promise<SeenIssue> {
    return this.prepared(actor, token, request, 'reassign', ({ issue }) => this.handing.to(issue, assignee));
  }

  /** Puts the issue into another category. */
  recategorise(actor: Actor, token: string, request: RequestKey, category: string): Promise<SeenIssue> {
    return this.prepared(actor, token, request, 'recategorise', ({ issue }) =>
      this.handing.into(issue, category),
    );
  }

  /** Carries out what `prepare` says, which is asked only of who may do `action` and has not done so before. */
  prepared(
    actor: Actor,
    token: string,
    request: RequestKey,
    action: IssueAction,
    prepare: Prepare,
  ): Promise<SeenIssue> {
    return this.perform(actor, token, request, action, async (tx, seen) => {
      if (!fitsIssue(seen.issue, action, actor.personId)) throw new ProblemError('state_conflict');
      await this.apply(tx, actor, seen, await prepare(seen, tx));
    });
  }

  /** As `prepared`, for what takes more than one step. */
  perform(
    actor: Actor,
    token: string,
    request: RequestKey,
    action: IssueAction,
    work: (tx: Tx, seen: SeenIssue) => Promise<void>,
  ): Promise<SeenIssue> {
    return this.database.write(async (tx) => {
      await this.once(tx, actor, token, request, action, work);
      return this.access.afterCommandOf(actor, token);
    });
  }

  /** Takes the issue out of the ordinary system. Asked again, it has been done: the asker can no longer look. */
  divert(actor: Actor, token: string, request: RequestKey, reason: string, text: string): Promise<void> {
    const change = { diverted: true, assigneeId: null, assigneeRole: null };
    const command: IssueCommand = { action: 'divert', text, payload: { reason }, change };
    return this.database.write((tx) =>
      this.once(tx, actor, token, request, 'divert', (inside, seen) =>
        this.apply(inside, actor, seen, command),
      ),
    );
  }

  /**
   * Runs `work` unless this request was carried out before; then its sender may be out of sight of the issue since.
   * Otherwise she may ask for `action`, which is found out before what the command names is looked up: the answer must
   * tell nothing to who may never give it.
   */
  private async once(
    tx: Tx,
    actor: Actor,
    token: string,
    request: RequestKey,
    action: IssueAction,
    work: (tx: Tx, seen: SeenIssue) => Promise<void>,
  ): Promise<void> {
    const seen = found(await this.access.find(actor, token));
    this.access.requireOpenFor(actor, seen);
    const scope = scopeOf(actor, seen);
    // In this order: who was in sight until a moment ago meets her first sending when this one is carried out.
    if (await this.idempotency.wasDone(scope, request)) return;
    if (seen.standing.length === 0) throw new ProblemError('not_found');
    if (!mayAskFor(action, seen.standing)) throw new ProblemError('forbidden');
    await this.idempotency.once(tx, scope, request, () => work(tx, seen));
  }

  private async apply(tx: Tx, actor: Actor, seen: SeenIssue, command: IssueCommand): Promise<void> {
    const { issue, standing } = seen;
    const seq = await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: command.action,
      standing,
      actor: actorRefOf(actor, seen, command.action),
      payload: command.payload ?? {},
      content: [{ kind: 'words', body: command.text ?? '' }, ...(command.content ?? [])],
      change: command.change ?? {},
    });
    const step = { subjectType: 'issue', subjectId: issue.id, seq };
    const files = { owner: { personId: actor.personId }, schoolId: issue.schoolId, ...step };
    await this.media.attach(tx, { ...files, tokens: command.photos ?? [] });
    if (command.voice) await this.media.attach(tx, { ...files, tokens: [command.voice], kind: 'recording' });
    if (command.text && !issue.diverted)
      await this.search.add(tx, issue.schoolId, 'issue', issue.id, command.text);
    // Before anybody is told: who is named in these words must not hear of them.
    if (command.text && isReportersWord(seen, command.action))
      await this.conflicts.apply(tx, issue, [command.text]);
    await this.consequences.of(tx, issue, command.action, seq);
  }
}

const isReportersWord = ({ standing }: SeenIssue, action: IssueAction): boolean =>
  standing.includes('reporter') && issueWorkflow.transitions[action].by.includes('reporter');

/** In whose name something is recorded: what a sealed reporter does carries the seal, never her. */
export function actorRefOf(actor: Actor, { issue, standing }: SeenIssue, action: IssueAction): ActorRef {
  return isReportersWord({ issue, standing }, action) && issue.seal !== null
    ? bySeal(issue.seal)
    : byPerson(actor.personId);
}

/** Where a request key counts: for a sealed issue's reporter under the seal, so that no record leads to her. */
export function scopeOf(actor: Actor, { issue, standing }: SeenIssue): string {
  return issue.seal !== null && standing.includes('reporter') ? `seal:${issue.seal}` : scopeOfPerson(actor);
}
