import { pictures } from '#shared/session/pictures.js';
import type { PictureName } from '#shared/session/pictures.js';

const all = Object.keys(pictures) as PictureName[];
const isPicture = (name: string | null): name is PictureName => name !== null && name in pictures;

interface Pictured {
  id: number;
  /** What she picked; null: nothing yet. */
  picture: string | null;
}

/**
 * The drawing of everybody on one phone. Who picked none is given one that nobody else there has, always the same one
 * as long as nobody picks it; only where there are more people than drawings do two have the same.
 *
 * @param people in the order in which they came to the phone
 */
export function picturesOn(people: readonly Pictured[]): Map<number, PictureName> {
  const given = new Map<number, PictureName>();
  for (const { id, picture } of people) if (isPicture(picture)) given.set(id, picture);
  for (const { id } of people) {
    if (given.has(id)) continue;
    const taken = new Set(given.values());
    const from = id % all.length;
    const turned = [...all.slice(from), ...all.slice(0, from)];
    given.set(id, turned.find((name) => !taken.has(name)) ?? turned[0] ?? 'sun');
  }
  return given;
}
