import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { ChildCard, ChildDetail } from '#shared/people/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found } from '../../platform/http/problem-error.js';
import { holdingOn } from './affiliations.js';
import { Child, Guardianship, GuardianshipRightRow, StaffRoleRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';
import { PersonPreferences } from './preferences.port.js';

/** The only way from a child's row to JSON. */
@Injectable()
export class ChildrenPresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly preferences: PersonPreferences,
  ) {}

  /** Cards of the actor's own children, in a fixed order; the same statements for a school however many they are. */
  async cards(actor: Actor): Promise<ChildCard[]> {
    const cards: ChildCard[] = [];
    for (const school of new Set(actor.children.map((one) => one.school.id))) {
      const guarded = actor.children.filter((one) => one.school.id === school);
      const children = await this.database.read
        .of(Child, school)
        .find({ where: { id: In(guarded.map((one) => one.childId)) }, order: { id: 'ASC' } });
      const relationTo = (child: Child) => guarded.find((one) => one.childId === child.id)?.relation ?? null;
      cards.push(...(await this.present(school, children, relationTo)));
    }
    return cards;
  }

  /** Cards of the children of whose classrooms the actor is the class teacher today. */
  async taught(actor: Actor): Promise<ChildCard[]> {
    const cards: ChildCard[] = [];
    const teaching = actor.positions.filter(({ role }) => role === 'class_teacher');
    const today = dayOf(this.clock.now());
    for (const school of new Set(teaching.map((one) => one.school.id))) {
      const classrooms = teaching.filter((one) => one.school.id === school).map((one) => one.classroomId);
      const here = { classroomId: In(classrooms.filter((id) => id !== null)) };
      const children = await this.database.read.of(Child, school).find({
        where: [
          { ...here, leftDay: IsNull() },
          { ...here, leftDay: MoreThanOrEqual(today) },
        ],
        order: { id: 'ASC' },
      });
      cards.push(...(await this.present(school, children, () => null)));
    }
    return cards;
  }

  /** @param arranges whether the reader may arrange something for the guardians, and so learns who they are */
  async detail(
    school: SchoolId,
    child: Child,
    relation: ChildCard['relation'],
    arranges: boolean,
  ): Promise<ChildDetail> {
    const card = found((await this.present(school, [child], () => relation))[0]);
    return { ...card, birthDay: child.birthDay, guardians: await this.guardians(school, child, arranges) };
  }

  private async present(
    school: SchoolId,
    children: readonly Child[],
    relationTo: (child: Child) => ChildCard['relation'],
  ): Promise<ChildCard[]> {
    const classroomIds = children.map((child) => child.classroomId);
    const { classrooms } = await this.people.names(school, {
      people: [],
      places: [],
      classrooms: classroomIds,
    });
    const view = await this.people.school(school);
    const teachers = await this.classTeachers(school, classroomIds);
    return children.map((child) => ({
      token: child.token,
      name: child.name,
      classroom: classrooms.get(child.classroomId ?? 0) ?? null,
      school: view,
      relation: relationTo(child),
      classTeachers: teachers.get(child.classroomId ?? 0) ?? [],
    }));
  }

  /** Names of the class teachers of today, by classroom. */
  private async classTeachers(
    school: SchoolId,
    classroomIds: readonly (number | null)[],
  ): Promise<Map<number, string[]>> {
    const wanted = [...new Set(classroomIds.filter((id) => id !== null))];
    const names = new Map<number, string[]>();
    if (wanted.length === 0) return names;
    const today = dayOf(this.clock.now());
    const rows = await this.database.read.of(StaffRoleRow, school).find({
      where: holdingOn<StaffRoleRow>(today, { role: 'class_teacher', classroomId: In(wanted) }),
      order: { id: 'ASC' },
    });
    const people = await this.people.people(rows.map((row) => row.personId));
    for (const { classroomId, personId } of rows) {
      const name = people.get(personId)?.name;
      if (classroomId !== null && name) names.set(classroomId, [...(names.get(classroomId) ?? []), name]);
    }
    return names;
  }

  /** Only guardians who hold a right today: an adult who was barred stands on nobody's list. */
  private async guardians(
    school: SchoolId,
    child: Child,
    arranges: boolean,
  ): Promise<ChildDetail['guardians']> {
    const today = dayOf(this.clock.now());
    const rows = await this.database.read
      .of(Guardianship, school)
      .find({ where: holdingOn<Guardianship>(today, { childId: child.id }), order: { id: 'ASC' } });
    if (rows.length === 0) return [];
    const rights = await this.database.read.of(GuardianshipRightRow, school).find({
      where: holdingOn<GuardianshipRightRow>(today, { guardianshipId: In(rows.map((row) => row.id)) }),
    });
    const ids = rows.map((row) => row.personId);
    const people = await this.people.people(ids);
    const preferences = arranges ? await this.preferences.ofMany(ids) : null;
    return rows.flatMap((row) => {
      const kinds = rights.filter((right) => right.guardianshipId === row.id).map((right) => right.kind);
      const person = people.get(row.personId);
      if (!person || kinds.length === 0) return [];
      const { relation } = row;
      return [
        {
          token: arranges ? person.token : null,
          name: person.name,
          relation,
          livesWithChild: kinds.includes('care'),
          mayCollect: kinds.includes('pickup'),
          preferences: preferences?.get(row.personId) ?? null,
        },
      ];
    });
  }
}
