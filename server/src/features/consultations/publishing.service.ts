import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  ConsultationFigures,
  FiguresQuery,
  PublishedAnswerDetail,
} from '#shared/consultations/contract.js';
import { answerLimits } from '#shared/consultations/vocabulary.js';
import type { ConsultationTopic, PersonalDetail } from '#shared/consultations/vocabulary.js';
import { configuredSchoolOf, leads } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { AskedIssues } from '../issues/asked-issues.port.js';
import { mayTurn } from './answer.policy.js';
import { AnswerPresenter } from './answer.presenter.js';
import { AnswerStore } from './answer-store.js';
import { ConsultationCounts } from './consultation-counts.js';
import { PublishedAnswer } from './consultation.entity.js';
import { DetailFinder } from './detail-finder.js';

/** Makes answers public and takes them back, and shows whether they settle what is asked. */
@Injectable()
export class Publishing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: AnswerStore,
    private readonly finder: DetailFinder,
    private readonly presenter: AnswerPresenter,
    private readonly counts: ConsultationCounts,
    private readonly issues: AskedIssues,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `personal_details` for words that lead to somebody; see `DetailFinder.check` */
  check(row: PublishedAnswer, confirmed: boolean): Promise<PersonalDetail[] | null> {
    return this.finder.check(row.schoolId, row, confirmed);
  }

  async publish(
    actor: Actor,
    token: string,
    request: RequestKey,
    confirmed: boolean,
  ): Promise<PublishedAnswerDetail> {
    const row = await this.loadToLead(actor, token);
    // Outside the transaction, because it reads and compares much; a repeat finds it published and looks at nothing.
    const looked = mayTurn(actor, row, 'publish') ? await this.check(row, confirmed) : null;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        this.expect(actor, row, 'publish');
        const publishedAt = this.clock.now();
        const next = { ...row, state: 'published' as const, publishedById: actor.personId, publishedAt };
        await this.store.change(tx, actor, row, next, 'published', looked);
        await this.store.index(tx, next);
      }),
    );
    return this.presenter.detail(actor, await this.store.load(actor, token));
  }

  /** Who has it on her phone may go on reading it there; it is offered to nobody any more. */
  async retire(actor: Actor, token: string, request: RequestKey): Promise<PublishedAnswerDetail> {
    const row = await this.loadToLead(actor, token);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        this.expect(actor, row, 'retire');
        await this.store.change(tx, actor, row, { ...row, state: 'retired' }, 'retired', null);
        await this.store.hide(tx, row);
      }),
    );
    return this.presenter.detail(actor, await this.store.load(actor, token));
  }

  /** How askings ended. Topics are told apart from five askings up. */
  async figures(actor: Actor, query: z.output<typeof FiguresQuery>): Promise<ConsultationFigures> {
    const school = configuredSchoolOf(actor, query.school);
    const asked = await this.counts.byTopic(school, 'asked', query.days);
    const settled = await this.counts.byTopic(school, 'settled', query.days);
    const sent = await this.issues.sentSince(school, later(this.clock.now(), -days(query.days)));
    const published = await this.database.read
      .of(PublishedAnswer, school)
      .find({ where: { state: 'published' }, select: { topic: true } });
    const unanswered = [...asked]
      .map(([topic, askings]) => ({
        topic,
        askings: askings - (settled.get(topic) ?? 0),
        answers: published.filter((answer) => answer.topic === topic).length,
      }))
      .filter(({ askings }) => askings >= answerLimits.smallest)
      .sort((a, b) => b.askings - a.askings);
    return { days: query.days, asked: sum(asked), settled: sum(settled), sent: sum(sent), unanswered };
  }

  private async loadToLead(actor: Actor, token: string): Promise<PublishedAnswer> {
    const row = await this.store.load(actor, token);
    if (!leads(actor, row.schoolId)) throw new ProblemError('forbidden');
    return row;
  }

  private expect(actor: Actor, row: PublishedAnswer, action: 'publish' | 'retire'): void {
    if (!mayTurn(actor, row, action))
      throw new ProblemError('state_conflict', { detail: '这一条已经变了，请刷新后再看。' });
  }
}

const sum = (byTopic: ReadonlyMap<ConsultationTopic, number>): number =>
  [...byTopic.values()].reduce((all, n) => all + n, 0);
