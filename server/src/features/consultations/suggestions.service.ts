import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { AskForAnswers, OfferedAnswers } from '#shared/consultations/contract.js';
import { answerLimits } from '#shared/consultations/vocabulary.js';
import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import { schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { encodedGrams } from '../../platform/search/search-index.js';
import { SearchGram } from '../../platform/timeline/timeline.entity.js';
import { CodeBook } from '../service-codes/service-codes.port.js';
import { AnswerPresenter, answerSubject } from './answer.presenter.js';
import { ConsultationCounts } from './consultation-counts.js';
import { PublishedAnswer } from './consultation.entity.js';
import { lookedFor, rankAnswers, topicHeard } from './ranking.js';
import type { Asking } from './ranking.js';

type Asked = z.output<typeof AskForAnswers>;

/** Answers that share pieces with a question, compared in full. */
const compared = 60;
/** Pieces of a question that are looked up. */
const maxPieces = 200;

/** Published answers offered while somebody types, speaks or taps a picture. What she asks is neither kept nor logged. */
@Injectable()
export class Suggestions {
  constructor(
    private readonly database: Database,
    private readonly codes: CodeBook,
    private readonly presenter: AnswerPresenter,
    private readonly counts: ConsultationCounts,
    private readonly limits: RateLimits,
  ) {}

  /** For whoever holds a printed code. @param ip held in memory only, for the limit */
  async throughCode(scene: string, asked: Asked, ip: string): Promise<OfferedAnswers> {
    await this.limits.answers(ip);
    const code = await this.codes.byScene(scene);
    if (!code) throw new ProblemError('not_found', { detail: '这个码认不出来，请再扫一次，或者问问老师。' });
    return this.offer(code.school, asked, code.placeId);
  }

  /** For who belongs to the school. */
  async atSchool(actor: Actor, school: string | undefined, asked: Asked): Promise<OfferedAnswers> {
    return this.offer(schoolOf(actor, school).id, asked, null);
  }

  /** That was what somebody wanted to know: counted, and nothing else happens. */
  async settle(token: string, ip: string): Promise<void> {
    await this.limits.answers(ip);
    const answer = found(
      await this.database.read.acrossSchools(PublishedAnswer).findOneBy({ token, state: 'published' }),
    );
    await this.counts.settled(answer.schoolId, answer);
  }

  private async offer(school: SchoolId, asked: Asked, placeId: number | null): Promise<OfferedAnswers> {
    const { text, topic, begins } = asked;
    const rows = await this.ranked(school, { text, topic, placeId });
    if (begins) await this.counts.asked(school, topic ?? topicHeard(text) ?? rows[0]?.topic ?? 'other');
    const isByTopic = text.trim() === '' && topic !== null;
    const shown = rows.slice(0, isByTopic ? answerLimits.offeredForTopic : answerLimits.offered);
    return { items: await this.presenter.offered(school, shown), topics: await this.topics(school) };
  }

  private async ranked(school: SchoolId, asking: Asking): Promise<PublishedAnswer[]> {
    const candidates = await this.candidates(school, asking);
    const byId = new Map(candidates.map((one) => [one.id, one]));
    if (asking.text.trim() !== '')
      return rankAnswers(asking, candidates).map(({ id }) => found(byId.get(id)));
    // Nothing was said yet: first what most wanted to know.
    const settled = await this.counts.settledBy(school, [...byId.keys()]);
    const often = (id: number): number => settled.get(id)?.month ?? 0;
    return rankAnswers(asking, candidates)
      .sort((a, b) => b.score - a.score || often(b.id) - often(a.id))
      .map(({ id }) => found(byId.get(id)));
  }

  private async candidates(school: SchoolId, { text, topic }: Asking): Promise<PublishedAnswer[]> {
    const table = this.database.read.of(PublishedAnswer, school);
    if (text.trim() === '') {
      const where = { state: 'published' as const, ...(topic === null ? {} : { topic }) };
      return table.find({ where, order: { id: 'ASC' }, take: compared });
    }
    const grams = encodedGrams(lookedFor(text)).slice(0, maxPieces);
    if (grams.length === 0) return [];
    const hits = await this.database.read
      .of(SearchGram, school)
      .query('gram')
      .select('gram.subjectId', 'id')
      .addSelect('COUNT(*)', 'shared')
      .andWhere({ subjectType: answerSubject, gram: In(grams) })
      .groupBy('gram.subjectId')
      .orderBy('COUNT(*)', 'DESC')
      .limit(compared)
      .getRawMany<{ id: unknown }>();
    return table.find({ where: { id: In(hits.map(({ id }) => Number(id))), state: 'published' } });
  }

  private async topics(school: SchoolId): Promise<ConsultationTopic[]> {
    const rows = await this.database.read
      .of(PublishedAnswer, school)
      .query('answer')
      .select('answer.topic', 'topic')
      .andWhere({ state: 'published' })
      .groupBy('answer.topic')
      .orderBy('COUNT(*)', 'DESC')
      .getRawMany<{ topic: ConsultationTopic }>();
    return rows.map(({ topic }) => topic);
  }
}
