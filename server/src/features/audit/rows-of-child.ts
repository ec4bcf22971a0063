import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { AuditChildRow, AuditRow } from '../../platform/audit/audit.entity.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** What is asked of a row, besides of which child it is. */
export interface Asked {
  school: SchoolId;
  kinds: readonly AuditRow['kind'][];
  actorIds: readonly number[];
  /** Both included. */
  from: Date | null;
  until: Date | null;
  /** Only rows with a smaller id. */
  after: number | null;
}

/**
 * Rows of the record that are about one child: of her alone, and those that showed her among others. Two ways, each
 * along an index that begins with the child and runs by the row's id, so that a page costs what a page holds, however
 * long the record of the school has become.
 */
@Injectable()
export class RowsOfChild {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page(childId: number, asked: Asked, take: number): Promise<AuditRow[]> {
    if (asked.actorIds.length === 0) return [];
    const found: AuditRow[] = [];
    for (const way of [this.alone(childId, asked), this.among(childId, asked)])
      found.push(...(await this.database.read.rowsOf(way.limit(take))));
    // What is about her and names her among others too is one row.
    const byId = new Map(found.map((row) => [row.id, row]));
    return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, take);
  }

  /** What is about the child alone, newest first. */
  alone(childId: number, asked: Asked): SelectQueryBuilder<AuditRow> {
    const builder = this.rows().where('audit.subjectType = :type AND audit.subjectId = :childId', {
      type: 'child',
      childId,
    });
    if (asked.after !== null) builder.andWhere('audit.id < :after', { after: asked.after });
    return narrowed(builder, asked).orderBy('audit.id', 'DESC');
  }

  /** Reads that showed the child among others, newest first. */
  among(childId: number, asked: Asked): SelectQueryBuilder<AuditRow> {
    const builder = this.rows()
      .innerJoin(AuditChildRow, 'link', 'link.auditId = audit.id')
      .where('link.childId = :childId', { childId });
    if (asked.after !== null) builder.andWhere('link.auditId < :after', { after: asked.after });
    // By the link's own column: that is the one its index is sorted by.
    return narrowed(builder, asked).orderBy('link.auditId', 'DESC');
  }

  private rows(): SelectQueryBuilder<AuditRow> {
    return this.database.read.global(AuditRow).createQueryBuilder('audit');
  }
}

function narrowed(builder: SelectQueryBuilder<AuditRow>, asked: Asked): SelectQueryBuilder<AuditRow> {
  const { school, kinds, actorIds, from, until } = asked;
  builder
    .andWhere('audit.inSchool = :school', { school })
    .andWhere('audit.kind IN (:...kinds)', { kinds: [...kinds] })
    .andWhere('audit.actorId IN (:...actorIds)', { actorIds: [...actorIds] });
  if (from !== null) builder.andWhere('audit.at >= :from', { from });
  if (until !== null) builder.andWhere('audit.at <= :until', { until });
  return builder;
}
