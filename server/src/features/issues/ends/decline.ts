import type { DeclineView } from '#shared/issues/contract.js';
import { declineReasons } from '#shared/issues/vocabulary.js';
import type { DeclineReason } from '#shared/issues/vocabulary.js';
import type { TimelineEntry } from '../../../platform/timeline/timeline-reader.js';
import type { PersonRef } from '../../people/people.port.js';
import type { Issue } from '../issue.entity.js';

/** The last refusal of an issue as its reader may see it; null where nobody declined. */
export function declineOf(
  entries: readonly TimelineEntry[],
  issue: Issue,
  people: ReadonlyMap<number, PersonRef>,
): DeclineView | null {
  const last = entries.findLast(({ event }) => event.name === 'decline' || event.name === 'decline_along');
  if (!last) return null;
  const { event, words } = last;
  const reason = event.payload['reason'] as DeclineReason;
  return {
    reason,
    reasonLabel: declineReasons[reason],
    text: words['words'] ?? '',
    elsewhere: words['elsewhere'] ?? '',
    // Of a merged issue it was the primary's decider, whom the event names in place of the system.
    by: people.get(event.actorId ?? Number(event.payload['byId'] ?? 0))?.name ?? null,
    at: event.at.toISOString(),
    final: issue.appealed,
  };
}
