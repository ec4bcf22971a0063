import { storage } from '../../../platform/storage.js';
import { emptyDraft, type ReportDraft } from './report-draft.js';

const keyOf = (person: string) => `xq.draft.${person}`;

/** What the person had begun to write, if anything. Photos and voice are not kept: their files die with the program. */
export function savedDraft(person: string): ReportDraft | null {
  const saved = storage.get<Partial<ReportDraft>>(keyOf(person));
  // An older program may have kept less.
  return saved && { ...emptyDraft, ...saved };
}

export function saveDraft(person: string, draft: ReportDraft) {
  storage.set(keyOf(person), draft);
}

export function forgetDraft(person: string) {
  storage.remove(keyOf(person));
}
