import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { deriveClocks } from '#shared/issues/clocks.js';
import type { DerivedClocks, PastEvent } from '#shared/issues/clocks.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueState } from '#shared/issues/workflow.js';
import { Clock, later } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { isUniqueViolation } from '../../../platform/database/engine.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Timers } from '../../../platform/jobs/timers.js';
import type { TimerSubject } from '../../../platform/jobs/timers.js';
import { TimelineEvent } from '../../../platform/timeline/timeline.entity.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { CalendarChanges, SchoolCalendar } from '../../calendar/calendar.port.js';
import { Issue } from '../issue.entity.js';
import { ClockSetup } from './clock-setup.js';

/** Rings when the next clock or level of an issue is due. */
export const clockTimer = 'issue.clock';
const reclockTimer = 'issue.reclock';

/** Who enters a term writes many rows in a row: one computation for all of them. */
const settling = 10_000;
const portion = 50;

const open = (Object.keys(issueWorkflow.states) as IssueState[]).filter(
  (state) => issueWorkflow.states[state].type === 'open',
);

/** The first events of an issue that is being made. */
interface Gathered {
  issueId: number;
  history: PastEvent[];
  last: { issue: Issue; clocks: DerivedClocks } | null;
}

/**
 * Keeps what is derived of an issue's time beside it: as columns for lists and as one timer. Both are caches; after
 * every event, and when calendar, targets or levels change, they are derived anew from the history.
 */
@Injectable()
export class IssueClocks implements OnModuleInit {
  private readonly gathering = new WeakMap<Tx, Gathered>();

  constructor(
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly timers: Timers,
    private readonly calendar: SchoolCalendar,
    private readonly changes: CalendarChanges,
    private readonly setup: ClockSetup,
  ) {}

  onModuleInit(): void {
    this.engine.follow('issue', async (tx, { row, name, payload }) => {
      const issue = row as Issue;
      const gathered = this.gathering.get(tx);
      if (gathered?.issueId !== issue.id) return void (await this.keep(tx, issue));
      gathered.history.push({ name, payload, at: issue.changedAt });
      gathered.last = { issue, clocks: await this.derive(issue.schoolId, gathered.history) };
      Object.assign(issue, columnsOf(gathered.last.clocks));
    });
    this.changes.onChange((tx, school) => this.recomputeSoon(tx, school));
    this.timers.register(reclockTimer, (tx, subject) => this.recompute(tx, subject));
  }

  /**
   * Runs `work`, which takes a new issue through its first events. Its clocks are derived after each of them and known
   * on the row, but stored once, with all that has happened to it, at the end: nobody else can see the issue before.
   */
  async storedOnce(tx: Tx, issue: Issue, work: () => Promise<void>): Promise<void> {
    const gathered: Gathered = { issueId: issue.id, history: [], last: null };
    this.gathering.set(tx, gathered);
    const table = tx.of(Issue, issue.schoolId);
    try {
      await this.engine.throughFirstSteps(tx, table, 'issue', issue, work, () =>
        gathered.last ? columnsOf(gathered.last.clocks) : {},
      );
    } finally {
      this.gathering.delete(tx);
    }
    const next = gathered.last?.clocks.next;
    const subject = { type: 'issue', id: issue.id, school: issue.schoolId };
    if (next) await this.timers.setFirst(tx, clockTimer, subject, next.at);
  }

  /** Derives the clocks of an issue from its history, stores what lists need and sets the timer. */
  async keep(tx: Tx, issue: Issue): Promise<DerivedClocks> {
    const history = await tx
      .of(TimelineEvent, issue.schoolId)
      .find({ where: { subjectType: 'issue', subjectId: issue.id }, order: { seq: 'ASC' } });
    return this.keepFrom(tx, issue, history);
  }

  /** Lets the open issues of a school be computed again, soon and in portions. */
  async recomputeSoon(tx: Tx, school: SchoolId): Promise<void> {
    const dueAt = later(this.clock.now(), settling);
    try {
      await this.timers.set(tx, reclockTimer, { type: 'school', id: school, school }, dueAt);
    } catch (error) {
      // Another transaction has just set it; it will ring when this one is committed long since.
      if (!isUniqueViolation(error)) throw error;
    }
  }

  private async recompute(tx: Tx, { type, id, school }: TimerSubject): Promise<void> {
    const after = type === 'school' ? 0 : id;
    const where = { diverted: false, state: In(open), id: MoreThan(after) };
    const issues = await tx.of(Issue, school).find({ where, order: { id: 'ASC' }, take: portion });
    const ids = issues.map((issue) => issue.id);
    const events = await tx
      .of(TimelineEvent, school)
      .find({ where: { subjectType: 'issue', subjectId: In(ids) }, order: { seq: 'ASC' } });
    for (const issue of issues)
      await this.keepFrom(
        tx,
        issue,
        events.filter((event) => event.subjectId === issue.id),
      );
    const last = ids.at(-1);
    if (last !== undefined && ids.length === portion)
      await this.timers.set(tx, reclockTimer, { type: 'issue', id: last, school }, this.clock.now());
  }

  private async keepFrom(tx: Tx, issue: Issue, history: readonly TimelineEvent[]): Promise<DerivedClocks> {
    const clocks = await this.derive(issue.schoolId, history);
    await this.store(tx, issue, clocks);
    return clocks;
  }

  private async derive(school: SchoolId, history: readonly PastEvent[]): Promise<DerivedClocks> {
    const rules = await this.calendar.of(school);
    const { targets, levels } = await this.setup.of(school);
    return deriveClocks(history, rules, targets, levels, this.clock.now());
  }

  private async store(tx: Tx, issue: Issue, clocks: DerivedClocks): Promise<void> {
    const { id, schoolId: school, lastSeq } = issue;
    const columns = columnsOf(clocks);
    // Whoever has moved it on meanwhile has derived it too, and knows more.
    if ((await tx.of(Issue, school).update({ id, lastSeq }, columns)) !== 1) return;
    Object.assign(issue, columns);
    const subject = { type: 'issue', id, school };
    if (clocks.next) await this.timers.set(tx, clockTimer, subject, clocks.next.at);
    else await this.timers.cancel(tx, clockTimer, subject);
  }
}

function columnsOf(clocks: DerivedClocks) {
  const { responseDueAt, respondedAt, resolutionDueAt, resolvedAt, pausedSince, reopens, next } = clocks;
  return {
    responseDueAt,
    respondedAt,
    resolutionDueAt,
    resolvedAt,
    pausedSince,
    reopens,
    nextDueAt: next?.at ?? null,
    nextDue: next?.kind ?? null,
  };
}
