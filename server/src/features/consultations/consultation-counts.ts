import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import { Clock, dayOf, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ConsultationCount } from './consultation.entity.js';

export interface Settled {
  /** In the last thirty days. */
  month: number;
  all: number;
}

type Mark = Pick<ConsultationCount, 'kind' | 'topic' | 'answerId'>;

/** How askings began and ended: a number per day, topic and answer, and nothing about who asked or in which words. */
@Injectable()
export class ConsultationCounts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Somebody began to ask. */
  asked(school: SchoolId, topic: ConsultationTopic): Promise<void> {
    return this.add(school, { kind: 'asked', topic, answerId: 0 });
  }

  /** An answer was what somebody wanted to know. */
  settled(school: SchoolId, answer: { id: number; topic: ConsultationTopic }): Promise<void> {
    return this.add(school, { kind: 'settled', topic: answer.topic, answerId: answer.id });
  }

  /** Of each of the answers; one that settled nothing is not in the map. */
  async settledBy(school: SchoolId, answerIds: readonly number[]): Promise<Map<number, Settled>> {
    if (answerIds.length === 0) return new Map();
    const rows = await this.database.read
      .of(ConsultationCount, school)
      .query('mark')
      .select('mark.answerId', 'answerId')
      .addSelect('SUM(mark.count)', 'total')
      .addSelect('SUM(CASE WHEN mark.day >= :since THEN mark.count ELSE 0 END)', 'recent')
      .andWhere({ kind: 'settled', answerId: In([...answerIds]) })
      .setParameter('since', this.dayBefore(30))
      .groupBy('mark.answerId')
      .getRawMany<{ answerId: unknown; total: unknown; recent: unknown }>();
    return new Map(
      rows.map((row) => [Number(row.answerId), { month: Number(row.recent), all: Number(row.total) }]),
    );
  }

  /** How many askings of a kind there were in the last days, today among them, by topic. */
  async byTopic(
    school: SchoolId,
    kind: ConsultationCount['kind'],
    lastDays: number,
  ): Promise<Map<ConsultationTopic, number>> {
    const rows = await this.database.read
      .of(ConsultationCount, school)
      .query('mark')
      .select('mark.topic', 'topic')
      .addSelect('SUM(mark.count)', 'n')
      .andWhere({ kind })
      .andWhere('mark.day >= :since', { since: this.dayBefore(lastDays - 1) })
      .groupBy('mark.topic')
      .getRawMany<{ topic: ConsultationTopic; n: unknown }>();
    return new Map(rows.map(({ topic, n }) => [topic, Number(n)]));
  }

  private dayBefore(count: number): string {
    return dayOf(later(this.clock.now(), -days(count)));
  }

  private async add(school: SchoolId, mark: Mark): Promise<void> {
    const where = { ...mark, day: dayOf(this.clock.now()) };
    await this.database.write(async (tx) => {
      if (await this.addOne(tx, school, where)) return;
      try {
        await tx.of(ConsultationCount, school).insert({ ...where, count: 1 });
      } catch (error) {
        // Somebody else was the first of the day at the same moment.
        if (!isUniqueViolation(error) || !(await this.addOne(tx, school, where))) throw error;
      }
    });
  }

  private async addOne(tx: Tx, school: SchoolId, where: Mark & { day: string }): Promise<boolean> {
    return (await tx.of(ConsultationCount, school).update(where, { count: () => 'count + 1' })) === 1;
  }
}
