import type { ChildConsentState } from './child-purposes.js';
import type { ConsentDecision } from './purposes.js';

/** The last thing that somebody said about a purpose. */
export interface LastWord {
  decision: ConsentDecision;
  textVersion: number;
}

/** A yes, a no, or nothing that counts. */
export type Answer = 'yes' | 'no' | 'none';

/**
 * What the last word of a guardian counts for today. A yes was a yes to the words that were shown: it does not carry
 * over to words of which it was said that everybody is asked again. A no stays a no.
 * @param askedAgainAt the newest version of the words that asks again; 0: none does
 */
export function answerOf(last: LastWord | undefined, askedAgainAt: number): Answer {
  if (!last) return 'none';
  if (last.decision !== 'given') return 'no';
  return last.textVersion >= askedAgainAt ? 'yes' : 'none';
}

/** Joins the answers of all who may decide: who has said nothing counts for neither, and a no wins over a yes. */
export function stateOf(answers: readonly Answer[]): ChildConsentState {
  const isGiven = answers.includes('yes');
  const isRefused = answers.includes('no');
  if (isGiven && isRefused) return 'disagreed';
  if (isRefused) return 'refused';
  return isGiven ? 'given' : 'not_yet';
}
