import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { FieldClass } from '#shared/people/field-classes.js';
import { leads, rolesIn } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { decidesFor, mayManageFamily } from './child.policy.js';
import { ChildAccess } from './family/child-access.js';
import { Child } from './people.entity.js';

/** A child as other features know her. */
export type ChildRef = Pick<Child, 'id' | 'schoolId' | 'token' | 'name' | 'classroomId'>;

/** A child with how the actor stands to her. */
export interface OpenChild {
  child: ChildRef;
  /** Classes of fields that the actor may see; never empty. */
  fields: readonly FieldClass[];
  /** She belongs to the child or works at the school; others see the child because she was given to them. */
  belongs: boolean;
  /** She is a guardian with authority today. */
  decides: boolean;
  /** She is a guardian who decides or lives with the child. */
  isFamily: boolean;
  /** She keeps the family in order: leads the school, or teaches the class. */
  keepsFamily: boolean;
}

/** Whose families somebody keeps in order: all of the school, or those of her classrooms. */
export type KeptFamilies = 'school' | readonly number[];

/** The way of other features to a child: what the actor may not see does not exist. */
@Injectable()
export class ChildDoor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
  ) {}

  /** @throws ProblemError `not_found` unless she may see anything of the child, `pin_needed` on a phone that is shut */
  async open(actor: Actor, token: string): Promise<OpenChild> {
    const { child, fields } = await this.access.load(actor, token);
    return {
      child,
      fields,
      belongs:
        actor.children.some(({ childId }) => childId === child.id) ||
        rolesIn(actor, child.schoolId).length > 0,
      decides: decidesFor(actor, child.id),
      isFamily: actor.children.some(
        ({ childId, rights }) =>
          childId === child.id && (rights.includes('authority') || rights.includes('care')),
      ),
      keepsFamily: mayManageFamily(actor, child),
    };
  }

  /** Lets only one transaction at a time change what hangs on the child. */
  async hold(tx: Tx, { id, schoolId, token }: ChildRef): Promise<void> {
    await tx.of(Child, schoolId).update({ id }, { token });
  }

  /** Whose families the actor keeps in order at a school; an empty list: nobody's. */
  familiesKeptBy(actor: Actor, school: SchoolId): KeptFamilies {
    if (leads(actor, school)) return 'school';
    if (!rolesIn(actor, school).includes('class_teacher')) return [];
    return actor.positions.flatMap((position) =>
      position.school.id === school && position.role === 'class_teacher' ? (position.classroomId ?? []) : [],
    );
  }

  /**
   * Children who are at the school, in a fixed order, after the one with the id `after`. Those from whom the actor is
   * kept are not among them.
   */
  async atSchool(
    actor: Actor,
    school: SchoolId,
    given: { kept: KeptFamilies; classroomId?: number; after: number | null; take: number },
  ): Promise<ChildRef[]> {
    const builder = this.database.read
      .of(Child, school)
      .query('child')
      .andWhere('(child.leftDay IS NULL OR child.leftDay >= :today)', { today: dayOf(this.clock.now()) });
    if (given.kept !== 'school') {
      if (given.kept.length === 0) return [];
      builder.andWhere('child.classroomId IN (:...kept)', { kept: [...given.kept] });
    }
    if (given.classroomId !== undefined)
      builder.andWhere('child.classroomId = :room', { room: given.classroomId });
    if (actor.keptFrom.length > 0)
      builder.andWhere('child.id NOT IN (:...keptFrom)', { keptFrom: [...actor.keptFrom] });
    if (given.after !== null) builder.andWhere('child.id > :after', { after: given.after });
    return builder.orderBy('child.id', 'ASC').take(given.take).getMany();
  }

  /** By their ids. */
  byIds(school: SchoolId, ids: readonly number[]): Promise<ChildRef[]> {
    return this.database.read.of(Child, school).find({ where: { id: In([...ids]) } });
  }
}
