import { foldNames, partsOf } from './name-characters.js';
import type { KnownStaff, NamedStaff } from './known-staff.js';
import { OFFICE_AT_END } from './name-words.js';
import { WordBounds } from './word-bounds.js';

/** A member of staff with her name taken apart. `name` is empty where only a surname with an office is on record. */
export interface Bearer extends KnownStaff {
  name: string;
  surname: string;
  given: string;
}

/** What has been found in one text so far. */
export class NameHits {
  readonly bounds: WordBounds;
  readonly bearers: readonly Bearer[];
  private readonly named = new Set<number>();
  private readonly groups: number[][] = [];
  /** Stretches that are somebody's full name: what stands inside them is no shorter name. */
  private readonly taken: { start: number; end: number }[] = [];

  constructor(
    readonly text: string,
    staff: readonly KnownStaff[],
  ) {
    this.bounds = new WordBounds(text);
    this.bearers = staff.map(bearerOf);
  }

  /** Somebody is meant: for certain if `sure` and nobody else can be. */
  add(who: readonly Bearer[], sure: boolean): void {
    const ids = [...new Set(who.map((one) => one.personId))];
    if (ids.length === 1 && sure) this.named.add(ids[0] as number);
    else if (ids.length > 0) this.groups.push(ids.sort((a, b) => a - b));
  }

  take(start: number, end: number): void {
    this.taken.push({ start, end });
  }

  /** Whether this stretch lies in a full name that was found already. */
  isTaken(start: number, end: number): boolean {
    return this.taken.some((one) => one.start <= start && end <= one.end);
  }

  result(): NamedStaff {
    const open = this.groups.filter((group) => group.some((id) => !this.named.has(id)));
    const distinct = new Map(open.map((group) => [group.join(), group]));
    return { named: this.named, surname: [...distinct.values()] };
  }
}

function bearerOf(staff: KnownStaff): Bearer {
  const whole = foldNames(staff.name).replace(/\s/g, '');
  const name = whole.replace(OFFICE_AT_END, '');
  return { ...staff, name, ...partsOf(name), nicknames: staff.nicknames.map(foldNames) };
}

/** Bearers by something that they share, e.g. the surname. */
export function groupedBy(bearers: readonly Bearer[], key: (one: Bearer) => string): Map<string, Bearer[]> {
  const groups = new Map<string, Bearer[]>();
  for (const bearer of bearers) {
    const shared = key(bearer);
    if (shared !== '') groups.set(shared, [...(groups.get(shared) ?? []), bearer]);
  }
  return groups;
}

/** A text as a piece of a regular expression. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
