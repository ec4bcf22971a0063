import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { Relation } from '#shared/people/vocabulary.js';
import { isKeptFrom, leads } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Bars } from './bars.port.js';
import { holdingOn } from './dated.js';
import { Child, Guardianship, GuardianshipRightRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';

/** A guardian with the children through whom somebody of the school may speak for her. */
export interface FamiliarGuardian {
  personId: number;
  token: string;
  name: string;
  children: { id: number; token: string; name: string; classroomId: number | null; relation: Relation }[];
}

/** Families as those of the school know them who have to do with them. */
@Injectable()
export class Guardians {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly bars: Bars,
  ) {}

  /** Whom a token means among those whom the actor knows, at whichever of her schools; null for everybody else. */
  async familiar(actor: Actor, token: string): Promise<FoundGuardian | null> {
    for (const school of new Set(actor.positions.map((position) => position.school.id))) {
      const guardian = (await this.familiarTo(actor, school)).find((one) => one.token === token);
      if (guardian) return { school, guardian };
    }
    return null;
  }

  /**
   * Guardians whom the actor knows well enough to write something down for them: of the children of her classroom, of
   * all children for whoever leads the school. Who holds no right over a child today is on no list.
   */
  async familiarTo(actor: Actor, school: SchoolId): Promise<FamiliarGuardian[]> {
    const today = dayOf(this.clock.now());
    const classrooms = actor.positions
      .filter((position) => position.school.id === school && position.role === 'class_teacher')
      .flatMap(({ classroomId }) => classroomId ?? []);
    const whose = leads(actor, school) ? {} : { classroomId: In(classrooms) };
    const children = await this.database.read.of(Child, school).find({
      where: [
        { ...whose, leftDay: IsNull() },
        { ...whose, leftDay: MoreThanOrEqual(today) },
      ],
      order: { id: 'ASC' },
    });
    const guardianships = await this.database.read.of(Guardianship, school).find({
      where: holdingOn<Guardianship>(today, { childId: In(children.map((child) => child.id)) }),
      order: { id: 'ASC' },
    });
    const rights = await this.database.read.of(GuardianshipRightRow, school).find({
      where: holdingOn<GuardianshipRightRow>(today, {
        guardianshipId: In(guardianships.map((row) => row.id)),
      }),
    });
    const entitled = new Set(rights.map((right) => right.guardianshipId));
    const kept = await this.bars.keptFromEach(
      school,
      children.map((child) => child.id),
    );
    const held = guardianships.filter(
      (row) =>
        entitled.has(row.id) &&
        !isKeptFrom(actor, row.childId) &&
        kept.get(row.childId)?.has(row.personId) !== true,
    );
    const people = await this.people.people(held.map((row) => row.personId));
    return [...people.values()].map(({ id, token, name }) => ({
      personId: id,
      token,
      name,
      children: held
        .filter((row) => row.personId === id)
        .flatMap(({ childId, relation }) => {
          const child = children.find((one) => one.id === childId);
          return child ? [{ ...pick(child), relation }] : [];
        }),
    }));
  }
}

/** A guardian of one school, as `familiarTo` knows her. */
export interface FoundGuardian {
  school: SchoolId;
  guardian: FamiliarGuardian;
}

const pick = ({ id, token, name, classroomId }: Child) => ({ id, token, name, classroomId });
