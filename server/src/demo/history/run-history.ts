import { createHash, randomUUID } from 'node:crypto';
import { LessThanOrEqual } from 'typeorm';
import type { Actor, AffiliationSource } from '../../platform/auth/actor.js';
import { SubscriptionCredit } from '../../platform/auth/identity.entity.js';
import type { Person } from '../../platform/auth/identity.entity.js';
import type { Database } from '../../platform/database/database.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import type { Timers } from '../../platform/jobs/timers.js';
import type { MediaService } from '../../platform/media/media.service.js';
import { TimerRow } from '../../platform/outbox/outbox.entity.js';
import type { OutboxWorker } from '../../platform/outbox/outbox-worker.js';
import { Issue } from '../../features/issues/issue.entity.js';
import type { IssuesService } from '../../features/issues/issues.service.js';
import type { Routing } from '../../features/issues/routing.js';
import { phones } from '../county/phones.js';
import type { DemoCalendar } from '../demo-calendar.js';
import { found } from '../loaded-county.js';
import type { LoadedCounty } from '../loaded-county.js';
import type { ScriptedClock } from '../scripted-clock.js';
import { Chance } from './chance.js';
import { history } from './history.js';
import type { CourseStep, HistoryReport } from './history.types.js';
import { drawScene } from './scenes.js';
import type { SceneName } from './scenes.js';
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
  private readonly actors = new Map<string, Actor>();
  private readonly drawn = new Map<SceneName, Promise<Buffer>>();
  /** Token of the issue that a report became. */
  private readonly issues = new Map<HistoryReport, string>();

  constructor(
    private readonly services: HistoryServices,
    private readonly county: LoadedCounty,
    private readonly calendar: DemoCalendar,
  ) {}

  /** @returns how many reports were made */
  async run(): Promise<number> {
    const { clock, post } = this.services;
    try {
      for (const happening of timetable(history, this.calendar)) {
        await this.ringUntil(happening.at);
        clock.standAt(happening.at);
        await this.play(happening);
        await post.drain();
      }
      await this.ringUntil(this.calendar.now);
      clock.standAt(this.calendar.now);
      await post.drain();
      await this.leaveCredits();
    } finally {
      clock.release();
    }
    return this.issues.size;
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
    const actor = await this.actor(reporterOf(report));
    const household = reporterOf(report).split('/')[0];
    const child = county.children.find(
      (one) =>
        one.school === report.school &&
        actor.children.some(({ childId }) => childId === one.id) &&
        (one.household === household || household?.startsWith(one.household)),
    );
    // Some people choose the category themselves; most leave it to the program.
    const chooses = this.chance.happens(0.2);
    await this.allowMessages(reporterOf(report));
    const made = await this.services.issues.report(actor, {
      clientId: randomUUID(),
      school: school.token,
      text: report.text,
      photos: await this.photos(actor, report, report.photos),
      sealed: report.sealed,
      place: report.place === null ? null : found(school.places.get(report.place), report.place).token,
      child: child?.token ?? null,
      category: chooses ? found(school.categories.get(report.category), report.category).token : null,
    });
    this.issues.set(report, made.token);
  }

  /** The office looks through what came in: wrong categories are corrected, and the matter goes to whom it belongs. */
  private async correct(report: HistoryReport): Promise<void> {
    const { issues, routing } = this.services;
    const school = this.county.school(report.school);
    const issue = await this.issue(report);
    const category = found(school.categories.get(report.category), report.category);
    if (issue.categoryId === category.id) return;
    const actor = await this.actor(office[report.school]);
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
        const actor = await this.actor(step.by);
        await issues.get(actor, token);
        const { reason, text } = step;
        await issues.divert(actor, token, request('divert'), { reason, text });
        return;
      }
      case 'confirm':
      case 'reject': {
        const actor = await this.actor(reporterOf(report));
        await issues.act(actor, token, request(step.does), { action: step.does, text: step.text });
        return;
      }
      case 'reply': {
        const actor = await this.actor(reporterOf(report));
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
    const actor = await this.actor(this.keyOf(assigneeId ?? 0));
    if (step.does === 'accept') {
      await issues.get(actor, token);
      await issues.act(actor, token, request('accept'), { action: 'accept' });
    } else if (step.does === 'answer' || step.does === 'ask' || step.does === 'resolve') {
      const photos = await this.photos(actor, report, step.photo === null ? [] : [step.photo]);
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

  private async photos(actor: Actor, report: HistoryReport, scenes: readonly SceneName[]): Promise<string[]> {
    const schoolId = this.county.school(report.school).id;
    const tokens: string[] = [];
    for (const scene of scenes) {
      const order = { owner: { personId: actor.personId }, schoolId, clientId: randomUUID() };
      tokens.push((await this.services.media.upload(order, await this.draw(scene))).token);
    }
    return tokens;
  }

  private draw(scene: SceneName): Promise<Buffer> {
    const drawing = this.drawn.get(scene) ?? drawScene(scene);
    this.drawn.set(scene, drawing);
    return drawing;
  }

  /** Somebody as a session would know her. */
  private async actor(key: string): Promise<Actor> {
    const known = this.actors.get(key);
    if (known) return known;
    const person: Person = this.county.person(key);
    const actor: Actor = {
      sessionId: 0,
      accountId: this.county.accounts.get(key) ?? null,
      personId: person.id,
      token: person.token,
      name: person.name,
      ...(await this.services.affiliations.of(person.id)),
    };
    this.actors.set(key, actor);
    return actor;
  }

  private keyOf(personId: number): string {
    const entry = [...this.county.people].find(([, person]) => person.id === personId);
    return found(entry, `person ${personId}`)[0];
  }

  /** Most people tap "allow" when they report; who has no subscription in the end never does. */
  private async allowMessages(key: string): Promise<void> {
    const accountId = this.county.accounts.get(key);
    const phone = phones.find(({ people }) => people.includes(key));
    if (accountId === undefined || !phone || phone.credits === 0) return;
    await this.services.database.write((tx) =>
      tx
        .global(SubscriptionCredit)
        .update({ accountId }, { credits: 4, changedAt: this.services.clock.now() }),
    );
  }

  /** The subscriptions that are left today. */
  private async leaveCredits(): Promise<void> {
    await this.services.database.write(async (tx) => {
      for (const { people, credits } of phones) {
        const accountId = found(this.county.accounts.get(people[0] ?? ''), people[0] ?? '');
        await tx.global(SubscriptionCredit).update({ accountId }, { credits });
      }
    });
  }
}

/** The slug of a phone stands for the person who mostly uses it. */
function reporterOf(report: HistoryReport): string {
  return phones.find(({ slug }) => slug === report.by)?.people[0] ?? report.by;
}

/** A request as a phone would have made it. */
function request(action: string): RequestKey {
  const key = randomUUID();
  return { key, route: `POST ${action}`, bodyHash: createHash('sha256').update(key).digest('base64url') };
}
