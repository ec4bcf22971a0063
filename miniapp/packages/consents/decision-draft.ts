import type { DecideForChild } from '#shared/consents/child-contract.js';
import { childPurposes } from '#shared/consents/child-purposes.js';
import type { OutboxDraft } from '../../api/outbox/outbox-entry.js';

/** Lane of everything that is decided for a child: a yes and a later no arrive in the order in which they were said. */
export const consentLane = (child: string): string => `consents-${child}`;

/** What is written down of a decision. Its title stands on a phone that others hold too: it says what, and not how. */
export function decisionDraft(child: { token: string; name: string }, decision: DecideForChild): OutboxDraft {
  return {
    kind: 'step',
    subject: consentLane(child.token),
    title: `${child.name}：${childPurposes[decision.purpose].title}`,
    path: `/children/${child.token}/consents`,
    body: { ...decision },
  };
}
