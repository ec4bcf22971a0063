import type { GuardianshipRight, RegionRole, StaffRole } from './vocabulary.js';

/** Classes into which every field about a child falls. */
export const fieldClasses = { basic: '基本', family: '家庭', health: '健康', protection: '保护' } as const;
export type FieldClass = keyof typeof fieldClasses;

/** Of which children a role may see a class of fields: none, those of its own classrooms, all of the school. */
export type FieldReach = 'none' | 'classroom' | 'school';

type Reaches = Readonly<Record<FieldClass, FieldReach>>;

const nothing: Reaches = { basic: 'none', family: 'none', health: 'none', protection: 'none' };
const see = (reach: FieldReach, ...classes: FieldClass[]): Reaches => ({
  ...nothing,
  ...Object.fromEntries(classes.map((one) => [one, reach])),
});

/**
 * Who may see what of a child, by office. What is not named here is not seen: a new role begins with nothing. More may
 * be opened for one child by a reason that is recorded and looked at again, never by this table.
 */
export const staffFields: Readonly<Record<StaffRole, Reaches>> = {
  principal: see('school', 'basic', 'family', 'health'),
  school_admin: see('school', 'basic', 'family'),
  class_teacher: see('classroom', 'basic', 'family', 'health'),
  subject_teacher: see('classroom', 'basic'),
  logistics: nothing,
  health: see('school', 'basic', 'health'),
  canteen: nothing,
  security: nothing,
  safeguarding_lead: see('school', 'basic', 'family', 'health', 'protection'),
  safeguarding_deputy: see('school', 'basic', 'family', 'health', 'protection'),
  counsellor: see('school', 'basic'),
};

/**
 * What each office may open of a child whom it sees anyhow, for two hours, with a reason that somebody else reviews.
 * What is not named here cannot be opened by any reason.
 */
export const emergencyFields: Readonly<Record<StaffRole, readonly FieldClass[]>> = {
  principal: ['protection'],
  school_admin: ['health'],
  class_teacher: ['protection'],
  subject_teacher: ['family', 'health', 'protection'],
  logistics: [],
  health: ['family', 'protection'],
  canteen: [],
  security: [],
  safeguarding_lead: [],
  safeguarding_deputy: [],
  counsellor: ['family', 'health', 'protection'],
};

/** Of which children an office above the schools sees a class: none, or those that a school has given to her. */
export type RegionReach = 'none' | 'given';

const nobodys = { basic: 'none', family: 'none', health: 'none', protection: 'none' } as const;

/**
 * Above and beside the school nobody sees a child by office alone. A 儿童主任 visits at home: of each child that the
 * school has given to her, and whose family agreed, she sees who the child is and who belongs to her.
 */
export const regionFields: Readonly<Record<RegionRole, Readonly<Record<FieldClass, RegionReach>>>> = {
  county_officer: nobodys,
  county_safeguarding: nobodys,
  village_officer: { ...nobodys, basic: 'given', family: 'given' },
  region_admin: nobodys,
  partner: nobodys,
};

/** What each right opens to a guardian about her own child. The protection class may be about her. */
export const guardianFields: Readonly<Record<GuardianshipRight, readonly FieldClass[]>> = {
  authority: ['basic', 'family', 'health'],
  care: ['basic', 'family', 'health'],
  contact: ['basic'],
  pickup: ['basic'],
};
