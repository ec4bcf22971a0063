import { Entity, Index } from 'typeorm';
import { DayColumn, Id, Ref } from '../../../platform/database/columns.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** Up to which day a school has heard of what begins and ends by its date; one row each. */
@Entity('day_heard')
@Index('day_heard_school', ['schoolId'], { unique: true })
export class DayHeard {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @DayColumn() day!: string;
}
