import { Entity, Index } from 'typeorm';
import { At, Code, Id, Ref, TokenColumn, Whole } from '../database/columns.js';
import type { SchoolId } from '../database/ids.js';

/** A stored photo or recording (then `width` and `height` are 0). The bytes are in the media store under `storageKey`; the row never holds a file name of the phone. */
@Entity('media')
@Index('media_token', ['token'], { unique: true })
@Index('media_client', ['clientId', 'ownerHash'], { unique: true })
@Index('media_subject', ['schoolId', 'subjectType', 'subjectId', 'seq'])
export class Media {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @TokenColumn() clientId!: string;
  /** Keyed hash of owner and client id: proves "mine" without naming a sealed reporter. */
  @TokenColumn() ownerHash!: string;
  /** Set when the photo is attached to a subject; what is never attached is swept away. */
  @Code({ nullable: true }) subjectType!: string | null;
  @Ref({ nullable: true }) subjectId!: number | null;
  @Whole({ nullable: true }) seq!: number | null;
  @Code() mime!: string;
  @Whole() bytes!: number;
  @Whole() width!: number;
  @Whole() height!: number;
  /** Length of a recording; null for a photo. */
  @Whole({ nullable: true }) seconds!: number | null;
  /** SHA-256 of the bytes as they arrived: what was sent is what was stored. */
  @TokenColumn() sourceSha256!: string;
  @TokenColumn() storageKey!: string;
  @At() createdAt!: Date;
}
