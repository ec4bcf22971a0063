import { Entity, Index } from 'typeorm';
import type { Contradiction } from '#shared/people/integrity.js';
import { At, Code, Id, Ref, TokenColumn } from '../../../platform/database/columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** A contradiction that the nightly look found, from the first night on until it is gone. */
@Entity('integrity_finding')
@Index('integrity_finding_token', ['token'], { unique: true })
@Index('integrity_finding_list', ['schoolId', 'goneAt', 'id'])
export class IntegrityFinding {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Code() kind!: Contradiction;
  @Ref({ nullable: true }) childId!: number | null;
  @Ref({ nullable: true }) personId!: number | null;
  @Ref({ nullable: true }) familyId!: number | null;
  @At() firstSeenAt!: Date;
  @At() lastSeenAt!: Date;
  @At({ nullable: true }) goneAt!: Date | null;
}
