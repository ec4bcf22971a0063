import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';
import type { Recording } from '../platform/recorder.js';

/** A question as it was begun: typed, spoken, or a picture that was tapped. */
export interface Asking {
  text: string;
  voice: Recording | null;
  topic: ConsultationTopic | null;
}

let handed: Asking | null = null;

/** Hands a question on to the form that sends it. In memory only: what is typed stands in no address and no storage. */
export function handAsking(asking: Asking) {
  handed = asking;
}

/** The question that was handed on, once. */
export function takeAsking(): Asking | null {
  const asking = handed;
  handed = null;
  return asking;
}
