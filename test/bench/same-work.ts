import { works } from './works.js';
import type { Work } from './works.js';

type Asked = Readonly<Record<string, readonly string[]>>;

/**
 * What ours writes in two steps and the floor in one: it knows who gets a report before it stores it, because it does
 * not have to look at the words for that.
 */
const inOneStep: Partial<Record<Work, string[]>> = { report: ['UPDATE issue'] };

/** What is done to which table: `SELECT issue`. */
const done = (sql: string): string => {
  const verb = /^\s*(\w+)/.exec(sql)?.[1] ?? '';
  const table = /\b(?:FROM|INTO|UPDATE)\s+`?(\w+)/i.exec(sql)?.[1] ?? '';
  return `${verb.toUpperCase()} ${table}`;
};

const tally = (statements: readonly string[] = []): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const sql of statements) counts.set(done(sql), (counts.get(done(sql)) ?? 0) + 1);
  return counts;
};

/**
 * Whether the floor is a floor: of every table it reads and writes what ours does, and nothing more often.
 * @throws Error with what the one does and the other does not
 */
export function requireSameWork(ours: Asked, floor: Asked): void {
  const wrong = works.flatMap((work) => {
    const [here, there] = [tally(ours[work]), tally(floor[work])];
    const missing = [...here.keys()].filter((one) => !there.has(one) && !inOneStep[work]?.includes(one));
    const tooMuch = [...there].filter(([one, times]) => times > (here.get(one) ?? 0)).map(([one]) => one);
    return [
      ...missing.map((one) => `${work}: the floor does no ${one}`),
      ...tooMuch.map((one) => `${work}: the floor does ${one} more often`),
    ];
  });
  if (wrong.length > 0) throw new Error(`The floor does not do the same:\n${wrong.join('\n')}`);
}
