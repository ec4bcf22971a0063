const zone = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function read(instant: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** "11月20日 07:52" in Asia/Shanghai; with the year when it is not this year's. `iso`: UTC instant. */
export function when(iso: string): string {
  const at = read(new Date(iso));
  const year = at.year === read(new Date()).year ? '' : `${at.year}年`;
  return `${year}${at.month}月${at.day}日 ${at.hour}:${at.minute}`;
}

/** "2026年9月1日" from a calendar day. `day`: YYYY-MM-DD. */
export function onDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** Today as a calendar day in Asia/Shanghai, YYYY-MM-DD. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());

/** "2026年9月1日起，到2027年7月1日"; without a last day only the first part. */
export const onSpan = ({ fromDay, toDay }: { fromDay: string; toDay: string | null }): string =>
  `${onDay(fromDay)}起${toDay === null ? '' : `，到${onDay(toDay)}`}`;
