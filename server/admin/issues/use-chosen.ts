import type { IssueSummary } from '#shared/issues/contract.js';
import { useState } from 'react';

/** Most issues that can be handed out together. */
export const mostChosen = 50;

/** Rows chosen on the board, kept while its pages are turned. */
export function useChosen(school: string) {
  const [choice, setChoice] = useState<{ school: string; issues: readonly IssueSummary[] }>();
  // What was chosen belongs to the school that was shown then.
  const chosen = choice?.school === school ? choice.issues : [];
  const setChosen = (issues: readonly IssueSummary[]) => setChoice({ school, issues });
  return {
    issues: chosen,
    tokens: chosen.map(({ token }) => token),
    /** Takes what is chosen on the page that shows `items`; what was chosen on others stays. */
    choose: (tokens: readonly string[], items: readonly IssueSummary[]) => {
      const known = [...chosen, ...items];
      const next = [...new Set(tokens)].flatMap(
        (token) => known.find((issue) => issue.token === token) ?? [],
      );
      setChosen(next.slice(0, mostChosen));
    },
    keep: (tokens: readonly string[]) => setChosen(chosen.filter(({ token }) => tokens.includes(token))),
    clear: () => setChosen([]),
  };
}
