import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/database.js';
import type { SchoolId } from '../database/ids.js';
import { SearchGram } from '../timeline/timeline.entity.js';

/** Distinct pieces indexed per subject; what is longer is found by its beginning. */
const maxGrams = 600;

/**
 * The pieces of a text that it can be found by: every two neighbouring characters of a run of letters, digits or
 * Chinese characters, and single characters of runs of one. Needs no dictionary, so names and dialect are found too.
 */
export function gramsOf(text: string): string[] {
  const runs =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const grams = new Set<string>();
  for (const run of runs) {
    const letters = [...run];
    if (letters.length === 1) grams.add(run);
    for (let i = 0; i + 1 < letters.length && grams.size < maxGrams; i++)
      grams.add(`${letters[i]}${letters[i + 1]}`);
  }
  return [...grams];
}

const hex = (gram: string): string =>
  [...gram].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('.');

/** What a text is stored under: its pieces, and each Chinese character alone, so that one can be looked for. */
export const indexedGrams = (text: string): string[] => {
  const letters = text.normalize('NFKC').match(/\p{Script=Han}/gu) ?? [];
  return [...new Set([...gramsOf(text), ...letters.slice(0, maxGrams)])].map(hex);
};

/** The pieces of what is looked for; all of them must occur. */
export const encodedGrams = (text: string): string[] => gramsOf(text).map(hex);

/** Chinese search: written in the transaction of what it indexes. */
@Injectable()
export class SearchIndex {
  /** Makes a subject findable by a further text. */
  async add(tx: Tx, school: SchoolId, subjectType: string, subjectId: number, text: string): Promise<void> {
    const table = tx.of(SearchGram, school);
    const known = await table.find({ where: { subjectType, subjectId }, select: { gram: true } });
    const have = new Set(known.map((row) => row.gram));
    await this.write(
      tx,
      school,
      { subjectType, subjectId },
      indexedGrams(text).filter((gram) => !have.has(gram)),
    );
  }

  /** Makes a subject findable that was made in this transaction. */
  async addFirst(
    tx: Tx,
    school: SchoolId,
    subjectType: string,
    subjectId: number,
    text: string,
  ): Promise<void> {
    await this.write(tx, school, { subjectType, subjectId }, indexedGrams(text));
  }

  private async write(
    tx: Tx,
    school: SchoolId,
    subject: { subjectType: string; subjectId: number },
    grams: readonly string[],
  ): Promise<void> {
    const table = tx.of(SearchGram, school);
    // In portions: an embedded database binds a limited number of values in a statement.
    for (let i = 0; i < grams.length; i += 100)
      await table.insertMany(grams.slice(i, i + 100).map((gram) => ({ ...subject, gram })));
  }

  async remove(tx: Tx, school: SchoolId, subjectType: string, subjectId: number): Promise<void> {
    await tx.of(SearchGram, school).delete({ subjectType, subjectId });
  }
}
