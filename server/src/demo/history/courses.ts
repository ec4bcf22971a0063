import type { DefaultCategory } from '#shared/issues/vocabulary.js';
import type { DemoSchoolKey } from '../demo.types.js';
import type { CourseStep, HistoryReport } from './history.types.js';
import type { SceneName } from './scenes.js';

/** Words for writing history down: who said what about which place, and the course it took. */
interface Extras {
  photos?: readonly SceneName[];
  sealed?: boolean;
}

export const pic = (...photos: SceneName[]): Extras => ({ photos });
export const sealed: Extras = { sealed: true };
export const sealedPic = (...photos: SceneName[]): Extras => ({ photos, sealed: true });

/** Reports of one school. */
export const reportsOf =
  (school: DemoSchoolKey) =>
  (
    daysAgo: number,
    time: string,
    by: string,
    category: DefaultCategory,
    place: string | null,
    text: string,
    course: readonly CourseStep[],
    extras: Extras = {},
  ): HistoryReport => ({
    school,
    daysAgo,
    time,
    by,
    category,
    place,
    text,
    course,
    photos: extras.photos ?? [],
    sealed: extras.sealed ?? false,
  });

const accept: CourseStep = { does: 'accept' };
const words = (
  does: 'answer' | 'ask' | 'reply' | 'resolve',
  text: string,
  photo: SceneName | null = null,
): CourseStep => ({ does, text, photo });
const yes = (text: string): CourseStep => ({ does: 'confirm', text });
const no = (text: string): CourseStep => ({ does: 'reject', text });

/** Done at once, and the reporter says so. */
export const fixed = (text: string, photo?: SceneName, thanks = ''): CourseStep[] => [
  accept,
  words('resolve', text, photo),
  yes(thanks),
];
/** Done, but the reporter never says anything. */
export const silent = (text: string, photo?: SceneName): CourseStep[] => [
  accept,
  words('resolve', text, photo),
  { does: 'silence' },
];
/** A word in between, then done. */
export const told = (between: string, text: string, thanks = ''): CourseStep[] => [
  accept,
  words('answer', between),
  words('resolve', text),
  yes(thanks),
];
/** Staff ask, the family answers, then it is done. */
export const asked = (question: string, answer: string, text: string): CourseStep[] => [
  accept,
  words('ask', question),
  words('reply', answer),
  words('resolve', text),
  yes(''),
];
/** Not good the first time, good the second. */
export const again = (first: string, complaint: string, second: string, photo?: SceneName): CourseStep[] => [
  accept,
  words('resolve', first),
  no(complaint),
  words('resolve', second, photo),
  yes(''),
];

/** Where a matter stands today: nobody has taken it, taken, being worked on, waiting for the family, waiting for the verdict, reopened. */
export const untouched: CourseStep[] = [];
export const taken: CourseStep[] = [accept];
export const working = (text: string): CourseStep[] => [accept, words('answer', text)];
export const waiting = (question: string): CourseStep[] => [accept, words('ask', question)];
export const done = (text: string, photo?: SceneName): CourseStep[] => [
  accept,
  words('resolve', text, photo),
];
export const stillBad = (first: string, complaint: string): CourseStep[] => [
  accept,
  words('resolve', first),
  no(complaint),
];

/** Taken out of every ordinary view by somebody who read it. */
export const harm = (by: string, text: string): CourseStep[] => [
  { does: 'divert', reason: 'harm', text, by },
];
