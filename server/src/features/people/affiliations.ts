import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { AffiliationSource } from '../../platform/auth/actor.js';
import type { Affiliations, SchoolRef } from '../../platform/auth/actor.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { asSchoolId } from '../../platform/database/ids.js';
import { Bars } from './bars.port.js';
import { holdingOn } from './dated.js';
import {
  Child,
  Guardianship,
  GuardianshipRightRow,
  RegionRoleRow,
  School,
  StaffRoleRow,
} from './people.entity.js';
import { VillageScope } from './village/village-scope.js';

/** Answers what a person is today: her roles, and the children she is a guardian of. */
@Injectable()
export class PeopleAffiliations extends AffiliationSource {
  /** Which token a school has. It never changes, and no school is ever taken away: what is known stays true. */
  private readonly refs = new Map<number, SchoolRef>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bars: Bars,
    private readonly village: VillageScope,
  ) {
    super();
  }

  async of(
    personId: number,
    onPhone: Promise<readonly number[]> = Promise.resolve([]),
  ): Promise<Affiliations> {
    const today = dayOf(this.clock.now());
    // A person is not yet known to belong to a school: these are the questions that find out.
    const read = this.database.read;
    const [roles, regionRoles, guardianships, keptFrom] = await Promise.all([
      read.acrossSchools(StaffRoleRow).findBy(holdingOn<StaffRoleRow>(today, { personId })),
      read.global(RegionRoleRow).findBy(holdingOn<RegionRoleRow>(today, { personId })),
      read.acrossSchools(Guardianship).findBy(holdingOn<Guardianship>(today, { personId })),
      onPhone.then((others) => this.bars.childrenKeptFrom([...new Set([personId, ...others])])),
    ]);
    const guarded = guardianships.filter(({ childId }) => !keptFrom.includes(childId));
    const children = await this.children(guarded, today);
    const given = await this.village.of(personId, regionRoles);
    const schools = await this.schools([...roles, ...given, ...children.map(({ child }) => child)]);
    const school = (id: number) => schools.get(id) as SchoolRef;
    return {
      positions: roles.map(({ schoolId, role, classroomId }) => ({
        school: school(schoolId),
        role,
        classroomId,
      })),
      regionRoles: regionRoles.map(({ regionId, role }) => ({ regionId, role })),
      children: children.map(({ child, relation, rights }) => ({
        school: school(child.schoolId),
        childId: child.id,
        token: child.token,
        classroomId: child.classroomId,
        relation,
        rights,
      })),
      given: given.map(({ schoolId, childId }) => ({ school: school(schoolId), childId })),
      keptFrom,
    };
  }

  /** The guarded children that are still at school. A guardianship without any right opens nothing. */
  private async children(guardianships: Guardianship[], today: string) {
    if (guardianships.length === 0) return [];
    const read = this.database.read;
    const rights: GuardianshipRightRow[] = [];
    const children: Child[] = [];
    // School by school: their indexes begin with the school.
    for (const school of new Set(guardianships.map((one) => one.schoolId))) {
      const here = guardianships.filter((one) => one.schoolId === school);
      const which = { guardianshipId: In(here.map((one) => one.id)) };
      const where = holdingOn<GuardianshipRightRow>(today, which);
      const ids = here.map((one) => one.childId);
      const [held, known] = await Promise.all([
        // Not its evidence: every request comes by here, and it would be decrypted each time.
        read.of(GuardianshipRightRow, school).find({ where, select: { guardianshipId: true, kind: true } }),
        read.of(Child, school).find({ where: { id: In(ids) } }),
      ]);
      rights.push(...held);
      children.push(...known);
    }
    return guardianships.flatMap((guardianship) => {
      const child = children.find((one) => one.id === guardianship.childId);
      const held = rights
        .filter((right) => right.guardianshipId === guardianship.id)
        .map((right) => right.kind);
      const left = child?.leftDay !== null && child?.leftDay !== undefined && child.leftDay < today;
      return child && !left && held.length > 0
        ? [{ child, relation: guardianship.relation, rights: held }]
        : [];
    });
  }

  private async schools(rows: { schoolId: number }[]): Promise<ReadonlyMap<number, SchoolRef>> {
    const unknown = [...new Set(rows.map((row) => row.schoolId))].filter((id) => !this.refs.has(id));
    if (unknown.length === 0) return this.refs;
    const schools = await this.database.read.global(School).findBy({ id: In(unknown) });
    for (const { id, token } of schools) this.refs.set(id, { id: asSchoolId(id), token });
    return this.refs;
  }
}
