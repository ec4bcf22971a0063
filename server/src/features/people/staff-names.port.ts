import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { StaffNameList } from '#shared/people/contract.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { Classroom, StaffNickname } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';
import { RolesToday } from './roles-today.js';

/** Somebody who works at a school today, with everything that she is called by. */
export interface StaffCalled {
  personId: number;
  token: string;
  name: string;
  nicknames: string[];
  roles: { role: StaffRole; classroomId: number | null }[];
}

/** One for all comparisons: to look up a language for each of them costs more than the comparison. */
const byName = new Intl.Collator('zh-CN');

/** Who works at a school, by name. */
@Injectable()
export class StaffNames {
  constructor(
    private readonly database: Database,
    private readonly roles: RolesToday,
    private readonly people: PeopleDirectory,
    private readonly limits: RateLimits,
  ) {}

  /** Everybody who works here today, in the order of their names. */
  async of(school: SchoolId): Promise<StaffCalled[]> {
    const read = this.database.read;
    const roles = await this.roles.today(school);
    const people = await this.people.people(roles.map((row) => row.personId));
    const nicknames = await read
      .of(StaffNickname, school)
      .find({ where: { personId: In([...people.keys()]) }, order: { id: 'ASC' } });
    return [...people.values()]
      .map(({ id, token, name }) => ({
        personId: id,
        token,
        name,
        nicknames: nicknames.filter((row) => row.personId === id).map((row) => row.name),
        roles: roles
          .filter((row) => row.personId === id)
          .map(({ role, classroomId }) => ({ role, classroomId })),
      }))
      .sort((a, b) => byName.compare(a.name, b.name) || a.personId - b.personId);
  }

  /** The classrooms that a text may name. */
  classrooms(school: SchoolId): Promise<Classroom[]> {
    return this.database.read.of(Classroom, school).find({ where: { active: true }, order: { id: 'ASC' } });
  }

  /**
   * For whoever belongs to the school and wants to say that it is about one of them. Leaves no record of the reader:
   * beside the time of a sealed report it would lead to who reported it.
   */
  async list(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof StaffNameList>> {
    await this.limits.names(actor.personId);
    const school = schoolOf(actor, schoolToken).id;
    return this.byName(school);
  }

  /** Everybody who works here today, as a list to choose from. */
  async byName(school: SchoolId): Promise<z.infer<typeof StaffNameList>> {
    const staff = await this.of(school);
    return {
      items: staff.map(({ token, name, roles }) => ({
        token,
        name,
        roles: [...new Set(roles.map(({ role }) => role))],
      })),
    };
  }
}
