import type { ListenerQuery } from '../../../api/issues.js';
import type { ReportDraft } from './report-draft.js';

/** What decides who hears a recording of this draft first. */
export function listenerQueryOf(draft: ReportDraft): ListenerQuery {
  const { landing, school, place, child, category, sealed, about, onBehalfOf } = draft;
  const code = landing?.opened?.code ?? null;
  return { school, code, place, child, category, sealed, about, onBehalfOf: onBehalfOf?.token ?? null };
}
