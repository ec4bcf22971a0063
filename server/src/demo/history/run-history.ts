import { createHash, randomUUID } from 'node:crypto';
import { LessThanOrEqual } from 'typeorm';
import { CreateIssue } from '#shared/issues/contract.js';
import type { AffiliationSource } from '../../platform/auth/actor.js';
import { dayOf } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import type { Timers } from '../../platform/jobs/timers.js';
import type { MediaService } from '../../platform/media/media.service.js';
import { TimerRow } from '../../platform/outbox/outbox.entity.js';
import type { OutboxWorker } from '../../platform/outbox/outbox-worker.js';
import { Issue } from '../../features/issues/issue.entity.js';
import type { IssuesService } from '../../features/issues/issues.service.js';
import type { Routing } from '../../features/issues/routing.js';
import type { DemoCalendar } from '../demo-calendar.js';
import { found } from '../loaded-county.js';
import type { LoadedCounty } from '../loaded-county.js';
import type { ScriptedClock } from '../scripted-clock.js';
import { Album } from './album.js';
import { Cast } from './cast.js';
import { Chance } from './chance.js';
import { history } from './history.js';
import type { CourseStep, HistoryReport } from './history.types.js';
import { timetable } from './timetable.js';
import type { Happening } from './timetable.js';

/** The services of the running house that the history goes through. */
export interface HistoryServices {
  database: Database;
  clock: ScriptedClock;
  affiliations: AffiliationSource;
  issues: IssuesService;
  routing: Routing;
  media: MediaService;
  timers: Timers;
  /** Ends the messages of the past without sending them. */
  post: OutboxWorker;
}

/** Who put wrongly sorted reports right at each school. */
const office = { kindergarten: 'song.jia', primary: 'shi.xiaozhang' } as const;

/**
 * Plays three months of reports through the real services, with the clock standing at each moment, so that every
 * event, audit row, message and index entry is what the system itself writes.
 */
export class HistoryRunner {
  private readonly chance = new Chance(11);
  private readonly cast: Cast;
  private readonly album: Album;
  /** Token of the issue that a report became. */
  private readonly issues = new Map<HistoryReport, string>();

  constructor(
    private readonly services: HistoryServices,
    private readonly county: LoadedCounty,
    private readonly calendar: DemoCalendar,
  ) {
    const { database, clock, affiliations, media } = services;
    this.cast = new Cast(database, clock, affiliations, county);
    this.album = new Album(media);
  }

  /** @returns how many reports were made */
  async run(): Promise<number> {
    const { database, clock } = this.services;
    try {
      for (const day of daysOf(timetable(history, this.calendar))) {
        // One commit for a day instead of one for each small write: the demo is there in a third of the time.
        await database.write(() => this.playDay(day));
      }
      await database.write(async () => {
        await this.passTo(this.calendar.now);
        await this.cast.leaveCredits();
      });
    } finally {
      clock.release();
    }
    return this.issues.size;
  }

  private async playDay(day: readonly Happening[]): Promise<void> {
    for (const happening of day) {
      await this.passTo(happening.at);
      await this.play(happening);
      await this.services.post.drain();
    }
  }

  /** Puts the clock to `moment`; what was due until then happens before. */
  private async passTo(moment: Date): Promise<void> {
    await this.ringUntil(moment);
    this.services.clock.standAt(moment);
    await this.services.post.drain();
  }

  /** Lets the timers that ran out meanwhile ring, each at its own moment. */
  private async ringUntil(moment: Date): Promise<void> {
    const { database, clock, timers } = this.services;
    for (;;) {
      const due = await database.read
        .global(TimerRow)
        .findOne({ where: { dueAt: LessThanOrEqual(moment) }, order: { dueAt: 'ASC' } });
      if (!due) return;
      clock.standAt(due.dueAt);
      await timers.ring();
    }
  }

