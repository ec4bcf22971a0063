import { Entity, Index } from 'typeorm';
import { At, Id, Ref, TokenColumn } from '../../platform/database/columns.js';
import { Encrypted } from '../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/**
 * Under which number a school reaches somebody. Encrypted; found again by its blind index. The index stands behind the
 * wall of the school, as every question does: nobody who holds the database can tell that two schools know one number.
 */
@Entity('person_phone')
@Index('person_phone_token', ['token'], { unique: true })
@Index('person_phone_person', ['schoolId', 'personId'], { unique: true })
@Index('person_phone_number', ['schoolId', 'numberIndex'])
export class PersonPhone {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() personId!: number;
  /** As `normalPhone` writes it. */
  @Encrypted({
    boundTo: ['schoolId', 'token'],
    index: { property: 'numberIndex', scope: ['schoolId'] },
  })
  number!: string;
  @TokenColumn() numberIndex!: string;
  @Ref() recordedById!: number;
  @At() recordedAt!: Date;
}

/** The identity number of a child. Its blind index finds two children under one number. */
@Entity('child_identity')
@Index('child_identity_token', ['token'], { unique: true })
@Index('child_identity_child', ['schoolId', 'childId'], { unique: true })
@Index('child_identity_number', ['schoolId', 'numberIndex'])
export class ChildIdentity {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() childId!: number;
  /** As `normalIdentity` writes it. */
  @Encrypted({
    boundTo: ['schoolId', 'token'],
    index: { property: 'numberIndex', scope: ['schoolId'] },
  })
  number!: string;
  @TokenColumn() numberIndex!: string;
  @Ref() recordedById!: number;
  @At() recordedAt!: Date;
}

/** Where a household lives. Nobody looks for it, so nothing tells that two are the same. */
@Entity('household_address')
@Index('household_address_token', ['token'], { unique: true })
@Index('household_address_family', ['schoolId', 'familyId'], { unique: true })
export class HouseholdAddress {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() familyId!: number;
  @Encrypted({ boundTo: ['schoolId', 'token'] }) address!: string;
  @Ref() recordedById!: number;
  @At() recordedAt!: Date;
}

/** What must be known of a child's health: one row each, written over. Nobody looks for it by its words. */
@Entity('child_health')
@Index('child_health_token', ['token'], { unique: true })
@Index('child_health_child', ['schoolId', 'childId'], { unique: true })
export class ChildHealthRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() childId!: number;
  @Encrypted({ boundTo: ['schoolId', 'token'] }) words!: string;
  @Ref() recordedById!: number;
  @At() recordedAt!: Date;
}
