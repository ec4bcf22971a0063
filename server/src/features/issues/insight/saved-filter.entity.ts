import { Entity, Index } from 'typeorm';
import { Id, Json, Line, Ref, TokenColumn } from '../../../platform/database/columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** A view of the board that somebody looks at often; hers alone. */
@Entity('saved_filter')
@Index('saved_filter_token', ['token'], { unique: true })
@Index('saved_filter_person', ['schoolId', 'personId', 'id'])
export class SavedFilter {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Ref() personId!: number;
  @Line(20) name!: string;
  @Json() query!: Record<string, string>;
}
