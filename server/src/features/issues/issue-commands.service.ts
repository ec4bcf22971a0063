import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { IssueAction } from '#shared/issues/workflow.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { byPerson, bySeal, system } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Timers } from '../../platform/jobs/timers.js';
import type { TimerSubject } from '../../platform/jobs/timers.js';
import { MediaService } from '../../platform/media/media.service.js';
import { SearchIndex } from '../../platform/search/search-index.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { WorkflowEngine } from '../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../people/people.port.js';
import { IssueAccess } from './issue-access.js';
import { Category, ClassificationRow, Issue } from './issue.entity.js';
import { classroomSees } from './issue.policy.js';
import { IssueMessages } from './issue.messages.js';
import type { SeenIssue } from './issue.presenter.js';
import { StaffLeft } from './staff-left.js';

/** One action on an issue with what it carries. */
export interface IssueCommand {
  action: IssueAction;
  text?: string;
  photos?: readonly string[];
  payload?: Record<string, unknown>;
  change?: Partial<Pick<Issue, 'categoryId' | 'classroomSees' | 'assigneeId' | 'assigneeRole' | 'diverted'>>;
}

const silence = 'issue.silence';

/** Everything that is done to an issue after it was reported. */
@Injectable()
export class IssueCommands implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly idempotency: Idempotency,
    private readonly timers: Timers,
    private readonly media: MediaService,
    private readonly search: SearchIndex,
    private readonly settings: SettingsStore,
    private readonly people: PeopleDirectory,
    private readonly messages: IssueMessages,
    private readonly departures: StaffLeft,
  ) {}

  onModuleInit(): void {
    this.timers.register(silence, (tx, subject) => this.fallSilent(tx, subject));
  }

  /** Carries out `command` once per request key and answers the issue as it then is. */
  run(actor: Actor, token: string, request: RequestKey, command: IssueCommand): Promise<SeenIssue> {
    return this.database.write(async (tx) => {
      await this.carryOut(tx, actor, token, request, command);
      return this.access.afterCommandOf(actor, token);
    });
  }

  /** Takes the issue out of the ordinary system. Asked again, it has been done: the asker can no longer look. */
  async divert(
    actor: Actor,
    token: string,
    request: RequestKey,
    reason: string,
    text: string,
  ): Promise<void> {
    if (await this.idempotency.wasDone(scopeOfPerson(actor), request)) return;
    const payload = { reason };
    const change = { diverted: true, assigneeId: null, assigneeRole: null };
    const command: IssueCommand = { action: 'divert', text, payload, change };
    await this.database.write((tx) => this.carryOut(tx, actor, token, request, command));
  }

  /** Hands the issue to somebody of the school who is not excluded from it. */
  async assign(actor: Actor, token: string, request: RequestKey, assigneeToken: string): Promise<SeenIssue> {
    const earlier = await this.earlier(actor, token, request);
    if (earlier) return earlier;
    const { issue } = await this.authorised(actor, token, 'reassign');
    const person = await this.people.staffByToken(issue.schoolId, assigneeToken);
    const excluded = await this.access.excludedFrom(issue.schoolId, issue.id);
    if (!person || excluded.has(person.id)) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'assignee', message: '请选择本校在职的一位' }],
      });
    }
    const [role = null] = await this.people.rolesOf(issue.schoolId, person.id);
    return this.run(actor, token, request, {
      action: issue.state === 'submitted' || issue.state === 'classified' ? 'assign' : 'reassign',
      payload: { assigneeId: person.id, role },
      change: { assigneeId: person.id, assigneeRole: role },
    });
  }

  /** Puts the issue into another category; the correction is kept as training data. */
  async recategorise(
    actor: Actor,
    token: string,
    request: RequestKey,
    categoryToken: string,
  ): Promise<SeenIssue> {
    const earlier = await this.earlier(actor, token, request);
    if (earlier) return earlier;
    const { issue } = await this.authorised(actor, token, 'recategorise');
    const category = await this.database.read
      .of(Category, issue.schoolId)
      .findOne({ token: categoryToken, active: true });
    if (!category)
      throw new ProblemError('invalid_input', { errors: [{ path: 'category', message: '找不到这个类别' }] });
    return this.run(actor, token, request, {
      action: issue.state === 'submitted' ? 'classify' : 'recategorise',
      payload: { category: category.code, decidedBy: 'staff' },
      change: { categoryId: category.id, classroomSees: classroomSees(category) },
    });
  }

  /** The answer to a request that was carried out before, though she may no longer ask for it; null for a new one. */
  private async earlier(actor: Actor, token: string, request: RequestKey): Promise<SeenIssue | null> {
    const seen = await this.access.find(actor, token);
    const wasDone = seen !== null && (await this.idempotency.wasDone(scopeOf(actor, seen), request));
    return wasDone ? this.access.afterCommandOf(actor, token) : null;
  }

  /** Before what a command names is looked up: the answer must tell nothing to who may never give it. */
  private async authorised(actor: Actor, token: string, action: IssueAction): Promise<SeenIssue> {
    const seen = await this.access.load(actor, token);
    const { by } = issueWorkflow.transitions[action];
    if (!by.some((who) => seen.standing.includes(who))) throw new ProblemError('forbidden');
    return seen;
  }

  private async carryOut(
    tx: Tx,
    actor: Actor,
    token: string,
    request: RequestKey,
    command: IssueCommand,
  ): Promise<void> {
    const seen = await this.access.load(actor, token);
    await this.idempotency.once(tx, scopeOf(actor, seen), request, () =>
      this.apply(tx, actor, seen, command),
    );
  }

  private async apply(tx: Tx, actor: Actor, seen: SeenIssue, command: IssueCommand): Promise<void> {
    const { issue, standing } = seen;
    const isReportersWord = issueWorkflow.transitions[command.action].by.includes('reporter');
    const seq = await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: command.action,
      standing,
      // What a sealed reporter does carries the seal, never her.
      actor: isReportersWord && issue.seal !== null ? bySeal(issue.seal) : byPerson(actor.personId),
      payload: command.payload ?? {},
      content: [{ kind: 'words', body: command.text ?? '' }],
      change: command.change ?? {},
    });
    await this.media.attach(tx, {
      owner: { personId: actor.personId },
      schoolId: issue.schoolId,
      tokens: command.photos ?? [],
      subjectType: 'issue',
      subjectId: issue.id,
      seq,
    });
    if (command.text) await this.index(tx, issue, command.text);
    await this.consequences(tx, issue, command.action);
  }

  /** Who must hear of it, and what must happen later. */
  private async consequences(tx: Tx, issue: Issue, action: IssueAction): Promise<void> {
    const subject: TimerSubject = { type: 'issue', id: issue.id, school: issue.schoolId };
    const { messages } = this;
    switch (action) {
      case 'assign':
      case 'reassign':
        return messages.tell(tx, 'issue.assigned', issue, [issue.assigneeId]);
      case 'classify':
      case 'recategorise':
        return this.keepCorrection(tx, issue);
      case 'accept':
        return messages.tellReporter(tx, 'issue.accepted', issue);
      case 'answer':
        return messages.tellReporter(tx, 'issue.answered', issue);
      case 'ask':
        return messages.tellReporter(tx, 'issue.asked', issue);
      case 'reply':
        return messages.tell(tx, 'issue.replied', issue, [issue.assigneeId]);
      case 'resolve': {
        const { silenceDays } = await this.settings.of(issue.schoolId);
        await this.timers.set(tx, silence, subject, later(this.clock.now(), days(silenceDays)));
        return messages.tellReporter(tx, 'issue.resolved', issue);
      }
      case 'confirm':
        await this.timers.cancel(tx, silence, subject);
        return messages.tell(tx, 'issue.closed', issue, [issue.assigneeId]);
      case 'reject':
        await this.timers.cancel(tx, silence, subject);
        await this.departures.replaceIfGone(tx, issue);
        return messages.tell(tx, 'issue.reopened', issue, [issue.assigneeId, ...(await this.heads(issue))]);
      case 'divert':
        return this.leaveOrdinarySystem(tx, issue, subject);
      case 'decline':
        return messages.tellReporter(tx, 'issue.declined', issue);
      case 'appeal':
        return messages.tell(tx, 'issue.assigned', issue, [issue.assigneeId]);
      case 'agree':
      case 'merge':
      case 'separate':
      case 'resolve_along':
      case 'decline_along':
      case 'joined':
      case 'escalate':
      case 'transcribe':
      case 'settle_conflict':
      case 'fall_silent':
        return;
    }
  }

  private async heads(issue: Issue): Promise<number[]> {
    const excluded = await this.access.excludedFrom(issue.schoolId, issue.id);
    return (await this.people.holders(issue.schoolId, 'principal', null)).filter((id) => !excluded.has(id));
  }

  private async keepCorrection(tx: Tx, issue: Issue): Promise<void> {
    const table = tx.of(ClassificationRow, issue.schoolId);
    const [latest] = await table.find({ where: { issueId: issue.id }, order: { id: 'DESC' }, take: 1 });
    await table.insert({
      issueId: issue.id,
      version: latest?.version ?? '',
      categoryId: issue.categoryId,
      confidence: latest?.confidence ?? 0,
      alternatives: latest?.alternatives ?? [],
      decidedBy: 'staff',
      at: this.clock.now(),
    });
  }

  /** A diverted issue is nobody's ordinary work, is found by no search and rings no ordinary timer. */
  private async leaveOrdinarySystem(tx: Tx, issue: Issue, subject: TimerSubject): Promise<void> {
    await this.timers.cancel(tx, silence, subject);
    await this.search.remove(tx, issue.schoolId, 'issue', issue.id);
    await this.messages.withdraw(tx, issue);
    const leads = await this.people.holders(issue.schoolId, 'safeguarding_lead', null);
    const deputies = await this.people.holders(issue.schoolId, 'safeguarding_deputy', null);
    const excluded = await this.access.excludedFrom(issue.schoolId, issue.id);
    const told = [...leads, ...deputies].filter((id) => !excluded.has(id));
    // Refused rather than hidden from everybody: what nobody could open would be lost.
    if (told.length === 0) {
      throw new ProblemError('state_conflict', { detail: '学校还没有安全保护专员，请先请园长指定一位。' });
    }
    await this.messages.tell(tx, 'issue.diverted', issue, told);
  }

  private async index(tx: Tx, issue: Issue, text: string): Promise<void> {
    if (issue.diverted) return;
    await this.search.add(tx, issue.schoolId, 'issue', issue.id, text);
  }

  private async fallSilent(tx: Tx, subject: TimerSubject): Promise<void> {
    const issue = await tx.of(Issue, subject.school).findOne({ id: subject.id });
    if (!issue || issue.state !== 'resolved') return;
    await this.engine.advance(tx, tx.of(Issue, subject.school), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'fall_silent',
      standing: ['system'],
      actor: system,
    });
  }
}

/** Where a request key counts: for a sealed issue's reporter under the seal, so that no record leads to her. */
function scopeOf(actor: Actor, { issue, standing }: SeenIssue): string {
  return issue.seal !== null && standing.includes('reporter') ? `seal:${issue.seal}` : scopeOfPerson(actor);
}
