import { storage } from '../platform/storage.js';

/** A report that another page has begun: where it is, what it is about, and words that were written already. */
export interface BegunReport {
  school: string | null;
  place: string | null;
  category: string | null;
  text: string;
}

const keyOf = (person: string) => `xq.begun.${person}`;

/** Hands a beginning to the report form. By way of the phone's storage: what somebody wrote stands in no address. */
export function beginReport(person: string, begun: BegunReport) {
  storage.set(keyOf(person), begun);
}

/** What was handed over, once. */
export function takeBegunReport(person: string): BegunReport | null {
  const begun = storage.get<BegunReport>(keyOf(person));
  if (begun) storage.remove(keyOf(person));
  return begun;
}
