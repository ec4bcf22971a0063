import type { Actor } from '../../../platform/auth/actor.js';
import type { TimelineEntry } from '../../../platform/timeline/timeline-reader.js';
import { seesAsStaff } from '../issue.policy.js';
import type { SeenIssue } from '../issue.policy.js';
import { toldHead } from './step-sentences.js';

/**
 * What a reader may see of a history. After a diversion the reporter sees her own report and that it was passed on,
 * nothing of what came between. Who has handed the issue on has a last look as far as her own step. What only concerns
 * the work (whom a surname means, a warning before the time) stays with staff.
 */
export function visibleEntries(
  entries: readonly TimelineEntry[],
  { issue, standing }: SeenIssue,
  { personId }: Actor,
): TimelineEntry[] {
  if (standing.length === 0)
    return entries.slice(0, entries.findLastIndex(({ event }) => event.actorId === personId) + 1);
  if (seesAsStaff(standing)) return [...entries];
  if (!issue.diverted) return entries.filter(concernsFamily);
  return entries
    .filter(({ event }) => event.name === 'submitted' || event.name === 'divert')
    .map((entry) => (entry.event.name === 'divert' ? { event: entry.event, words: {} } : entry));
}

function concernsFamily({ event }: TimelineEntry): boolean {
  if (event.name === 'escalate') return toldHead(event.payload);
  return event.name !== 'settle_conflict';
}
