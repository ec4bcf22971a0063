import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { DerivedClocks } from '#shared/issues/clocks.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { Timers } from '../../../platform/jobs/timers.js';
import type { TimerSubject } from '../../../platform/jobs/timers.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { NewHands } from '../conflict/new-hands.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import { Routing } from '../routing.js';
import { workday } from './clock-defaults.js';
import type { Level } from './clock-defaults.js';
import { ClockSetup } from './clock-setup.js';
import { clockTimer, IssueClocks } from './issue-clocks.js';
import { OverdueDigest } from './overdue-digest.js';

/** A school day and more: who is told then learns of a backlog, not of a moment. */
const longOverdueMinutes = workday;
const isLongOverdue = ({ dueLevels: [first] }: DerivedClocks): boolean =>
  first !== undefined && first.lateBy >= longOverdueMinutes;

/** Who hears what when levels speak; somebody whom several of them name hears it once. */
interface Hearing {
  late: Set<number>;
  warned: Set<number>;
}

/** Lets the levels of an issue speak when they are due. */
@Injectable()
export class Escalation implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly timers: Timers,
    private readonly clocks: IssueClocks,
    private readonly setup: ClockSetup,
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly people: PeopleDirectory,
    private readonly routing: Routing,
    private readonly newHands: NewHands,
    private readonly messages: IssueMessages,
    private readonly digest: OverdueDigest,
  ) {}

  onModuleInit(): void {
    this.timers.register(clockTimer, (tx, subject) => this.ring(tx, subject));
  }

  /** All levels that are due, each once and in order. */
  private async ring(tx: Tx, { id, school }: TimerSubject): Promise<void> {
    const issue = await tx.of(Issue, school).findOne({ id });
    if (!issue) return;
    const hearing: Hearing = { late: new Set(), warned: new Set() };
    const { levels } = await this.setup.of(school);
    let clocks = await this.clocks.keep(tx, issue);
    if (isLongOverdue(clocks)) return this.catchUp(tx, issue, levels, clocks);
    // Derived anew each time: handing it over may end what the next level waits for.
    for (; ; clocks = await this.clocks.keep(tx, issue)) {
      const level = this.due(clocks, levels);
      if (!level) break;
      await this.speak(tx, issue, level, clocks.round, hearing);
    }
    await this.messages.tell(tx, 'issue.late', issue, [...hearing.late]);
    await this.messages.tell(tx, 'issue.warned', issue, [...hearing.warned]);
  }

  /**
   * What was due long ago, because nobody rang or the rules have changed since, comes for many issues at once. So the
   * highest level speaks for all that it has overtaken, whom they name hears one word of all her issues together, and
   * nothing is handed over: that nobody answered was nobody's fault.
   */
  private async catchUp(
    tx: Tx,
    issue: Issue,
    levels: readonly Level[],
    { dueLevels, round }: DerivedClocks,
  ): Promise<void> {
    const reached = dueLevels.flatMap(({ token }) => levels.filter((level) => level.token === token));
    const tells = reached.filter(({ action, afterMinutes }) => action === 'tell' && afterMinutes >= 0);
    const highest = tells.at(-1) ?? reached.at(-1);
    if (!highest) return;
    const told = new Set<number>();
    for (const level of tells) for (const personId of await this.listeners(issue, level)) told.add(personId);
    const overtaken = reached.flatMap(({ token }) => (token === highest.token ? [] : [token]));
    await this.record(tx, issue, highest, round, [...told], { overtaken });
    for (const personId of told) await this.digest.announce(tx, issue.schoolId, personId);
  }

  private due({ next }: DerivedClocks, levels: readonly Level[]): Level | undefined {
    if (next === null || next.at > this.clock.now()) return undefined;
    return levels.find(({ token }) => next.kind === `level:${token}`);
  }

  private async speak(tx: Tx, issue: Issue, level: Level, round: number, hearing: Hearing): Promise<void> {
    const { afterMinutes, action } = level;
    const told = action === 'tell' ? await this.listeners(issue, level) : [];
    await this.record(tx, issue, level, round, told);
    for (const personId of told) (afterMinutes < 0 ? hearing.warned : hearing.late).add(personId);
    if (action === 'hand_over') await this.handOver(tx, issue);
  }

  /**
   * Whom a level tells. Where nobody of them is there or may hear of it, whoever coordinates at the school, and where
   * the county's office has it, that: what is late must not be late in silence.
   */
  private async listeners(issue: Issue, { role, personId }: Level): Promise<number[]> {
    const { schoolId: school, assigneeId } = issue;
    const named =
      role === null ? [personId ?? assigneeId] : await this.people.holders(school, role, issue.classroomId);
    const principals = await this.people.holders(school, 'principal', null);
    const admins = await this.people.holders(school, 'school_admin', null);
    for (const ids of [named, [...principals, ...admins], [assigneeId]]) {
      const present = await this.present(issue, ids);
      if (present.length > 0) return present;
    }
    return [];
  }

  /** Those who may hear of the issue and work at the school still, or have it. */
  private async present(issue: Issue, ids: readonly (number | null)[]): Promise<number[]> {
    const { schoolId: school, assigneeId, officeId } = issue;
    const excluded = await this.access.excludedFrom(issue);
    const here: number[] = [];
    for (const id of ids) {
      if (id === null || excluded.has(id)) continue;
      const isOffice = officeId !== null && id === assigneeId;
      if (isOffice || (await this.people.rolesOf(school, id)).length > 0) here.push(id);
    }
    return here;
  }

  /** Gives it to whom the rules name next; where there is nobody else it stays where it is. */
  private async handOver(tx: Tx, issue: Issue): Promise<void> {
    // The county's office has what nobody of the school may handle.
    if (issue.officeId !== null) return;
    const excluded = await this.access.excludedFrom(issue);
    if (issue.assigneeId !== null) excluded.add(issue.assigneeId);
    // The hour by which somebody should have been there has passed: whoever comes next may come later.
    const facts = { ...issue, responseDueAt: null };
    const owner = await this.routing.ownerFor(issue.schoolId, facts, excluded);
    if (owner) await this.newHands.take(tx, issue, owner);
  }

  private async record(
    tx: Tx,
    issue: Issue,
    { token, clock, afterMinutes, action }: Level,
    round: number,
    told: readonly number[],
    more: Record<string, unknown> = {},
  ): Promise<void> {
    // What the family is told of it: that whoever leads the school knows, and no more.
    const heads = told.length === 0 ? [] : await this.people.holders(issue.schoolId, 'principal', null);
    const head = heads.some((personId) => told.includes(personId));
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'escalate',
      standing: ['system'],
      actor: system,
      payload: { level: token, round, clock, afterMinutes, action, head, ...more },
    });
  }
}
