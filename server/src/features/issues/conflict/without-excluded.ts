import type { SelectQueryBuilder } from 'typeorm';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import type { Issue } from '../issue.entity.js';

/**
 * Leaves out what a reader is excluded from. Every query of issues that ends in a list, a count or a file goes through
 * here; its alias of the issue must be `issue`.
 */
export function withoutExcluded(builder: SelectQueryBuilder<Issue>, reader: { personId: number }): void {
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
