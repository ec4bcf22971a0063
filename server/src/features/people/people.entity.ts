import { Entity, Index } from 'typeorm';
import type { PreferenceKey } from '#shared/people/preferences.js';
import type {
  EvidenceKind,
  GuardianshipRight,
  RegionRole,
  Relation,
  SchoolKind,
  StaffRole,
} from '#shared/people/vocabulary.js';
import {
  At,
  Code,
  DayColumn,
  Flag,
  Id,
  Line,
  Ref,
  TokenColumn,
  Whole,
} from '../../platform/database/columns.js';
import { Encrypted } from '../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** How the program behaves for a person, where it is not as the registry says. */
@Entity('person_preference')
@Index('person_preference_key', ['personId', 'key'], { unique: true })
export class PersonPreference {
  @Id() id!: number;
  @Ref() personId!: number;
  @Code() key!: PreferenceKey;
  @Flag() value!: boolean;
  @Ref() changedById!: number;
  @At() changedAt!: Date;
}

/** County and above; global, a school belongs to one. */
@Entity('region')
export class Region {
  @Id() id!: number;
  @Ref({ nullable: true }) parentId!: number | null;
  @TokenColumn() token!: string;
  @Line(60) name!: string;
}

/** The tenant itself. */
@Entity('school')
@Index('school_token', ['token'], { unique: true })
@Index('school_region', ['regionId'])
export class School {
  @Id() id!: number;
  @TokenColumn() token!: string;
  @Ref() regionId!: number;
  @Line(60) name!: string;
  @Code() kind!: SchoolKind;
  @At() createdAt!: Date;
}

/** Role above the school. Global: it spans schools. */
@Entity('region_role')
@Index('region_role_person', ['personId'])
export class RegionRoleRow {
  @Id() id!: number;
  @Ref() regionId!: number;
  @Ref() personId!: number;
  @Code() role!: RegionRole;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
  @Ref({ nullable: true }) givenById!: number | null;
  @At({ nullable: true }) givenAt!: Date | null;
  @Line(100, { nullable: true }) because!: string | null;
  @Ref({ nullable: true }) endedById!: number | null;
  @At({ nullable: true }) endedAt!: Date | null;
  @Line(100, { nullable: true }) endedBecause!: string | null;
}

@Entity('classroom')
@Index('classroom_token', ['token'], { unique: true })
@Index('classroom_school', ['schoolId', 'name'])
export class Classroom {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Line(30) name!: string;
  @Flag() active!: boolean;
}

/** A place of the school that a report can be about. */
@Entity('place')
@Index('place_token', ['token'], { unique: true })
@Index('place_name', ['schoolId', 'name'], { unique: true })
export class Place {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Line(30) name!: string;
  @Flag() active!: boolean;
}

@Entity('child')
@Index('child_token', ['token'], { unique: true })
@Index('child_school', ['schoolId', 'classroomId'])
export class Child {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Line(60) name!: string;
  @DayColumn({ nullable: true }) birthDay!: string | null;
  @Ref({ nullable: true }) classroomId!: number | null;
  /** The household that votes for this child (separated parents are two households). */
  @Ref({ nullable: true }) votingFamilyId!: number | null;
  @DayColumn() enrolledDay!: string;
  @DayColumn({ nullable: true }) leftDay!: string | null;
}

/** A dated household: siblings share one, separated parents are two. */
@Entity('family')
@Index('family_school', ['schoolId', 'id'])
export class Family {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
}

/** A person or a child in a household. */
@Entity('family_member')
@Index('family_member_family', ['schoolId', 'familyId'])
@Index('family_member_person', ['schoolId', 'personId'])
export class FamilyMember {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() familyId!: number;
  @Ref({ nullable: true }) personId!: number | null;
  @Ref({ nullable: true }) childId!: number | null;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
}

/** That a person is this child's mother, grandmother, … What she may do are rights of their own. */
@Entity('guardianship')
@Index('guardianship_child', ['schoolId', 'childId'])
@Index('guardianship_person', ['personId'])
export class Guardianship {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() childId!: number;
  @Ref() personId!: number;
  @Code() relation!: Relation;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
}

/** One of the four separate things of a guardianship, with its evidence and its end. */
@Entity('guardianship_right')
@Index('guardianship_right_of', ['schoolId', 'guardianshipId'])
export class GuardianshipRightRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() guardianshipId!: number;
  @Code() kind!: GuardianshipRight;
  @Code({ nullable: true }) evidenceKind!: EvidenceKind | null;
  /** Its words may quote a court. */
  @Encrypted({ nullable: true, boundTo: ['schoolId', 'guardianshipId', 'kind', 'fromDay'] })
  evidence!: string | null;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
}

/** A role that a member of staff holds, in the school or in one classroom. */
@Entity('staff_role')
@Index('staff_role_person', ['personId'])
@Index('staff_role_school', ['schoolId', 'role', 'classroomId'])
export class StaffRoleRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() personId!: number;
  @Code() role!: StaffRole;
  @Ref({ nullable: true }) classroomId!: number | null;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
  @Ref({ nullable: true }) givenById!: number | null;
  @At({ nullable: true }) givenAt!: Date | null;
  @Line(100, { nullable: true }) because!: string | null;
  @Ref({ nullable: true }) endedById!: number | null;
  @At({ nullable: true }) endedAt!: Date | null;
  @Line(100, { nullable: true }) endedBecause!: string | null;
}

/** That a person works (or worked) in a school: what the staff list pages over. */
@Entity('staff_member')
@Index('staff_member_person', ['schoolId', 'personId'], { unique: true })
@Index('staff_member_list', ['schoolId', 'active', 'id'])
export class StaffMemberRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() personId!: number;
  @Flag() active!: boolean;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
}

/** Days on which somebody is away; without `toDay` until further notice. */
@Entity('staff_absence')
@Index('staff_absence_token', ['token'], { unique: true })
@Index('staff_absence_person', ['schoolId', 'personId', 'fromDay'])
export class StaffAbsence {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() personId!: number;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
}

/** Hours that somebody keeps on a day of the week (1 is Monday), in minutes since midnight. None: the school's hours. */
@Entity('staff_hours')
@Index('staff_hours_person', ['schoolId', 'personId', 'weekday'])
export class StaffHours {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() personId!: number;
  @Whole() weekday!: number;
  @Whole() fromMinute!: number;
  @Whole() toMinute!: number;
}

/** What families call somebody besides her name: 豆豆老师, 老李. */
@Entity('staff_nickname')
@Index('staff_nickname_person', ['schoolId', 'personId', 'name'], { unique: true })
export class StaffNickname {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() personId!: number;
  @Line(20) name!: string;
}
