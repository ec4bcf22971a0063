import { Entity, Index } from 'typeorm';
import type { ServicePicture } from '#shared/evaluations/vocabulary.js';
import {
  At,
  Code,
  Flag,
  Id,
  Json,
  Line,
  Ref,
  Text,
  TokenColumn,
  Whole,
  withoutOrder,
} from '../../platform/database/columns.js';
import { Ciphered, Encrypted } from '../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** One thing about a service that stars are given to. Retired ones stay, so that old figures keep their names. */
export interface Dimension {
  key: string;
  name: string;
  active: boolean;
}

/** How often each number of stars was given, one to five, by key of the dimension. */
export type Tallies = Record<string, number[]>;

/** What a school lets be evaluated: a service, never a person. */
@Entity('evaluated_service')
@Index('evaluated_service_token', ['token'], { unique: true })
@Index('evaluated_service_list', ['schoolId', 'position', 'id'])
export class EvaluatedService {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Line(12) name!: string;
  @Code() picture!: ServicePicture;
  @Json() dimensions!: Dimension[];
  /** Counts up when the dimensions change: answers to the old ones are not counted with those to the new ones. */
  @Whole() form!: number;
  @Ref({ nullable: true }) categoryId!: number | null;
  @Json() placeIds!: number[];
  @Flag() active!: boolean;
  @Whole() position!: number;
}

/**
 * The answers to a service that have not been counted yet, as one encrypted value without order, time and number: who
 * holds the database reads nothing from it, and who compares two copies learns only that something was added.
 */
@Entity('evaluation_box')
@Index('evaluation_box_service', ['schoolId', 'serviceId'], { unique: true })
export class EvaluationBox {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() serviceId!: number;
  @Ciphered('evaluation-box') content!: string;
}

/**
 * That a family has answered about a service in a month, as a keyed hash of the three. Without an id: rows lie in the
 * order of their hashes.
 */
@Entity('evaluation_mark', withoutOrder)
@Index('evaluation_mark_month', ['schoolId', 'month'])
export class EvaluationMark {
  @TokenColumn({ primary: true }) mark!: string;
  @Ref() schoolId!: SchoolId;
  @Code({ length: 7 }) month!: string;
  /** Keyed hash of the id that the phone made, so that a repeat is told from a second answer. */
  @TokenColumn() receipt!: string;
}

/** What was counted of a service in a month, and at a place where all of a batch came from there. Sums of batches. */
@Entity('evaluation_tally')
@Index('evaluation_tally_of', ['schoolId', 'serviceId', 'month'])
export class EvaluationTally {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() serviceId!: number;
  @Code({ length: 7 }) month!: string;
  @Ref({ nullable: true }) placeId!: number | null;
  @Whole() count!: number;
  @Json() tallies!: Tallies;
}

/** Words that were taken out of a box together with others, shuffled. */
@Entity('evaluation_words')
@Index('evaluation_words_of', ['schoolId', 'serviceId', 'month'])
export class EvaluationWords {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() serviceId!: number;
  @Code({ length: 7 }) month!: string;
  /** Encrypted: among praise and blame may stand what happened to a child. */
  @Encrypted({ boundTo: ['schoolId', 'serviceId', 'month'] }) body!: string;
}

/** What the school tells its families about a month, with the figures that stood there. */
@Entity('evaluation_note')
@Index('evaluation_note_month', ['schoolId', 'month'], { unique: true })
export class EvaluationNoteRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code({ length: 7 }) month!: string;
  @Text() said!: string;
  @Text() done!: string;
  @Json() services!: { name: string; picture: ServicePicture; count: number; mean: number }[];
  @Ref() publishedById!: number;
  @At() publishedAt!: Date;
}
