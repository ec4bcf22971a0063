const steps: readonly (readonly [from: string, to: string])[] = [
  ['托', '小'],
  ['小', '中'],
  ['中', '大'],
  ['一年级', '二年级'],
  ['二年级', '三年级'],
  ['三年级', '四年级'],
  ['四年级', '五年级'],
  ['五年级', '六年级'],
];
const lastYear = /^(大|六年级)/;

/** Whether a classroom finishes with this year, as a proposal. */
export const finishes = (name: string): boolean => lastYear.test(name);

/**
 * What a classroom is called a year later, as a proposal: 小二班 → 中二班, 三年级1班 → 四年级1班. Who finishes keeps the
 * name with the year behind it, so that the next ones can have it. Other names stay.
 * @param year of the calendar, e.g. 2026
 */
export function nameAfterYear(name: string, year: number): string {
  if (/届）$/.test(name)) return name;
  if (lastYear.test(name)) return `${name}（${year}届）`;
  const step = steps.find(([from]) => name.startsWith(from));
  return step ? `${step[1]}${name.slice(step[0].length)}` : name;
}
