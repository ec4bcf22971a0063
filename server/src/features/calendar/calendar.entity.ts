import { Entity, Index } from 'typeorm';
import type { CalendarDayKind } from '#shared/calendar/vocabulary.js';
import type { Period } from '#shared/calendar/working-time.js';
import { Code, DayColumn, Id, Json, Line, Ref, TokenColumn, Whole } from '../../platform/database/columns.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** Working periods of one day of the week; 1 is Monday. A day without a row keeps the hours every school begins with. */
@Entity('school_week')
@Index('school_week_day', ['schoolId', 'weekday'], { unique: true })
export class SchoolWeekday {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @Whole() weekday!: number;
  @Json() periods!: Period[];
}

@Entity('school_term')
@Index('school_term_token', ['token'], { unique: true })
@Index('school_term_days', ['schoolId', 'fromDay'])
export class SchoolTerm {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Line(30) name!: string;
  @DayColumn() fromDay!: string;
  @DayColumn() toDay!: string;
}

/** Holiday, half-day, make-up day or farming weeks. */
@Entity('calendar_day')
@Index('calendar_day_token', ['token'], { unique: true })
@Index('calendar_day_days', ['schoolId', 'fromDay'])
export class CalendarDay {
  @Id() id!: number;
  @Ref() schoolId!: SchoolId;
  @TokenColumn() token!: string;
  @Code() kind!: CalendarDayKind;
  @Line(30) name!: string;
  @DayColumn() fromDay!: string;
  @DayColumn() toDay!: string;
}
