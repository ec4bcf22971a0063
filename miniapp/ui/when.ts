// Dates as people say them, in Asia/Shanghai. By hand, because WeChat's logic layer has no dependable Intl.

const shanghai = 8 * 3600_000;
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: (typeof weekdays)[number];
  /** Days since 1970 in Shanghai. */
  dayNumber: number;
}

function local(at: number): LocalTime {
  const date = new Date(at + shanghai);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    weekday: weekdays[date.getUTCDay()] ?? '周日',
    dayNumber: Math.floor((at + shanghai) / 86_400_000),
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `今天 07:52`, `昨天 10:15`, `11月20日 07:52`, last year's with the year. Both in ms since 1970. */
export function sayWhen(at: number, now: number): string {
  const then = local(at);
  const today = local(now);
  const time = `${two(then.hour)}:${two(then.minute)}`;
  const days = today.dayNumber - then.dayNumber;
  if (days === 0) return `今天 ${time}`;
  if (days === 1) return `昨天 ${time}`;
  if (days === -1) return `明天 ${time}`;
  const day = `${then.month}月${then.day}日`;
  return then.year === today.year ? `${day} ${time}` : `${then.year}年${day} ${time}`;
}

/** `11月22日 周日`. */
export function sayDay(now: number): string {
  const today = local(now);
  return `${today.month}月${today.day}日 ${today.weekday}`;
}

/** A greeting that fits the hour. */
export function greeting(now: number): string {
  const { hour } = local(now);
  if (hour < 5) return '夜深了';
  if (hour < 11) return '早上好';
  if (hour < 13) return '中午好';
  if (hour < 18) return '下午好';
  return '晚上好';
}
