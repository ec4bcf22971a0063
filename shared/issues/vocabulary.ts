/** The school's categories as they are given to a new school; a school may rename, add and retire. */
export const defaultCategories = {
  facility: '设施安全',
  food: '饮食卫生',
  health: '健康医疗',
  teaching: '教育教学',
  conduct: '师德师风',
  admission: '招生入园',
  transport: '接送与交通',
  fees: '收费',
  conflict: '欺凌与冲突',
  communication: '家校沟通',
  other: '其他',
} as const;
export type DefaultCategory = keyof typeof defaultCategories;

/**
 * Categories in which a report may be about a teacher. The teachers of the classroom do not see those just because it
 * is their classroom; nor what nobody has sorted yet.
 */
export const categoriesAboutPeople: readonly string[] = ['conduct', 'conflict'] satisfies DefaultCategory[];

export const issueLimits = { textLength: 2000, answerLength: 1000, peopleNamed: 5 } as const;

/**
 * The four pictures of a report that is spoken: nobody has read it yet, so the reporter says by a tap what it is about.
 * `category` is where it belongs; `harm` leaves the ordinary system before anybody else hears it.
 */
export const reportPictures = {
  broken: { words: '东西坏了', category: 'facility' },
  food: { words: '饭菜', category: 'food' },
  harm: { words: '孩子受伤害', category: null },
  other: { words: '别的', category: null },
} as const satisfies Record<string, { words: string; category: DefaultCategory | null }>;
export type ReportPicture = keyof typeof reportPictures;

/** Why a request is declined; the sentence to the family stands beside it in plain words. */
export const declineReasons = {
  not_ours: '不归学校管',
  not_possible: '现在办不到',
  against_rules: '规定不允许',
  not_found: '去看了，没有发现',
  already_done: '以前已经办过',
  other: '其他原因',
} as const;
export type DeclineReason = keyof typeof declineReasons;

/** Which end the reporter was last asked about; the words of asking and of silence differ by it. */
export type EndedAs = 'resolved' | 'declined';

/** Why somebody must not see an issue. `surname`: several bear it, all are kept out until a person has decided. */
export type ConflictReason = 'named' | 'ticked' | 'surname';

/** Why an issue is taken out of every ordinary view. */
export const diversionReasons = {
  harm: '孩子受到伤害或有人伤害孩子',
  neglect: '孩子没人照顾',
  self_harm: '孩子可能伤害自己',
  other: '其他需要保护的情况',
} as const;

/** Groups with fewer issues than this are shown together: small groups point at people. */
export const smallestGroup = 5;
