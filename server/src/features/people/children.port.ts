import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import type { ChildCard } from '#shared/people/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { isKeptFrom } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found } from '../../platform/http/problem-error.js';
import { presentOpened } from './break-glass/openings.js';
import {
  decidesFor,
  mayGiveToVillage,
  mayManageBars,
  mayManageFamily,
  mayMoveChild,
  seesFamilyByVillageAlone,
} from './child.policy.js';
import { ChildMoves } from './classrooms/child-moves.service.js';
import { holdingOn } from './dated.js';
import { FieldConsents } from './field-consents.port.js';
import { FamilyPresenter } from './family/family.presenter.js';
import type { SeenChild } from './family/child-access.js';
import { HealthNotes } from './family/health.service.js';
import { Child, StaffRoleRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';

/** The only way from a child's row to JSON. */
@Injectable()
export class ChildrenPresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly families: FamilyPresenter,
    private readonly moves: ChildMoves,
    private readonly consents: FieldConsents,
    private readonly health: HealthNotes,
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
  async taught(actor: Actor): Promise<{ school: SchoolId; childIds: number[]; cards: ChildCard[] }[]> {
    const schools: { school: SchoolId; childIds: number[]; cards: ChildCard[] }[] = [];
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
      const free = children.filter((child) => !isKeptFrom(actor, child.id));
      const cards = await this.present(school, free, () => null);
      schools.push({ school, childIds: free.map((child) => child.id), cards });
    }
    return schools;
  }

  /** Cards of the children that schools have given to the actor as 儿童主任, and whose families agreed to it. */
  async given(actor: Actor): Promise<{ school: SchoolId; childIds: number[]; cards: ChildCard[] }[]> {
    const schools: { school: SchoolId; childIds: number[]; cards: ChildCard[] }[] = [];
    for (const school of new Set(actor.given.map((one) => one.school.id))) {
      const ids = actor.given
        .filter((one) => one.school.id === school && !isKeptFrom(actor, one.childId))
        .map((one) => one.childId);
      const shown = [...(await this.consents.shownToVillage(school, ids))];
      const children = await this.database.read
        .of(Child, school)
        .find({ where: { id: In(shown) }, order: { id: 'ASC' } });
      const cards = await this.present(school, children, () => null);
      schools.push({ school, childIds: children.map((child) => child.id), cards });
    }
    return schools;
  }

  /** The child's own page: of each class that the reader may see, and no key of another. */
  async detail(actor: Actor, seen: SeenChild): Promise<ChildDetail> {
    const { child, fields, withheld, openable, opening } = seen;
    const relation = actor.children.find((one) => one.childId === child.id)?.relation ?? null;
    const card = found((await this.present(child.schoolId, [child], () => relation))[0]);
    const manageFamily = mayManageFamily(actor, child);
    const decides = decidesFor(actor, child.id);
    const protects = mayManageBars(actor, child);
    const byVillage = seesFamilyByVillageAlone(actor, child, opening?.fields);
    const others = decides ? 'decides' : byVillage ? 'village' : 'other';
    const reader = manageFamily ? 'office' : protects ? 'protects' : others;
    return {
      ...card,
      birthDay: child.birthDay,
      comingMove: manageFamily ? await this.moves.coming(child) : null,
      withheld: [...withheld],
      ...(fields.includes('family') ? { family: await this.families.family(actor, child, reader) } : {}),
      ...(fields.includes('health') ? { health: await this.health.of(child) } : {}),
      ...(fields.includes('protection') ? { protection: await this.families.protection(child) } : {}),
      opening: opening && presentOpened(opening),
      abilities: {
        manageFamily,
        manageBars: protects,
        moveClassroom: mayMoveChild(actor, child),
        giveToVillage: mayGiveToVillage(actor, child),
        keepHealth: this.health.mayKeep(actor, seen),
        bindFaceToFace: manageFamily,
        invite: decides,
        unbind: manageFamily || decides,
        openFields: opening ? [] : [...openable],
      },
    };
  }

  /** Ids of the other children whom a child's page names: those of her households. */
  async alsoNamed({ id, schoolId }: Child, { family }: ChildDetail): Promise<number[]> {
    const tokens = (family?.households ?? []).flatMap(({ children }) => children.map(({ token }) => token));
    if (tokens.length === 0) return [];
    const named = await this.database.read.of(Child, schoolId).find({ where: { token: In(tokens) } });
    return named.flatMap((one) => (one.id === id ? [] : [one.id]));
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
}
