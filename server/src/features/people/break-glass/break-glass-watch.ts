import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { reviewedWithinHours } from '#shared/people/opening-limits.js';
import { SubjectChildren } from '../../../platform/auth/child-bars.js';
import { Clock, hours, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { Timers } from '../../../platform/jobs/timers.js';
import type { TimerSubject } from '../../../platform/jobs/timers.js';
import { MessageCatalogue } from '../../../platform/outbox/message-catalogue.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { toTimeField } from '../../../platform/wechat/message-fields.js';
import { PeopleDirectory } from '../people.port.js';
import { RegionOfficers } from '../region-officers.port.js';
import { safeguardingRoles } from '../staff.policy.js';
import { BreakGlass } from './break-glass.entity.js';

const subjectType = 'break_glass';
/** The timer that rings when nobody has looked at an opening in time. */
export const unreviewed = 'break_glass.unreviewed';

/** Neutral: no name, no reason, nothing by which a protected child could be guessed. */
const kinds = {
  'break_glass.opened': { label: '查看保护资料提醒', what: '有一件需要您看的事', status: '请尽快看' },
  'break_glass.unreviewed': { label: '查看没有复核', what: '学校有一件事没人看', status: '请您看看' },
} as const;

/** Sees to it that somebody else hears of an opening at once, and that it does not stay unlooked at. */
@Injectable()
export class BreakGlassWatch implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly officers: RegionOfficers,
    private readonly outbox: Outbox,
    private readonly catalogue: MessageCatalogue,
    private readonly subjects: SubjectChildren,
    private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    for (const [kind, { label, what, status }] of Object.entries(kinds))
      this.catalogue.register(kind, {
        template: 'work',
        label,
        isUrgent: true,
        page: () => 'pages/home/index',
        data: ({ at }) => ({ thing1: what, phrase2: status, time3: at ?? '' }),
      });
    this.subjects.register(subjectType, async (school, id) => {
      const row = await this.database.read.of(BreakGlass, school).findOne({ id });
      return row ? [row.childId] : [];
    });
    this.timers.register(unreviewed, (tx, subject) => this.handUp(tx, subject));
  }

  /** Tells the closed room, or where nobody else is in it the office above, and waits a day for the review. */
  async opened(tx: Tx, row: BreakGlass): Promise<void> {
    const room: number[] = [];
    for (const role of safeguardingRoles) room.push(...(await this.people.holders(row.schoolId, role, null)));
    const others = room.filter((personId) => personId !== row.openedById);
    const told = others.length > 0 ? others : await this.above(row);
    for (const personId of new Set(told)) await this.tell(tx, 'break_glass.opened', row, personId);
    const dueAt = later(row.openedAt, hours(reviewedWithinHours));
    await this.timers.set(tx, unreviewed, this.subject(row), dueAt);
  }

  /** Nobody needs to look any more. */
  async reviewed(tx: Tx, row: BreakGlass): Promise<void> {
    await this.timers.cancel(tx, unreviewed, this.subject(row));
  }

  /** A day has passed: the office above hears of it, and can look at it itself from then on. */
  private async handUp(tx: Tx, { id, school }: TimerSubject): Promise<void> {
    const rows = tx.of(BreakGlass, school);
    const row = await rows.findOne({ id });
    if (!row || row.reviewedAt !== null || row.escalatedAt !== null) return;
    const [nearest] = await this.officers.above(school, 'county_safeguarding');
    await rows.update({ id }, { escalatedAt: this.clock.now(), officeRegionId: nearest?.regionId ?? null });
    for (const personId of await this.above(row))
      await this.tell(tx, 'break_glass.unreviewed', row, personId);
  }

  /** Who is above the school: the county's safeguarding officers, who may see a child's name, else its officers. */
  private async above({ schoolId, openedById }: BreakGlass): Promise<number[]> {
    for (const role of ['county_safeguarding', 'county_officer'] as const) {
      const all = await this.officers.above(schoolId, role);
      const nearest = all.filter((one) => one.regionId === all[0]?.regionId && one.personId !== openedById);
      if (nearest.length > 0) return nearest.map((one) => one.personId);
    }
    return [];
  }

  private async tell(tx: Tx, kind: keyof typeof kinds, row: BreakGlass, personId: number): Promise<void> {
    await this.outbox.send(tx, {
      school: row.schoolId,
      kind,
      to: { personId },
      subject: { type: subjectType, id: row.id },
      payload: { at: toTimeField(this.clock.now()) },
      // It cannot wait for the morning: two hours are over by then.
      quiet: null,
    });
  }

  private subject({ id, schoolId }: BreakGlass): TimerSubject {
    return { type: subjectType, id, school: schoolId };
  }
}
