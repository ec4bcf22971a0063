/** What is asked about the parents of a child. */
export interface AwayFacts {
  motherAway: boolean;
  fatherAway: boolean;
  /** Whole months since the last of them left home; 0 where nobody is away. */
  monthsAway: number;
  /** The parent who stayed is not able to look after the child (ill, disabled, in prison, unknown). */
  stayingParentUnable: boolean;
}

interface Definition {
  name: string;
  /** Increased whenever the words change: a finding says which it was made under. */
  version: number;
  words: string;
  holds(facts: AwayFacts, age: number): boolean;
}

const define = (definition: Definition): Definition => definition;

/**
 * 留守认定口径. Counties use different ones, and a number without its definition says nothing; so each finding names
 * the one that was used, and whether a child is left behind follows from it. Sources: State Council opinion of 2016 on
 * children left behind in villages; the older reading that one absent parent is enough (All-China Women's Federation).
 */
export const leftBehindDefinitions = {
  both_or_unable: define({
    name: '2016 年国务院口径',
    version: 1,
    words: '不满十六周岁，父母双方外出务工，或者一方外出、另一方没有监护能力。',
    holds: ({ motherAway, fatherAway, stayingParentUnable }, age) =>
      age < 16 && ((motherAway && fatherAway) || ((motherAway || fatherAway) && stayingParentUnable)),
  }),
  one_away: define({
    name: '一方外出口径',
    version: 1,
    words: '不满十八周岁，父母至少一方外出务工半年以上。',
    holds: ({ motherAway, fatherAway, monthsAway }, age) =>
      age < 18 && (motherAway || fatherAway) && monthsAway >= 6,
  }),
} as const;
export type LeftBehindDefinition = keyof typeof leftBehindDefinitions;

/** Whole years between two days (YYYY-MM-DD). */
export function ageOn(birthDay: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4));
  return day.slice(5) < birthDay.slice(5) ? years - 1 : years;
}

/** Whether a child is left behind under a definition. Without a birthday the child counts as young enough. */
export function isLeftBehind(
  definition: LeftBehindDefinition,
  facts: AwayFacts,
  birthDay: string | null,
  day: string,
): boolean {
  return leftBehindDefinitions[definition].holds(facts, birthDay === null ? 0 : ageOn(birthDay, day));
}
