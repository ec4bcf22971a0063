import { useState } from 'react';

const prefix = 'xinqiao.admin.draft.';

/**
 * Text that survives a reload or a session that ran out, until it has been sent. Kept in this tab only, under the
 * person who wrote it; signing out deletes it.
 */
export function useDraft(person: string, subject: string): [string, (text: string) => void] {
  const slot = `${prefix}${person}.${subject}`;
  const [text, setText] = useState(() => sessionStorage.getItem(slot) ?? '');
  const keep = (next: string) => {
    setText(next);
    if (next === '') sessionStorage.removeItem(slot);
    else sessionStorage.setItem(slot, next);
  };
  return [text, keep];
}

function drop(which: (slot: string) => boolean): void {
  for (const slot of Object.keys(sessionStorage)) {
    if (slot.startsWith(prefix) && which(slot)) sessionStorage.removeItem(slot);
  }
}

/** Deletes every draft of this tab. */
export function forgetDrafts(): void {
  drop(() => true);
}

/** Deletes the drafts of everybody but `person`. */
export function forgetDraftsOfOthers(person: string): void {
  drop((slot) => !slot.startsWith(`${prefix}${person}.`));
}
