import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock, dayOf, days, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ServiceCodeScan } from './service-code.entity.js';
import type { ServiceCode } from './service-code.entity.js';

export interface Scans {
  /** Today and the six days before. */
  week: number;
  all: number;
}

/** How often codes are scanned: a number per code and day, and nothing about who held the phone. */
@Injectable()
export class ScanCounts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async count(code: Pick<ServiceCode, 'id' | 'schoolId'>): Promise<void> {
    const day = dayOf(this.clock.now());
    await this.database.write(async (tx) => {
      if (await this.addOne(tx, code, day)) return;
      try {
        await tx.of(ServiceCodeScan, code.schoolId).insert({ codeId: code.id, day, count: 1 });
      } catch (error) {
        // Somebody else was the first of the day at the same moment.
        if (!isUniqueViolation(error) || !(await this.addOne(tx, code, day))) throw error;
      }
    });
  }

  private async addOne(
    tx: Tx,
    { id, schoolId }: Pick<ServiceCode, 'id' | 'schoolId'>,
    day: string,
  ): Promise<boolean> {
    const change = { count: () => 'count + 1' };
    return (await tx.of(ServiceCodeScan, schoolId).update({ codeId: id, day }, change)) === 1;
  }

  /** Of each of the codes; one that nobody scanned is not in the answer. */
  async of(school: SchoolId, codeIds: readonly number[]): Promise<Map<number, Scans>> {
    if (codeIds.length === 0) return new Map();
    const since = dayOf(later(this.clock.now(), -days(6)));
    const rows = await this.database.read
      .of(ServiceCodeScan, school)
      .query('scan')
      .select('scan.codeId', 'codeId')
      .addSelect('SUM(scan.count)', 'total')
      .addSelect('SUM(CASE WHEN scan.day >= :since THEN scan.count ELSE 0 END)', 'recent')
      .andWhere({ codeId: In([...codeIds]) })
      .setParameter('since', since)
      .groupBy('scan.codeId')
      .getRawMany<{ codeId: unknown; total: unknown; recent: unknown }>();
    return new Map(
      rows.map((row) => [Number(row.codeId), { week: Number(row.recent), all: Number(row.total) }]),
    );
  }
}
