import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { addWorking } from '#shared/calendar/working-time.js';
import type { FirstListener, FirstListenerQuery } from '#shared/issues/before-report.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { SchoolCalendar } from '../../calendar/calendar.port.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { ClockSetup } from '../clocks/clock-setup.js';
import { Routing } from '../routing.js';
import { Disclosure } from './disclosure.js';
import { ReportFacts } from './report-facts.js';
import type { Facts } from './report-facts.js';

type Question = z.output<typeof FirstListenerQuery>;
/** Facts of a report that is still to be made; its reporter is null behind a seal. */
type Asked = Omit<Facts, 'reporterId'> & { reporterId: number | null };

/** Says before a recording is sent who will be the first to listen: found by the same functions that hand it over. */
@Injectable()
export class FirstListeners {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: SchoolCalendar,
    private readonly setup: ClockSetup,
    private readonly people: PeopleDirectory,
    private readonly facts: ReportFacts,
    private readonly routing: Routing,
    private readonly disclosure: Disclosure,
  ) {}

  async of(actor: Actor, question: Question): Promise<FirstListener> {
    const facts = await this.facts.ofQuestion(actor, question);
    // Behind a seal nobody knows whose report it is, when it is handed over either.
    const reporterId = question.sealed === 'true' ? null : facts.reporterId;
    const first = await this.first({ ...facts, reporterId }, question.picture);
    const person = (await this.people.people([first?.personId])).get(first?.personId ?? 0);
    // A school may have nobody for it yet; what is said is kept until it has.
    return { name: person?.name ?? '学校安排的人', role: first?.role ?? null };
  }

  private async first(facts: Asked, picture: Question['picture']) {
    const { school, placeId, classroomId, childId, reporterId, chosen } = facts;
    const excluded = new Set(facts.aboutIds);
    if (picture === 'harm') return (await this.disclosure.room(school, excluded))[0];
    const categoryId = chosen?.id ?? null;
    const where = { placeId, classroomId, childId, reporterId, categoryId };
    const responseDueAt = await this.responseDueAt(facts);
    return this.routing.ownerFor(school, { ...where, unheard: true, picture, responseDueAt }, excluded);
  }

  /** By when a report of this moment should be answered. */
  private async responseDueAt({ school, chosen }: Asked): Promise<Date> {
    const { fallback, byCategory } = (await this.setup.of(school)).targets;
    const { responseMinutes } = byCategory[chosen?.code ?? ''] ?? fallback;
    return addWorking(await this.calendar.of(school), this.clock.now(), responseMinutes);
  }
}
