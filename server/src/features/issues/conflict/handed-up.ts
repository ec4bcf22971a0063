import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../../platform/auth/actor.js';
import type { Tables } from '../../../platform/database/database.js';
import { Issue } from '../issue.entity.js';

/** What was handed up to the offices that somebody works in, over all schools; null for who works in none. */
export function handedUpTo(read: Tables, actor: Actor): SelectQueryBuilder<Issue> | null {
  const ofRole = (wanted: string): number[] =>
    actor.regionRoles.flatMap(({ regionId, role }) => (role === wanted ? [regionId] : []));
  const offices = ofRole('county_officer');
  const watched = ofRole('county_safeguarding');
  if (offices.length === 0 && watched.length === 0) return null;
  // 0 is no region: a list of ids must not be empty.
  return read
    .acrossSchools(Issue)
    .createQueryBuilder('issue')
    .where('issue.diverted = :ordinary', { ordinary: false })
    .andWhere(
      '(issue.officeId IN (:...offices) OR (issue.officeId IN (:...watched) AND issue.assigneeId IS NULL))',
      { offices: [...offices, 0], watched: [...watched, 0] },
    );
}
