import type { Period } from '#shared/calendar/working-time.js';

export const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** `08:00` from minutes since midnight. */
export const clockOf = (minute: number): string =>
  `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;

/** Minutes since midnight of `8:00` or `08：00`; null for anything else. */
export function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2})[:：]([0-5]\d)$/.exec(text.trim()) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** "08:00–12:00，14:00–17:30"; 休息 for a day without hours. */
export function hoursWords(periods: readonly Period[]): string {
  if (periods.length === 0) return '休息';
  return periods.map(({ from, to }) => `${clockOf(from)}–${clockOf(to)}`).join('，');
}

/** Runs of weekdays with the same hours: "周一到周五". */
export function weekRuns(week: readonly (readonly Period[])[]): { days: string; hours: string }[] {
  const runs: { first: number; last: number; hours: string }[] = [];
  for (const [index, periods] of week.entries()) {
    const hours = hoursWords(periods);
    const run = runs.at(-1);
    if (run && run.hours === hours) run.last = index;
    else runs.push({ first: index, last: index, hours });
  }
  return runs.map(({ first, last, hours }) => ({
    days: first === last ? (weekdays[first] ?? '') : `${weekdays[first] ?? ''}到${weekdays[last] ?? ''}`,
    hours,
  }));
}

/** Minutes of the longest day: what the school calls a day of work. */
export function dayMinutes(week: readonly (readonly Period[])[]): number {
  const lengths = week.map((periods) => periods.reduce((sum, { from, to }) => sum + to - from, 0));
  return Math.max(0, ...lengths);
}

/** "2 小时", "30 分钟", "1 小时 30 分"; from a day on with the days beside it. */
export function durationWords(minutes: number, day: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const words = hours === 0 ? `${rest} 分钟` : rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分`;
  if (day === 0 || minutes < day) return words;
  const days = Math.round((minutes / day) * 10) / 10;
  return `${words}（${Number.isInteger(days) ? '' : '约 '}${days} 个工作日）`;
}
