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

export const issueLimits = { textLength: 2000, answerLength: 1000 } as const;

/** Why an issue is taken out of every ordinary view. */
export const diversionReasons = {
  harm: '孩子受到伤害或有人伤害孩子',
  neglect: '孩子没人照顾',
  self_harm: '孩子可能伤害自己',
  other: '其他需要保护的情况',
} as const;
