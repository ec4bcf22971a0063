import type { CalendarDayView, CalendarView } from '#shared/calendar/contract.js';
import { calendarDayKinds } from '#shared/calendar/vocabulary.js';
import { schoolDay } from '#shared/calendar/working-time.js';

/** How a day looks in the month: in one word and one colour. */
export interface DayFace {
  day: string;
  date: number;
  tone: 'work' | 'half' | 'off' | 'free' | 'out';
  word: string;
  farming: boolean;
  /** What was written for it. */
  names: string;
}

const dayMs = 86_400_000;
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Today in Asia/Shanghai. */
export const today = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

/** `YYYY-MM` so many months from another. */
export function monthLater(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return text(Date.UTC(year, number - 1 + months, 1)).slice(0, 7);
}

/** The weeks of a month from Monday on; null where a day is another month's. */
export function weeksOf(month: string, calendar: CalendarView): (DayFace | null)[][] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = Date.UTC(year, number - 1, 1);
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const lead = (new Date(first).getUTCDay() + 6) % 7;
  const cells: (DayFace | null)[] = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length }, (_, index) => faceOf(text(first + index * dayMs), calendar)),
  ];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function faceOf(day: string, calendar: CalendarView): DayFace {
  const { kind, farming, inTerm, hours } = schoolDay(calendar, day);
  const names = calendar.days.filter((one) => isOn(one, day)).map(({ name }) => name);
  const face = {
    day,
    date: Number(day.slice(8)),
    farming: farming && hours.length > 0,
    names: names.join('、'),
  };
  if (!inTerm) return { ...face, tone: 'out', word: '学期外' };
  if (kind === 'holiday') return { ...face, tone: 'off', word: calendarDayKinds.holiday };
  if (hours.length === 0) return { ...face, tone: 'free', word: '休息' };
  if (kind === 'half_day') return { ...face, tone: 'half', word: calendarDayKinds.half_day };
  return { ...face, tone: 'work', word: kind === 'make_up' ? '调休' : '上课' };
}

const isOn = ({ fromDay, toDay }: CalendarDayView, day: string): boolean => fromDay <= day && day <= toDay;

/** "2026年10月" */
export function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月`;
}
