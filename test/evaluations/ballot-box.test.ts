import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  counted,
  emptyBox,
  monthsBetween,
  putIn,
  takeOut,
} from '../../server/src/features/evaluations/ballot-box.js';
import type { Batch, BoxContent } from '../../server/src/features/evaluations/ballot-box.js';

/** One answer as it arrives: by which family, in which month (counted up), at which place, with how many stars. */
interface Arriving {
  family: number;
  month: number;
  placeId: number | null;
  stars: number;
  spoken: boolean;
}
const monthOf = (count: number): string => `2026-${String(1 + count).padStart(2, '0')}`;

/** A school's life: months go on, and a family answers once in each at most. */
const life = fc
  .array(
    fc.record({
      family: fc.integer({ min: 1, max: 14 }),
      month: fc.integer({ min: 0, max: 9 }),
      placeId: fc.constantFrom(null, 1, 2),
      stars: fc.integer({ min: 1, max: 5 }),
      spoken: fc.boolean(),
    }),
    { maxLength: 120 },
  )
  .map((all) => {
    const seen = new Set<string>();
    return [...all]
      .sort((a, b) => a.month - b.month)
      .filter(({ family, month }) => {
        const isNew = !seen.has(`${family}/${month}`);
        seen.add(`${family}/${month}`);
        return isNew;
      });
  });

/** Lets a life happen. The key of the one dimension says who answered, so that the batches can be looked into. */
function live(arriving: readonly Arriving[]) {
  let box: BoxContent = emptyBox(1, 1);
  const known = new Set<string>();
  const batches: { month: string; batch: Batch; families: Set<string> }[] = [];
  const releases: string[][] = [];
  for (const { family, month: count, placeId, stars, spoken } of arriving) {
    const month = monthOf(count);
    const name = `${family}/${month}`;
    const ballot = { month, placeId, stars: { [name]: stars } };
    const out = takeOut(putIn(box, 1, ballot, spoken ? name : ''), month, known.has(month));
    for (const batch of out.batches) {
      known.add(month);
      const families = batch.ballots.flatMap((one) =>
        Object.keys(one.stars).map((key) => key.split('/')[0] ?? ''),
      );
      batches.push({ month, batch, families: new Set(families) });
    }
    if (out.words.length > 0) releases.push(out.words);
    box = out.left;
  }
  return { batches, releases, box };
}

describe('a ballot box', () => {
  it('is counted only where five different families come together, whoever answers when and where', () => {
    fc.assert(
      fc.property(life, (arriving) => {
        const { batches, releases } = live(arriving);
        for (const { families } of batches) expect(families.size).toBeGreaterThanOrEqual(5);
        for (const words of releases)
          expect(new Set(words.map((one) => one.split('/')[0])).size).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  it('counts nobody twice and loses nobody but who has waited half a year', () => {
    fc.assert(
      fc.property(life, (arriving) => {
        const { batches, box } = live(arriving);
        const names = [...batches.map(({ batch }) => batch.ballots), box.ballots].flatMap((ballots) =>
          ballots.flatMap(({ stars }) => Object.keys(stars)),
        );
        expect(new Set(names).size).toBe(names.length);
        const last = arriving.at(-1)?.month ?? 0;
        const young = arriving.filter(({ month }) => last - month < 6);
        for (const { family, month } of young) expect(names).toContain(`${family}/${monthOf(month)}`);
      }),
    );
  });

  it('tells a place apart only in batches that came from there alone', () => {
    fc.assert(
      fc.property(life, (arriving) => {
        for (const { batch } of live(arriving).batches)
          if (batch.placeId !== null)
            expect(new Set(batch.ballots.map(({ placeId }) => placeId))).toEqual(new Set([batch.placeId]));
      }),
    );
  });

  it('opens at the fifth answer of a month, and after that waits a little for places to be told apart', () => {
    const at = (placeId: number | null, family: number) => ({
      family,
      month: 0,
      placeId,
      stars: 3,
      spoken: false,
    });
    const mixed = [at(1, 1), at(2, 2), at(1, 3), at(2, 4), at(null, 5)];
    expect(live(mixed.slice(0, 4)).batches).toEqual([]);
    expect(live(mixed).batches.map(({ batch }) => [batch.placeId, batch.ballots.length])).toEqual([
      [null, 5],
    ]);
    const more = [at(1, 6), at(1, 7), at(2, 8), at(1, 9), at(1, 10)];
    expect(live([...mixed, ...more]).batches).toHaveLength(1);
    expect(live([...mixed, ...more, at(1, 11)]).batches.map(({ batch }) => batch.placeId)).toEqual([null, 1]);
  });

  it('keeps answers to other questions apart: what waits for those is given up', () => {
    const ballot = { month: '2026-11', placeId: null, stars: { a: 1 } };
    const before = putIn(putIn(emptyBox(1, 1), 1, ballot, '汤是凉的'), 1, ballot, '');
    const after = putIn(before, 2, { ...ballot, stars: { b: 5 } }, '');
    expect(after).toMatchObject({ form: 2, ballots: [{ stars: { b: 5 } }], words: [{ text: '汤是凉的' }] });
  });

  it('adds up by face, and knows months', () => {
    const ballots = [1, 5, 5].map((stars) => ({ month: '2026-11', placeId: null, stars: { a: stars } }));
    expect(counted({ a: [0, 0, 2, 0, 0] }, ballots)).toEqual({ a: [1, 0, 2, 0, 2] });
    expect(monthsBetween('2025-11', '2026-02')).toBe(3);
  });
});
