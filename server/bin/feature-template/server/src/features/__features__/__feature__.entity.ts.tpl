import { Entity, Index } from 'typeorm';
import { At, Id, Line, Ref, TokenColumn } from '../../platform/database/columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

@Entity('__feature_table__')
@Index('__feature_table___token', ['token'], { unique: true })
@Index('__feature_table___school', ['schoolId', 'id'])
export class __Feature__ {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Line(60) title!: string;
  @Ref() createdById!: number;
  @At() createdAt!: Date;
}
