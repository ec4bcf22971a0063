import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Day, lineOfText, Token } from '../platform/primitives.js';
import { ClassroomView, StaffLogin, StaffRoleName } from './contract.js';
import { regionRoles, relations } from './vocabulary.js';

const Named = z.object({ token: Token, name: z.string() });
const Because = lineOfText(100);
export const RegionRoleName = z.enum(keysOf(regionRoles)).meta({ id: 'RegionRoleName' });

/** Where a role stands today. */
export const roleStates = { now: '正在', coming: '还没开始', ended: '已经结束' } as const;
export type RoleState = keyof typeof roleStates;

/** From when until when somebody holds a role, why it was given and why it was ended. */
const Held = {
  person: Named,
  state: z.enum(keysOf(roleStates)),
  fromDay: Day,
  toDay: Day.nullable(),
  givenBy: z.string().nullable(),
  because: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedBecause: z.string().nullable(),
};

export const StaffRoleEntry = z
  .object({ ...Held, role: StaffRoleName, classroom: ClassroomView.nullable() })
  .meta({ id: 'StaffRoleEntry' });
export type StaffRoleEntry = z.infer<typeof StaffRoleEntry>;
export const StaffRolePage = pageOf(StaffRoleEntry, 'StaffRolePage');

const when = z.enum([...keysOf(roleStates), 'ending']);
export const RoleBookQuery = PageQuery.extend({
  school: Token.optional(),
  role: StaffRoleName.optional(),
  /** One person's history: her token. */
  person: Token.optional(),
  /** ending: within thirty days. */
  when: when.default('now'),
});

/** Ends a role; `toDay` is the last day on which it holds, null: it ends at once. */
export const EndRole = z
  .strictObject({
    role: StaffRoleName,
    classroom: Token.nullable().default(null),
    toDay: Day.nullable().default(null),
    because: Because.nullable().default(null),
  })
  .meta({ id: 'EndRole' });

export const RegionView = z
  .object({ token: Token, name: z.string(), schools: z.int() })
  .meta({ id: 'RegionView' });
export type RegionView = z.infer<typeof RegionView>;
/** The regions that the reader administers: her own and those within them. */
export const RegionList = z.object({ items: z.array(RegionView) }).meta({ id: 'RegionList' });

export const RegionRoleEntry = z
  .object({
    ...Held,
    role: RegionRoleName,
    region: Named,
    /** Her name at the door of the admin page. */
    login: z.string().nullable(),
  })
  .meta({ id: 'RegionRoleEntry' });
export type RegionRoleEntry = z.infer<typeof RegionRoleEntry>;
export const RegionRolePage = pageOf(RegionRoleEntry, 'RegionRolePage');
export const RegionRoleQuery = PageQuery.extend({
  role: RegionRoleName.optional(),
  when: when.default('now'),
});

const inOrder = ({ fromDay, toDay }: { fromDay: string | null; toDay: string | null }): boolean =>
  fromDay === null || toDay === null || toDay >= fromDay;
const order = { message: '结束的日子要在开始以后', path: ['toDay'] };
const Giving = {
  region: Token,
  role: RegionRoleName,
  fromDay: Day.nullable().default(null),
  toDay: Day.nullable().default(null),
  because: Because,
};
export const GiveRegionRole = z.strictObject(Giving).refine(inOrder, order).meta({ id: 'GiveRegionRole' });
export const CreateOfficer = z
  .strictObject({ name: lineOfText(30), login: StaffLogin, ...Giving })
  .refine(inOrder, order)
  .meta({ id: 'CreateOfficer' });
export const EndRegionRole = z
  .strictObject({
    region: Token,
    role: RegionRoleName,
    toDay: Day.nullable().default(null),
    because: Because,
  })
  .meta({ id: 'EndRegionRole' });
export const OfficerView = z
  .object({ token: Token, name: z.string(), login: z.string().nullable(), roles: z.array(RegionRoleEntry) })
  .meta({ id: 'OfficerView' });
export type OfficerView = z.infer<typeof OfficerView>;
/** As `CreatedStaff`: the first password is shown exactly once. */
export const CreatedOfficer = z
  .object({ officer: OfficerView, firstPassword: z.string().nullable(), repeated: z.boolean() })
  .meta({ id: 'CreatedOfficer' });
/** The first password that takes the place of a lost one, shown exactly once. */
export const NewOfficerPassword = z
  .object({ officer: OfficerView, firstPassword: z.string() })
  .meta({ id: 'NewOfficerPassword' });
export type NewOfficerPassword = z.infer<typeof NewOfficerPassword>;

/** Somebody whom a school knows: who works there, whose child is there, or both. */
export const KnownPerson = z
  .object({
    token: Token,
    name: z.string(),
    roles: z.array(z.object({ role: StaffRoleName, classroom: ClassroomView.nullable() })),
    children: z.array(
      z.object({ child: Named, relation: z.enum(keysOf(relations)), classroom: ClassroomView.nullable() }),
    ),
    login: z.string().nullable(),
    phones: z.int(),
  })
  .meta({ id: 'KnownPerson' });
export type KnownPerson = z.infer<typeof KnownPerson>;
export const KnownPersonPage = pageOf(KnownPerson, 'KnownPersonPage');
export const KnownPersonQuery = PageQuery.extend({
  school: Token.optional(),
  /** Part of a name. */
  q: z.string().trim().min(1).max(20).optional(),
  who: z.enum(['all', 'staff', 'family']).default('all'),
});
