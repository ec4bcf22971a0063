import { Entity, Index } from 'typeorm';
import type { OpeningVerdict } from '#shared/people/break-glass.js';
import { At, Code, Id, Line, Ref, TokenColumn } from '../../../platform/database/columns.js';
import { Encrypted } from '../../../platform/database/encrypted-columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** Classes of one child's fields, opened to one person for a reason and a while. The row stays as it was written. */
@Entity('break_glass')
@Index('break_glass_token', ['token'], { unique: true })
@Index('break_glass_reader', ['schoolId', 'openedById', 'childId'])
@Index('break_glass_review', ['schoolId', 'reviewedAt', 'id'])
@Index('break_glass_office', ['officeRegionId', 'id'])
export class BreakGlass {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() childId!: number;
  @Ref() openedById!: number;
  /** Classes of fields, e.g. `family protection`. */
  @Line(60) fields!: string;
  @Encrypted({ boundTo: ['schoolId', 'token'] }) reason!: string;
  @At() openedAt!: Date;
  /** From then on it is shut, whether a timer rings or not. */
  @At() until!: Date;
  @At({ nullable: true }) closedAt!: Date | null;
  @Ref({ nullable: true }) closedById!: number | null;
  @At({ nullable: true }) escalatedAt!: Date | null;
  /** The region whose office was told that nobody had looked at it. */
  @Ref({ nullable: true }) officeRegionId!: number | null;
  @At({ nullable: true }) reviewedAt!: Date | null;
  @Ref({ nullable: true }) reviewedById!: number | null;
  @Code({ nullable: true }) verdict!: OpeningVerdict | null;
  @Encrypted({ nullable: true, boundTo: ['schoolId', 'token'] }) note!: string | null;
}
