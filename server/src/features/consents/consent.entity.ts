import { Entity, Index } from 'typeorm';
import type { ChildPurposeName, ConsentChannel } from '#shared/consents/child-purposes.js';
import type { ConsentDecision, ConsentLine, PersonalPurpose } from '#shared/consents/purposes.js';
import { At, Code, Flag, Id, Json, Line, Ref, Whole } from '../../platform/database/columns.js';
import { Encrypted } from '../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** One decision of a person about herself. Rows are only ever added: the last one counts, the others are the history. */
@Entity('person_consent')
@Index('person_consent_purpose', ['personId', 'purpose', 'id'])
export class PersonConsent {
  @Id() id!: number;
  @Ref() personId!: number;
  @Code() purpose!: PersonalPurpose;
  /** Version of the words that she was told. */
  @Whole() textVersion!: number;
  @Code() decision!: ConsentDecision;
  /** Who entered it: herself, or who talked with her. */
  @Ref() recordedById!: number;
  @At() at!: Date;
}

/** One decision of a guardian for a child. Rows are only ever added: the last one of each guardian counts. */
@Entity('child_consent')
@Index('child_consent_child', ['schoolId', 'childId', 'id'])
export class ChildConsent {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Ref() childId!: number;
  @Code() purpose!: ChildPurposeName;
  /** Version of the words that she was told. */
  @Whole() textVersion!: number;
  @Ref() guardianId!: number;
  @Code() decision!: ConsentDecision;
  @Code() channel!: ConsentChannel;
  /** Who entered it: herself, or who talked with her and is the witness. */
  @Ref() recordedById!: number;
  @Encrypted({ nullable: true, boundTo: ['schoolId', 'childId', 'guardianId', 'purpose', 'textVersion'] })
  note!: string | null;
  @At() at!: Date;
}

/** Words of a purpose that a school has published; those it began with are in the program. */
@Entity('consent_text')
@Index('consent_text_version', ['schoolId', 'purpose', 'version'], { unique: true })
export class ConsentTextRow {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Code() purpose!: ChildPurposeName;
  @Whole() version!: number;
  @Json() lines!: ConsentLine[];
  @Line(60) yesWords!: string;
  @Line(60) noWords!: string;
  @Flag() asksAgain!: boolean;
  @Ref() publishedById!: number;
  @At() publishedAt!: Date;
}
