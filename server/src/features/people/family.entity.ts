import { Entity, Index } from 'typeorm';
import type { AwayFacts, LeftBehindDefinition } from '#shared/people/left-behind.js';
import type { EvidenceKind } from '#shared/people/vocabulary.js';
import {
  At,
  Code,
  DayColumn,
  Flag,
  Id,
  Json,
  Ref,
  TokenColumn,
  Whole,
} from '../../platform/database/columns.js';
import { Encrypted } from '../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** That nothing of a child may reach an adult, by any channel. Lifting it is recorded; the order itself stays. */
@Entity('bar_order')
@Index('bar_order_token', ['token'], { unique: true })
@Index('bar_order_child', ['schoolId', 'childId'])
@Index('bar_order_person', ['personId'])
export class BarOrder {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() childId!: number;
  @Ref() personId!: number;
  @Code() evidenceKind!: EvidenceKind;
  @Encrypted({ boundTo: ['schoolId', 'token'] }) evidence!: string;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
  @Ref() placedById!: number;
  @At() placedAt!: Date;
  @Ref({ nullable: true }) liftedById!: number | null;
  @At({ nullable: true }) liftedAt!: Date | null;
  @Encrypted({ nullable: true, boundTo: ['schoolId', 'token'] }) liftedBecause!: string | null;
}

/** 委托照护: parents who work away entrust their child to a capable adult, and tell school and village in writing. */
@Entity('entrusted_care')
@Index('entrusted_care_child', ['schoolId', 'childId'])
export class EntrustedCare {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() childId!: number;
  @Ref() entrustedById!: number;
  @Ref() carerId!: number;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
  /** The day on which the school, and the village, had it in writing; null: not yet. */
  @DayColumn({ nullable: true }) toldSchoolOn!: string | null;
  @DayColumn({ nullable: true }) toldVillageOn!: string | null;
  @Ref() recordedById!: number;
  @At() recordedAt!: Date;
}

/** That a school has given a child to a 儿童主任, who visits her at home. */
@Entity('given_to_village')
@Index('given_to_village_child', ['schoolId', 'childId'])
@Index('given_to_village_person', ['personId'])
export class GivenToVillage {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() childId!: number;
  @Ref() personId!: number;
  @DayColumn() fromDay!: string;
  @DayColumn({ nullable: true }) toDay!: string | null;
  @Ref() givenById!: number;
  @At() givenAt!: Date;
  @Ref({ nullable: true }) endedById!: number | null;
  @At({ nullable: true }) endedAt!: Date | null;
}

/** What was found about a child under one definition, by whom and when. A new look is a new row. */
@Entity('left_behind_finding')
@Index('left_behind_finding_child', ['schoolId', 'childId', 'id'])
export class LeftBehindFinding {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() childId!: number;
  @Code() definition!: LeftBehindDefinition;
  /** Version of the definition's text that was read. */
  @Whole() version!: number;
  @Json() facts!: AwayFacts;
  /** Follows from definition and facts; kept because the counts ask for it. */
  @Flag() leftBehind!: boolean;
  @Ref() decidedById!: number;
  @DayColumn() decidedOn!: string;
  @DayColumn() reviewOn!: string;
}
