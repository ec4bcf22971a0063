import type { SelectQueryBuilder } from 'typeorm';
import type { RegionRole } from '#shared/people/vocabulary.js';
import type { Actor } from '../../../platform/auth/actor.js';
import type { Tables } from '../../../platform/database/database.js';
import { Issue } from '../issue.entity.js';

/**
 * What is in the hands of somebody who works in an office: what was handed up to it, over all schools, and what she has
 * at schools where she works besides; null for who works in no office.
 */
export function inOfficeHands(read: Tables, actor: Actor): SelectQueryBuilder<Issue> | null {
  const offices = regionsOf(actor, 'county_officer');
  const watched = regionsOf(actor, 'county_safeguarding');
  if (offices.length === 0 && watched.length === 0) return null;
  const schools = actor.positions.map(({ school }) => school.id);
  // 0 is no region and no school: a list of ids must not be empty.
  return read
    .acrossSchools(Issue)
    .createQueryBuilder('issue')
    .where('issue.diverted = :ordinary', { ordinary: false })
    .andWhere(
      '(issue.officeId IN (:...offices)' +
        ' OR (issue.officeId IN (:...watched) AND issue.assigneeId IS NULL)' +
        ' OR (issue.schoolId IN (:...schools) AND issue.assigneeId = :hers))',
      {
        offices: [...offices, 0],
        watched: [...watched, 0],
        schools: [...schools, 0],
        hers: actor.personId,
      },
    );
}

/** Disclosures that no school could open and that wait for the safeguarding officer; null for who is none. */
export function disclosedTo(read: Tables, actor: Actor): SelectQueryBuilder<Issue> | null {
  const watched = regionsOf(actor, 'county_safeguarding');
  if (watched.length === 0) return null;
  return read
    .acrossSchools(Issue)
    .createQueryBuilder('issue')
    .where('issue.diverted = :closed', { closed: true })
    .andWhere('issue.officeId IN (:...watched)', { watched });
}

function regionsOf({ regionRoles }: Actor, wanted: RegionRole): number[] {
  return regionRoles.flatMap(({ regionId, role }) => (role === wanted ? [regionId] : []));
}
