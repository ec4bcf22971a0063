import type { DefaultCategory, diversionReasons } from '#shared/issues/vocabulary.js';
import type { DemoSchoolKey } from '../demo.types.js';
import type { SceneName } from './scenes.js';

/** What happens to a report after it was made. Staff steps are taken by whoever it is assigned to then. */
export type CourseStep =
  | { does: 'accept' }
  | { does: 'answer' | 'ask' | 'reply' | 'resolve'; text: string; photo: SceneName | null }
  | { does: 'confirm' | 'reject'; text: string }
  /** The reporter says nothing until the matter closes by itself. */
  | { does: 'silence' }
  | { does: 'divert'; reason: keyof typeof diversionReasons; text: string; by: string };

export interface HistoryReport {
  school: DemoSchoolKey;
  daysAgo: number;
  /** `HH:MM` in Asia/Shanghai. */
  time: string;
  /** Slug of a phone (its first person), login name of staff, or `household/relation`. */
  by: string;
  /** Where it belongs; where the classifier says otherwise, somebody in the office corrects it. */
  category: DefaultCategory;
  place: string | null;
  text: string;
  photos: readonly SceneName[];
  sealed: boolean;
  course: readonly CourseStep[];
}
