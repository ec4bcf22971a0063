import type { DefaultCategory } from '../issues/vocabulary.js';
import type { StaffRole } from '../people/vocabulary.js';

interface Picture {
  words: string;
  /**
   * Through whose hands the service goes. Such a service is counted for the whole school only, and shown only where
   * several people hold these roles: stars for the conversation of a classroom would be a score of its one teacher.
   * null: a matter of things, which may be counted by the place where the code hangs.
   */
  hands: readonly StaffRole[] | null;
}

const teachers = ['class_teacher', 'subject_teacher'] as const;

/** Drawings by which a service is recognised without reading. The drawing also says whether it is about people. */
export const servicePictures = {
  meals: { words: '餐食', hands: null },
  pickup: { words: '接送', hands: [...teachers, 'security'] },
  chat: { words: '家校沟通', hands: teachers },
  hygiene: { words: '环境卫生', hands: null },
  health: { words: '保健', hands: [...teachers, 'health'] },
  activity: { words: '活动', hands: teachers },
  nap: { words: '午睡', hands: teachers },
  facility: { words: '设施和玩具', hands: null },
  other: { words: '其他', hands: teachers },
} as const satisfies Record<string, Picture>;
export type ServicePicture = keyof typeof servicePictures;

/** Roles that a service goes through; null for one that is about things. */
export const handsOf = (picture: ServicePicture): readonly StaffRole[] | null =>
  servicePictures[picture].hands;

/** With fewer people than this behind a service, its stars would be somebody's score. */
export const fewestHands = 3;

/** The five faces, worst first; the number of stars is the place in the list. */
export const starWords = ['很不好', '不太好', '一般', '挺好', '很好'] as const;
export type Stars = 1 | 2 | 3 | 4 | 5;
export const starsFromOne: readonly Stars[] = [1, 2, 3, 4, 5];

/** Up to here a low one: the family is asked whether the school should hear what it is. */
export const lowStars: Stars = 2;

/** Answers that must have come together before anything is counted or shown; of one month, so of as many families. */
export const smallestBatch = 5;

export const evaluationLimits = {
  serviceName: 12,
  dimensionName: 12,
  dimensions: 4,
  services: 12,
  places: 20,
  words: 200,
  note: 500,
} as const;

/** What a family is told before it answers: what is kept, and what is not. */
export const keptSentence =
  '园里看不到是谁评的：凑够五家才一起数，只看总数。只记一笔“这家这个月评过了”，免得重复。';

export interface DefaultService {
  name: string;
  picture: ServicePicture;
  dimensions: readonly string[];
  category: DefaultCategory;
}

/** What every school begins with. */
export const defaultServices: readonly DefaultService[] = [
  { name: '餐食', picture: 'meals', dimensions: ['孩子爱吃', '吃得饱', '干净放心'], category: 'food' },
  { name: '接送', picture: 'pickup', dimensions: ['安全', '准时', '有秩序'], category: 'transport' },
  {
    name: '家校沟通',
    picture: 'chat',
    dimensions: ['有事早知道', '说了有回音', '听得明白'],
    category: 'communication',
  },
  { name: '环境卫生', picture: 'hygiene', dimensions: ['教室', '厕所', '院子'], category: 'facility' },
  { name: '保健', picture: 'health', dimensions: ['晨检', '吃药放心', '生病早知道'], category: 'health' },
  {
    name: '活动',
    picture: 'activity',
    dimensions: ['孩子喜欢', '时间合适', '在外也能参加'],
    category: 'teaching',
  },
];
