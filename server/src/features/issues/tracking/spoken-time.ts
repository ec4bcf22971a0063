import { dayOf, hourOf } from '../../../platform/clock/clock.js';

const shanghaiMinute = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', minute: '2-digit' });
const near = new Map([
  [-2, '前天'],
  [-1, '昨天'],
  [0, '今天'],
  [1, '明天'],
  [2, '后天'],
]);
const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const;

/** Number of a calendar day (YYYY-MM-DD), for differences. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
/** 0 is Monday; the first of January 1970 was a Thursday. */
const weekdayOf = (number: number): number => (number + 3) % 7;

/**
 * A day as people in Shanghai say it: 今天, 后天; a later one with its weekday (这个星期五, 下星期一), any other by its date.
 */
export function spokenDay(instant: Date, now: Date): string {
  const [day, today] = [dayOf(instant), dayOf(now)];
  const [number, from] = [dayNumber(day), dayNumber(today)];
  const close = near.get(number - from);
  if (close !== undefined) return close;
  const weeks = Math.floor((number - weekdayOf(number) - (from - weekdayOf(from))) / 7);
  const weekday = weekdays[weekdayOf(number)] ?? '';
  if (number > from && weeks === 0) return `这个星期${weekday}`;
  if (number > from && weeks === 1) return `下星期${weekday}`;
  const [year = '', month = '', date = ''] = day.split('-');
  const named = `${Number(month)} 月 ${Number(date)} 日`;
  return year === today.slice(0, 4) ? named : `${year} 年 ${named}`;
}

/** The time of day as people say it: 下午 4 点, 上午 10 点半. */
export function spokenTime(instant: Date): string {
  const hour = hourOf(instant);
  const minute = Number(shanghaiMinute.format(instant));
  const past = minute === 0 ? '' : minute === 30 ? '半' : minute < 10 ? `零 ${minute} 分` : ` ${minute} 分`;
  return `${partOfDay(hour)} ${hour % 12 === 0 ? 12 : hour % 12} 点${past}`;
}

/** e.g. 明天下午 4 点. */
export function spokenInstant(instant: Date, now: Date): string {
  return `${spokenDay(instant, now)}${spokenTime(instant)}`;
}

function partOfDay(hour: number): string {
  if (hour < 5) return '夜里';
  if (hour < 8) return '早上';
  if (hour < 12) return '上午';
  if (hour < 13) return '中午';
  return hour < 18 ? '下午' : '晚上';
}
