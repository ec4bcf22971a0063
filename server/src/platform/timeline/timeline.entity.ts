import { Entity, Index } from 'typeorm';
import { At, Code, Id, Json, Line, Ref, TokenColumn, Whole } from '../database/columns.js';
import { Encrypted } from '../database/encrypted-columns.js';
import type { SchoolId } from '../database/ids.js';

/**
 * Append-only history of every subject. Holds ids, codes and numbers only, so that it never has to be rewritten:
 * personal words are content rows of their own.
 */
@Entity('timeline_event')
@Index('timeline_event_subject', ['schoolId', 'subjectType', 'subjectId', 'seq'], { unique: true })
export class TimelineEvent {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code() subjectType!: string;
  @Ref() subjectId!: number;
  @Whole() seq!: number;
  @Code() name!: string;
  @Whole() version!: number;
  @Json() payload!: Record<string, unknown>;
  /** null: the system, or a sealed person (then `actorSeal`). */
  @Ref({ nullable: true }) actorId!: number | null;
  @TokenColumn({ nullable: true }) actorSeal!: string | null;
  @At() at!: Date;
}

/** Words of a person that belong to an event, encrypted whatever they say: nobody knows beforehand. Erasure empties the row and appends `erased`. */
@Entity('content')
@Index('content_subject', ['schoolId', 'subjectType', 'subjectId', 'seq'])
export class Content {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code() subjectType!: string;
  @Ref() subjectId!: number;
  /** Event that the words belong to. */
  @Whole() seq!: number;
  @Code() kind!: string;
  @Encrypted({ boundTo: ['schoolId', 'subjectType', 'subjectId', 'seq', 'kind'] }) body!: string;
  @At({ nullable: true }) erasedAt!: Date | null;
}

/** Who must not see a subject. Joined by every query of issues and cases. */
@Entity('exclusion')
@Index('exclusion_subject', ['schoolId', 'subjectType', 'subjectId', 'personId'], { unique: true })
@Index('exclusion_person', ['schoolId', 'personId'])
export class Exclusion {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code() subjectType!: string;
  @Ref() subjectId!: number;
  @Ref() personId!: number;
  @Code() reason!: string;
  @At() createdAt!: Date;
}

/** Chinese full-text index of our own: one row per two-character piece and subject. */
@Entity('search_gram')
@Index('search_gram_gram', ['schoolId', 'subjectType', 'gram', 'subjectId'], { unique: true })
@Index('search_gram_subject', ['schoolId', 'subjectType', 'subjectId'])
export class SearchGram {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code() subjectType!: string;
  @Ref() subjectId!: number;
  /** Hex of the code points: compared exactly, whatever the collation. */
  @TokenColumn({ length: 24 }) gram!: string;
}

/** Setting of one school; what is not stored has its default from the registry. */
@Entity('school_setting')
@Index('school_setting_key', ['schoolId', 'key'], { unique: true })
export class SchoolSetting {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code() key!: string;
  @Line(200) value!: string;
}