  private async play(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'report':
        return this.report(happening.report);
      case 'correct':
        return this.correct(happening.report);
      case 'step':
        return this.step(happening.report, happening.step);
    }
  }

  private async report(report: HistoryReport): Promise<void> {
    const { county } = this;
    const school = county.school(report.school);
    const actor = await this.cast.actor(report.by);
    const own = county.children.filter(
      (one) => one.school === report.school && actor.children.some(({ childId }) => childId === one.id),
    );
    // Of siblings the one whose given name was said.
    const child = own.find(({ name }) => report.text.includes(name.slice(1))) ?? own[0];
    // Some people choose the category themselves; most leave it to the program.
    const chooses = this.chance.happens(0.2);
    await this.cast.allowMessages(report.by);
    const said = CreateIssue.parse({
      clientId: randomUUID(),
      school: school.token,
      text: report.text,
      photos: await this.album.take(actor, school.id, report.photos),
      sealed: report.sealed,
      place: report.place === null ? null : found(school.places.get(report.place), report.place).token,
      child: child?.token ?? null,
      category: chooses ? found(school.categories.get(report.category), report.category).token : null,
    });
    const made = await this.services.issues.report(actor, said);
    this.issues.set(report, made.token);
  }

  /** The office looks through what came in: wrong categories are corrected, and the matter goes to whom it belongs. */
  private async correct(report: HistoryReport): Promise<void> {
    const { issues, routing } = this.services;
    const school = this.county.school(report.school);
    const issue = await this.issue(report);
    const category = found(school.categories.get(report.category), report.category);
    if (issue.categoryId === category.id) return;
    const actor = await this.cast.actor(office[report.school]);
    await issues.get(actor, issue.token);
    await issues.recategorise(actor, issue.token, request('recategorise'), category.token);
    const owner = await routing.ownerFor(school.id, { ...issue, categoryId: category.id }, new Set());
    if (!owner || owner.personId === issue.assigneeId) return;
    const person = [...this.county.people.values()].find(({ id }) => id === owner.personId);
    await issues.assign(actor, issue.token, request('assign'), found(person, 'the owner').token);
  }

  private async step(report: HistoryReport, step: CourseStep): Promise<void> {
    const { issues } = this.services;
    const token = found(this.issues.get(report), report.text);
    switch (step.does) {
      case 'silence':
        return;
      case 'divert': {
        const actor = await this.cast.actor(step.by);
        await issues.get(actor, token);
        const { reason, text } = step;
        await issues.divert(actor, token, request('divert'), { reason, text });
        return;
      }
      case 'confirm':
      case 'reject': {
        const actor = await this.cast.actor(report.by);
        await issues.act(actor, token, request(step.does), { action: step.does, text: step.text });
        return;
      }
      case 'reply': {
        const actor = await this.cast.actor(report.by);
        await issues.act(actor, token, request('reply'), { action: 'reply', text: step.text });
        return;
      }
      default:
        return this.work(report, token, step);
    }
  }

  /** A step of whoever the issue is assigned to at that moment. */
  private async work(report: HistoryReport, token: string, step: CourseStep): Promise<void> {
    const { issues } = this.services;
    const { assigneeId } = await this.issue(report);
    const actor = await this.cast.actor(this.cast.keyOf(assigneeId ?? 0));
    if (step.does === 'accept') {
      await issues.get(actor, token);
      await issues.act(actor, token, request('accept'), { action: 'accept' });
    } else if (step.does === 'answer' || step.does === 'ask' || step.does === 'resolve') {
      const photos = await this.album.take(
        actor,
        this.county.school(report.school).id,
        step.photo === null ? [] : [step.photo],
      );
      await issues.act(actor, token, request(step.does), { action: step.does, text: step.text, photos });
    }
  }

  private async issue(report: HistoryReport): Promise<Issue> {
    const school = this.county.school(report.school).id;
    const token = found(this.issues.get(report), report.text);
    return found(
      (await this.services.database.read.of(Issue, school).findOne({ token })) ?? undefined,
      token,
    );
  }
}

/** A request as a phone would have made it. */
function request(action: string): RequestKey {
  const key = randomUUID();
  return { key, route: `POST ${action}`, bodyHash: createHash('sha256').update(key).digest('base64url') };
}

/** The happenings of each calendar day. */
function daysOf(happenings: readonly Happening[]): Happening[][] {
  const days = new Map<string, Happening[]>();
  for (const happening of happenings) {
    const day = dayOf(happening.at);
    days.set(day, [...(days.get(day) ?? []), happening]);
  }
  return [...days.values()];
}
