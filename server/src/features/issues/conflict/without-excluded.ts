import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../../platform/auth/actor.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import type { Issue } from '../issue.entity.js';

type Reader = Pick<Actor, 'personId' | 'keptFrom'>;

/** Leaves out what is about a child from whom the reader is kept by order. */
export function withoutBarred(builder: SelectQueryBuilder<Issue>, { keptFrom }: Reader): void {
  if (keptFrom.length === 0) return;
  builder.andWhere('(issue.childId IS NULL OR issue.childId NOT IN (:...keptFrom))', { keptFrom });
}

/**
 * Leaves out what a reader is excluded from. Every query of issues that ends in a list, a count or a file goes through
 * here; its alias of the issue must be `issue`.
 */
export function withoutExcluded(builder: SelectQueryBuilder<Issue>, reader: Reader): void {
  withoutBarred(builder, reader);
  const barred = builder
    .subQuery()
    .select('1')
    .from(Exclusion, 'exclusion')
    .where('exclusion.schoolId = issue.schoolId')
    .andWhere('exclusion.subjectType = :issueType')
    .andWhere('exclusion.subjectId = issue.id')
    .andWhere('exclusion.personId = :reader');
  builder
    .andWhere(`NOT EXISTS ${barred.getQuery()}`)
    .setParameters({ issueType: 'issue', reader: reader.personId });
}
