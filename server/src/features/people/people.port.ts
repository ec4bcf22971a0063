import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ClassroomView, PlaceView, SchoolView } from '#shared/people/contract.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { Person } from '../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { holdingOn } from './dated.js';
import {
  Child,
  Classroom,
  FamilyMember,
  Guardianship,
  Place,
  School,
  StaffMemberRow,
  StaffNickname,
} from './people.entity.js';
import type { StaffRoleRow } from './people.entity.js';
import { RolesToday } from './roles-today.js';

export interface PersonRef {
  id: number;
  token: string;
  name: string;
}

/** Names of the rows that a page of another feature refers to. */
export interface Names {
  people: Map<number, PersonRef>;
  classrooms: Map<number, ClassroomView>;
  places: Map<number, PlaceView>;
}

type Ids = readonly (number | null | undefined)[];
const distinct = (ids: Ids): number[] => [
  ...new Set(ids.filter((id): id is number => typeof id === 'number')),
];

/** What other features may ask about people, classrooms and places. */
@Injectable()
export class PeopleDirectory {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly roles: RolesToday,
  ) {}

  async school(id: SchoolId): Promise<SchoolView> {
    const { token, name, kind } = await this.database.read.global(School).findOneByOrFail({ id });
    return { token, name, kind };
  }

  async people(ids: Ids): Promise<Map<number, PersonRef>> {
    const wanted = distinct(ids);
    if (wanted.length === 0) return new Map();
    const people = await this.database.read.global(Person).findBy({ id: In(wanted) });
    return new Map(people.map(({ id, token, name }) => [id, { id, token, name }]));
  }

  async names(school: SchoolId, ids: { people: Ids; classrooms: Ids; places: Ids }): Promise<Names> {
    const [people, classrooms, places] = await Promise.all([
      this.people(ids.people),
      this.byId(Classroom, school, ids.classrooms),
      this.byId(Place, school, ids.places),
    ]);
    return { people, classrooms, places };
  }

  private async byId(
    entity: typeof Classroom | typeof Place,
    school: SchoolId,
    ids: Ids,
  ): Promise<Map<number, { token: string; name: string }>> {
    const wanted = distinct(ids);
    if (wanted.length === 0) return new Map();
    const rows = await this.database.read
      .of<Classroom | Place>(entity, school)
      .find({ where: { id: In(wanted) } });
    return new Map(rows.map(({ id, token, name }) => [id, { token, name }]));
  }

  async placeByToken(school: SchoolId, token: string): Promise<Place | null> {
    return this.database.read.of(Place, school).findOne({ token });
  }

  async classroomByToken(school: SchoolId, token: string): Promise<Classroom | null> {
    return this.database.read.of(Classroom, school).findOne({ token });
  }

  async childByToken(school: SchoolId, token: string): Promise<Child | null> {
    return this.database.read.of(Child, school).findOne({ token });
  }

  /** Token and name of children, by id. */
  async childNames(school: SchoolId, ids: Ids): Promise<Map<number, { token: string; name: string }>> {
    const wanted = distinct(ids);
    if (wanted.length === 0) return new Map();
    const rows = await this.database.read.of(Child, school).find({ where: { id: In(wanted) } });
    return new Map(rows.map(({ id, token, name }) => [id, { token, name }]));
  }

  async childById(school: SchoolId, id: number): Promise<Child | null> {
    return this.database.read.of(Child, school).findOne({ id });
  }

  /** The person behind a token, if she works at the school today. */
  async staffByToken(school: SchoolId, token: string): Promise<PersonRef | null> {
    const person = await this.database.read.global(Person).findOneBy({ token });
    return person && (await this.rolesOf(school, person.id)).length > 0 ? person : null;
  }

  /** Roles that a person holds at the school today. */
  async rolesOf(school: SchoolId, personId: number): Promise<StaffRole[]> {
    const rows = await this.roles.today(school);
    return rows.filter((row) => row.personId === personId).map((row) => row.role);
  }

  /** Who holds a role today, longest first; for a teacher's role of one classroom only those of that classroom. */
  async holders(school: SchoolId, role: StaffRole, classroomId: number | null): Promise<number[]> {
    const rows = (await this.roles.today(school))
      .filter((row) => row.role === role)
      .sort((a, b) => a.fromDay.localeCompare(b.fromDay) || a.id - b.id);
    const ofClassroom = rows.filter((row) => classroomId !== null && row.classroomId === classroomId);
    const ofSchool = rows.filter((row) => row.classroomId === null);
    return distinct([...ofClassroom, ...ofSchool].map((row) => row.personId));
  }

  /** Who teaches one of these classrooms today; null: any classroom at all. */
  async teachersOf(school: SchoolId, classroomIds: readonly number[] | null): Promise<number[]> {
    if (classroomIds?.length === 0) return [];
    const teaches = ({ role, classroomId }: StaffRoleRow) =>
      (role === 'class_teacher' || role === 'subject_teacher') &&
      classroomId !== null &&
      (classroomIds?.includes(classroomId) ?? true);
    const rows = await this.roles.today(school);
    return distinct(rows.filter(teaches).map((row) => row.personId));
  }

  /**
   * Ids of the households to which guardians belong today, by person. Who is bound to no child of the school belongs to
   * none, and has no entry.
   */
  async familiesOf(school: SchoolId, personIds: Ids): Promise<Map<number, number[]>> {
    const families = new Map<number, number[]>();
    const wanted = distinct(personIds);
    if (wanted.length === 0) return families;
    const today = dayOf(this.clock.now());
    const personId = In(wanted);
    const { read } = this.database;
    const [bound, rows] = await Promise.all([
      read.of(Guardianship, school).find({ where: holdingOn<Guardianship>(today, { personId }) }),
      read.of(FamilyMember, school).find({ where: holdingOn<FamilyMember>(today, { personId }) }),
    ]);
    const guardians = new Set(bound.map((row) => row.personId));
    for (const { personId, familyId } of rows) {
      if (personId === null || !guardians.has(personId)) continue;
      families.set(personId, [...(families.get(personId) ?? []), familyId]);
    }
    return families;
  }

  /** Names of children and staff, and what families call them: what must not be shown among the words of a text. */
  async namesKnownAt(school: SchoolId): Promise<string[]> {
    const children = await this.database.read.of(Child, school).find({ select: { name: true } });
    const staff = await this.database.read.of(StaffMemberRow, school).find({ select: { personId: true } });
    const people = await this.people(staff.map((row) => row.personId));
    const nicknames = await this.database.read.of(StaffNickname, school).find({ select: { name: true } });
    return [...children, ...people.values(), ...nicknames].map(({ name }) => name);
  }
}
