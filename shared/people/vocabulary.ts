/** Roles a person can hold in a school (scope: school, or one classroom for teachers of a classroom). */
export const staffRoles = {
  principal: '园长/校长',
  school_admin: '学校管理员',
  class_teacher: '班主任',
  subject_teacher: '任课老师',
  logistics: '后勤',
  health: '保健',
  canteen: '食堂',
  security: '安保',
  safeguarding_lead: '安全保护专员',
  safeguarding_deputy: '安全保护副专员',
  counsellor: '心理教师',
} as const;
export type StaffRole = keyof typeof staffRoles;

/**
 * Roles outside the school, each for one region: counts, never children's names (the county safeguarding officer
 * excepted, for diversions; a partner gets a task and at most a first name).
 */
export const regionRoles = {
  county_officer: '区县教育局',
  county_safeguarding: '区县安全保护专员',
  village_officer: '儿童主任',
  region_admin: '区域管理员',
  partner: '合作伙伴',
} as const;
export type RegionRole = keyof typeof regionRoles;

/** How a guardian is related to a child. */
export const relations = {
  mother: '妈妈',
  father: '爸爸',
  grandmother: '奶奶',
  grandfather: '爷爷',
  maternal_grandmother: '外婆',
  maternal_grandfather: '外公',
  aunt: '姑姑/姨',
  uncle: '叔叔/舅舅',
  other: '其他亲属',
} as const;
export type Relation = keyof typeof relations;

/** Adults who raise a child as a rule, and may decide for her: what a parent is, others become by a paper. */
export const parents: readonly Relation[] = ['mother', 'father'];

/** The four separate things of a guardianship. */
export const guardianshipRights = {
  authority: '监护决定权',
  care: '一起生活',
  contact: '可以告知',
  pickup: '可以接送',
} as const;
export type GuardianshipRight = keyof typeof guardianshipRights;

/** On what paper or word a right, an order or an ending rests. */
export const evidenceKinds = {
  birth: '出生证明或户口簿',
  agreement: '协议',
  court: '法院文书',
  notice: '书面委托',
  school_record: '学校登记表',
  in_person: '当面说的',
  binding: '绑定时核对',
  other: '其他',
} as const;
export type EvidenceKind = keyof typeof evidenceKinds;

export const schoolKinds = { kindergarten: '幼儿园', primary: '小学' } as const;
export type SchoolKind = keyof typeof schoolKinds;

/** How somebody is called in a sentence: 后勤王建国. A name that carries its office already (王园长, 陈老师) stands alone. */
export function calledBy(role: StaffRole | null, name: string): string {
  const speaksForItself = /(园长|校长|老师|主任)$/.test(name);
  return role === null || role === 'principal' || speaksForItself ? name : `${staffRoles[role]}${name}`;
}
