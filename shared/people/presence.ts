import { z } from 'zod';
import { Day, lineOfText, Token } from '../platform/primitives.js';

/** Days on which somebody is away, both included; without `toDay` until further notice. */
export const AbsenceView = z
  .object({ token: Token, fromDay: Day, toDay: Day.nullable(), now: z.boolean() })
  .meta({ id: 'AbsenceView' });
export type AbsenceView = z.infer<typeof AbsenceView>;
/** Absences that have not passed yet, the next one first. */
export const AbsenceList = z.object({ items: z.array(AbsenceView) }).meta({ id: 'AbsenceList' });
export const EnterAbsence = z
  .strictObject({ fromDay: Day, toDay: Day.nullable().default(null) })
  .refine(({ fromDay, toDay }) => toDay === null || toDay >= fromDay, {
    message: '结束的日子要在开始以后',
    path: ['toDay'],
  })
  .meta({ id: 'EnterAbsence' });
export type EnterAbsence = z.input<typeof EnterAbsence>;

/** Part of a weekday (1 is Monday) in minutes since midnight, Asia/Shanghai; `toMinute` is not included. */
export const StaffHour = z
  .strictObject({
    weekday: z.int().min(1).max(7),
    fromMinute: z.int().min(0).max(1439),
    toMinute: z.int().min(1).max(1440),
  })
  .refine(({ fromMinute, toMinute }) => toMinute > fromMinute, {
    message: '下班要比上班晚',
    path: ['toMinute'],
  })
  .meta({ id: 'StaffHour' });
export type StaffHour = z.infer<typeof StaffHour>;
/** The hours that somebody keeps; an empty list: those of the school. */
export const StaffHourList = z
  .strictObject({ items: z.array(StaffHour).max(28, '一周最多 28 段') })
  .meta({ id: 'StaffHourList' });

/** What families call somebody besides her name. */
export const NicknameList = z
  .strictObject({ items: z.array(lineOfText(20)).max(8, '最多 8 个称呼') })
  .meta({ id: 'NicknameList' });
