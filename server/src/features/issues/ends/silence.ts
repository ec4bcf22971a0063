import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Timers } from '../../../platform/jobs/timers.js';
import type { TimerSubject } from '../../../platform/jobs/timers.js';
import { SettingsStore } from '../../../platform/settings/school-settings.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import type { Recorded } from '../../../platform/timeline/workflow-engine.js';
import { SchoolCalendar } from '../../calendar/calendar.port.js';
import { Issue } from '../issue.entity.js';

/** The timer that rings when a reporter has been silent for long enough. */
export const silence = 'issue.silence';

/** States in which the reporter is asked. */
const asked: readonly string[] = issueWorkflow.transitions.fall_silent.from;
/** Events after which she is asked, also where she was asked before. */
const asking: readonly string[] = ['resolve', 'decline', 'resolve_along', 'decline_along'];

/** An end that nobody answers: after so many days on which a family can answer it closes, as silence and nothing else. */
@Injectable()
export class Silence implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly timers: Timers,
    private readonly settings: SettingsStore,
    private readonly calendar: SchoolCalendar,
  ) {}

  onModuleInit(): void {
    this.timers.register(silence, (tx, subject) => this.fall(tx, subject));
    this.engine.follow('issue', (tx, recorded) => this.follow(tx, recorded));
  }

  /** Waits from the moment of asking, and no longer once the reporter has spoken or the issue is elsewhere. */
  private async follow(tx: Tx, { row, name }: Recorded): Promise<void> {
    const subject: TimerSubject = { type: 'issue', id: row.id, school: row.schoolId };
    if (asking.includes(name)) {
      await this.timers.set(tx, silence, subject, await this.until(row.schoolId, this.clock.now()));
    } else if (leadsElsewhere(name) && !asked.includes(row.state)) {
      await this.timers.cancel(tx, silence, subject);
    }
  }

  private async until(school: SchoolId, since: Date): Promise<Date> {
    const { silenceDays } = await this.settings.of(school);
    return this.calendar.familyDaysLater(school, since, silenceDays);
  }

  private async fall(tx: Tx, subject: TimerSubject): Promise<void> {
    const issue = await tx.of(Issue, subject.school).findOne({ id: subject.id });
    if (!issue || !asked.includes(issue.state)) return;
    // Holidays and farming weeks that were entered since then make the wait longer.
    const until = await this.until(subject.school, issue.resolvedAt ?? issue.changedAt);
    if (until > this.clock.now()) return this.timers.set(tx, silence, subject, until);
    await this.engine.advance(tx, tx.of(Issue, subject.school), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'fall_silent',
      standing: ['system'],
      actor: system,
      payload: { ended: issue.endedAs ?? 'resolved' },
    });
  }
}

/** Whether an event can lead out of being asked. */
function leadsElsewhere(name: string): boolean {
  const transition = Object.entries(issueWorkflow.transitions).find(([action]) => action === name)?.[1];
  return (
    transition !== undefined && transition.to !== null && transition.from.some((one) => asked.includes(one))
  );
}
