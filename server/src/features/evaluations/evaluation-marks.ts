import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Keyring } from '../../platform/auth/keyring.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { EvaluationMark } from './evaluation.entity.js';
import { monthBefore } from './months.js';

/** Who answers, as far as answering twice goes: her households, else herself or her phone. Never stored. */
export type Voices = readonly string[];

interface About {
  serviceId: number;
  /** YYYY-MM */
  month: string;
}

/**
 * Keeps a family from answering twice in a month. It keeps no more than that: keyed hashes in a table of their own,
 * which hold neither the answer nor when it came, and are thrown away with the month after.
 *
 * The usual record of repeated requests is not used here: it notes the second, and a hash of what was said.
 */
@Injectable()
export class EvaluationMarks {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
  ) {}

  /** Services about which these voices have all answered in the month. */
  async answered(
    school: SchoolId,
    voices: Voices,
    month: string,
    serviceIds: readonly number[],
  ): Promise<Set<number>> {
    const marks = new Map(
      serviceIds.map((id) => [id, this.marksOf(school, voices, { serviceId: id, month })]),
    );
    const mark = In([...marks.values()].flat());
    const rows = await this.database.read.of(EvaluationMark, school).find({ where: { mark } });
    const known = new Set(rows.map((row) => row.mark));
    return new Set(serviceIds.filter((id) => (marks.get(id) ?? []).every((one) => known.has(one))));
  }

  /**
   * Notes that these voices answer now.
   * @param sending id that the phone made; the same again is a repeat
   * @returns false for a repeat of what was taken before: nothing is to be done
   * @throws ProblemError `already_done` for a second answer of the month
   */
  async take(tx: Tx, school: SchoolId, voices: Voices, about: About, sending: string): Promise<boolean> {
    const table = tx.of(EvaluationMark, school);
    const before = monthBefore(about.month);
    await table.delete({ month: LessThan(before) });
    const receipt = this.receiptOf(voices, sending);
    const marks = this.marksOf(school, voices, about);
    const earlier = this.marksOf(school, voices, { ...about, month: before });
    const wasSent = async (): Promise<boolean> =>
      (await table.find({ where: { mark: In([...marks, ...earlier]), receipt } })).length > 0;
    if (await wasSent()) return false;
    let taken = 0;
    for (const mark of marks)
      if (await this.insert(tx, school, { mark, month: about.month, receipt })) taken++;
    if (taken > 0) return true;
    // Two sendings of the same at the same moment: the slower one finds what the faster one left.
    if (await wasSent()) return false;
    throw new ProblemError('already_done', { detail: '这个月您家已经评过这一项了，谢谢。下个月可以再评。' });
  }

  /** @returns false if it is there already */
  private async insert(
    tx: Tx,
    school: SchoolId,
    row: Pick<EvaluationMark, 'mark' | 'month' | 'receipt'>,
  ): Promise<boolean> {
    const table = tx.of(EvaluationMark, school);
    if (await table.exists({ mark: row.mark })) return false;
    try {
      await table.insert(row);
      return true;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return false;
    }
  }

  private marksOf(school: SchoolId, voices: Voices, { serviceId, month }: About): string[] {
    // In an order of their own, so that two members of the same households do not wait for each other.
    return voices
      .map((voice) => this.keyring.hash('evaluation-mark', `${school}/${serviceId}/${month}/${voice}`))
      .sort();
  }

  private receiptOf(voices: Voices, sending: string): string {
    return this.keyring.hash('evaluation-receipt', `${voices.join()}/${sending}`);
  }
}
