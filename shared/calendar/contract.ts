import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { Day, lineOfText, Token } from '../platform/primitives.js';
import { calendarDayKinds, calendarLimits } from './vocabulary.js';

const wholeDay = 24 * 60;
const minute = z.int().min(0, '时间不对').max(wholeDay, '时间不对');

/** Working hours in minutes since midnight. */
export const PeriodView = z.object({ from: minute, to: minute }).meta({ id: 'PeriodView' });

const periods = z
  .array(z.strictObject({ from: minute, to: minute }))
  .max(calendarLimits.periodsPerDay, `一天最多 ${calendarLimits.periodsPerDay} 段`)
  .refine((all) => all.every(({ from, to }) => from < to), '结束要比开始晚')
  .refine(
    (all) => all.every(({ from }, index) => index === 0 || from >= (all[index - 1]?.to ?? 0)),
    '几段时间要从早到晚写，不能重叠',
  );

/** Hours from Monday to Sunday; a day without periods is closed. */
export const WriteWeek = z
  .strictObject({ week: z.array(periods).length(7, '要写满一个星期') })
  .meta({ id: 'WriteWeek' });
export type WriteWeek = z.infer<typeof WriteWeek>;

/** Days within living memory, so that no slip of the finger closes a school for a century. */
const day = Day.refine((value) => value >= '2000-01-01' && value <= '2099-12-31', '日期不对');

export const WriteTerm = z
  .strictObject({ name: lineOfText(30), fromDay: day, toDay: day })
  .meta({ id: 'WriteTerm' });
export type WriteTerm = z.infer<typeof WriteTerm>;
export const ChangeTerm = WriteTerm.partial().meta({ id: 'ChangeTerm' });
export const TermView = z
  .object({ token: Token, name: z.string(), fromDay: Day, toDay: Day })
  .meta({ id: 'TermView' });
export type TermView = z.infer<typeof TermView>;

export const CalendarDayKindName = z.enum(keysOf(calendarDayKinds)).meta({ id: 'CalendarDayKindName' });
export const WriteCalendarDay = z
  .strictObject({ kind: CalendarDayKindName, name: lineOfText(30), fromDay: day, toDay: day })
  .meta({ id: 'WriteCalendarDay' });
export type WriteCalendarDay = z.infer<typeof WriteCalendarDay>;
export const ChangeCalendarDay = WriteCalendarDay.partial().meta({ id: 'ChangeCalendarDay' });
export const CalendarDayView = TermView.extend({ kind: CalendarDayKindName }).meta({ id: 'CalendarDayView' });
export type CalendarDayView = z.infer<typeof CalendarDayView>;

/** When a school works. */
export const CalendarView = z
  .object({
    /** Monday to Sunday. */
    week: z.array(z.array(PeriodView)),
    /** By their first day. None: the school works all year. */
    terms: z.array(TermView),
    /** In the order in which they were written; of several on one day the later one decides. */
    days: z.array(CalendarDayView),
  })
  .meta({ id: 'CalendarView' });
export type CalendarView = z.infer<typeof CalendarView>;
