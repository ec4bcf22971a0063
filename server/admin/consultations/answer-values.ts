import type { AnswerFromIssue, CreateAnswer, PublishedAnswerView } from '#shared/consultations/contract.js';
import type { ConsultationTopic } from '#shared/consultations/vocabulary.js';

/** What the form holds. */
export interface AnswerValues {
  question: string;
  text: string;
  topic: ConsultationTopic;
  keywords: string[];
  place?: string;
  category?: string;
  reviewBy?: string;
  confirmed?: boolean;
}

/** What the drawer writes: a new answer, one from an issue, or changes of one that is there. */
export type Writing =
  | { answer: PublishedAnswerView; from: null }
  | { answer: null; from: { issue: string; draft: AnswerFromIssue } | null };

/** What stands in the form when it opens. */
export function valuesOf({ answer, from }: Writing): Partial<AnswerValues> {
  const given = answer ?? from?.draft;
  if (!given) return { keywords: [] };
  return {
    question: given.question,
    text: given.text,
    topic: given.topic,
    keywords: answer?.keywords ?? [],
    place: given.place?.token,
    category: given.category?.token,
    reviewBy: answer?.reviewBy ?? undefined,
  };
}

/** The words of the form as they are sent. */
export function bodyOf({
  question,
  text,
  topic,
  keywords,
  place,
  category,
  reviewBy,
}: AnswerValues): Omit<CreateAnswer, 'voice' | 'fromIssue'> {
  return {
    question,
    text,
    topic,
    keywords,
    place: place ?? null,
    category: category ?? null,
    reviewBy: reviewBy ? reviewBy : null,
  };
}
