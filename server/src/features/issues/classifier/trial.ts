import { createHash } from 'node:crypto';
import type { ClassifierMetrics, Score } from '#shared/issues/classifier.js';
import { measure } from './measure.js';
import { startingSentences } from './starting-set.js';
import { trainGently } from './train.js';
import type { Example } from './train.js';

/** One in so many is kept out of the training to try the version on. */
const parts = 5;
/**
 * The share of the starting set's sentences that a version may lose: a school speaks in its own way. Less where it
 * answers none of the school's own decisions better, for then it has only unlearned.
 */
const mayLose = { forSomething: 0.03, forNothing: 0.01 };

/** A report with its category, as a version may learn it. */
export interface Learnable extends Example {
  issueId: number;
}

/** Whether an issue is kept out. The same one always is, so that no version was ever trained on what it is tried on. */
export function isHeldOut(issueId: number): boolean {
  return createHash('sha256').update(`held out ${issueId}`).digest().readUInt32BE(0) % parts === 0;
}

/**
 * Tries a new version beside the one that is active: both are trained without what is kept out, of the school's
 * decisions as of the starting set, and asked the same. The new one is refused when it answers fewer of the school's
 * own decisions than before, or noticeably fewer sentences of the starting set.
 * @param lexicon single words that both are taught
 */
export async function tryOut(
  candidate: readonly Learnable[],
  active: readonly Learnable[],
  lexicon: readonly Example[],
): Promise<ClassifierMetrics> {
  const sentences = startingSentences();
  const kept = sentences.filter((_, at) => at % parts === 0);
  const taught = sentences.filter((_, at) => at % parts !== 0);
  const asked = candidate.filter(({ issueId }) => isHeldOut(issueId));
  const scoreOf = async (examples: readonly Learnable[]): Promise<{ own: Score; starting: Score }> => {
    const learned = examples.filter(({ issueId }) => !isHeldOut(issueId));
    // Only the first answer counts here, so nobody has to know how sure it is.
    const model = await trainGently([...taught, ...learned], { lexicon, folds: 0 });
    const score = (tests: readonly Example[]): Score => ({
      right: measure(model, tests).right,
      of: tests.length,
    });
    return { own: score(asked), starting: score(kept) };
  };
  const before = await scoreOf(active);
  const after = await scoreOf(candidate);
  const gains = after.own.right > before.own.right;
  const lost = before.starting.right - after.starting.right;
  const refused =
    after.own.right < before.own.right
      ? 'held_out_worse'
      : lost > (gains ? mayLose.forSomething : mayLose.forNothing) * kept.length
        ? 'starting_set_worse'
        : null;
  return {
    heldOut: { before: before.own, after: after.own },
    startingSet: { before: before.starting, after: after.starting },
    refused,
  };
}
