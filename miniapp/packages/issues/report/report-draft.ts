import { issueLimits } from '#shared/issues/vocabulary.js';
import type { TemporaryPhoto } from '../../../platform/file-vault.js';
import { storage } from '../../../platform/storage.js';

/** A report as it is being written. */
export interface ReportDraft {
  school: string | null;
  place: string | null;
  child: string | null;
  category: string | null;
  text: string;
  sealed: boolean;
}

const keyOf = (person: string) => `xq.draft.${person}`;

/** What the person had begun to write, if anything. Photos are not kept: their files die with the program. */
export function savedDraft(person: string): ReportDraft | null {
  return storage.get<ReportDraft>(keyOf(person));
}

export function saveDraft(person: string, draft: ReportDraft) {
  storage.set(keyOf(person), draft);
}

export function forgetDraft(person: string) {
  storage.remove(keyOf(person));
}

/** What is missing or too much, as a sentence; null when the report can be sent. */
export function problemOf(draft: ReportDraft, photos: readonly TemporaryPhoto[]): string | null {
  if (draft.text.trim() === '' && photos.length === 0) return '请写几个字，或拍一张照片';
  if ([...draft.text].length > issueLimits.textLength) return `最多写 ${issueLimits.textLength} 个字`;
  return null;
}

/** What the waiting list calls the report. */
export function titleOf(draft: ReportDraft, photos: readonly TemporaryPhoto[]): string {
  const words = [...draft.text.trim().replace(/\s+/g, ' ')];
  if (words.length === 0) return `照片 ${photos.length} 张`;
  return words.length > 18 ? `${words.slice(0, 18).join('')}…` : words.join('');
}
