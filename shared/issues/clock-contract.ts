import { z } from 'zod';
import { StaffRoleName } from '../people/contract.js';
import { Token } from '../platform/primitives.js';
import { PersonCard } from '../session/contract.js';
import { CategoryView } from './contract.js';

/** Longest target and level, in working minutes: about four months. */
const longest = 40_000;
const minutes = z.int().min(15, '至少 15 分钟').max(longest, '太长了');

const target = { responseMinutes: minutes, resolutionMinutes: minutes };
const inOrder = (one: { responseMinutes: number; resolutionMinutes: number }) =>
  one.responseMinutes <= one.resolutionMinutes;
const orderMessage = { message: '办结的时间不能比首次响应短', path: ['resolutionMinutes'] };

/** Working minutes within which an issue should be answered and resolved. */
export const ServiceTargetsView = z
  .object({
    /** Where a category has none of its own. */
    fallback: z.object(target),
    categories: z.array(z.object({ category: CategoryView, ...target })),
  })
  .meta({ id: 'ServiceTargetsView' });
export type ServiceTargetsView = z.infer<typeof ServiceTargetsView>;

/** All targets of a school; a category that is not named loses its own. */
export const WriteServiceTargets = z
  .strictObject({
    fallback: z.strictObject(target).refine(inOrder, orderMessage),
    categories: z
      .array(z.strictObject({ category: Token, ...target }).refine(inOrder, orderMessage))
      .max(200)
      .refine(
        (all) => new Set(all.map(({ category }) => category)).size === all.length,
        '同一个类别写了两次',
      ),
  })
  .meta({ id: 'WriteServiceTargets' });
export type WriteServiceTargets = z.infer<typeof WriteServiceTargets>;

export const ClockName = z.enum(['response', 'resolution']).meta({ id: 'ClockName' });
/** tell: somebody hears of it · hand_over: the backup gets it. */
export const LevelAction = z.enum(['tell', 'hand_over']).meta({ id: 'LevelAction' });

/** What happens so many working minutes after a clock has run out; a negative number warns before. */
export const EscalationLevelView = z
  .object({
    token: Token,
    clock: ClockName,
    afterMinutes: z.int(),
    action: LevelAction,
    /** Who is told; without role and person whoever has it. */
    role: StaffRoleName.nullable(),
    person: PersonCard.nullable(),
  })
  .meta({ id: 'EscalationLevelView' });
export type EscalationLevelView = z.infer<typeof EscalationLevelView>;
export const EscalationLevelList = z
  .object({ items: z.array(EscalationLevelView) })
  .meta({ id: 'EscalationLevelList' });

export const WriteEscalationLevel = z
  .strictObject({
    clock: ClockName,
    afterMinutes: z.int().min(-longest, '太早了').max(longest, '太晚了'),
    action: LevelAction,
    role: StaffRoleName.nullable().default(null),
    person: Token.nullable().default(null),
  })
  .refine(({ role, person }) => role === null || person === null, {
    message: '请选一个人，或者一个岗位',
    path: ['person'],
  })
  .refine(({ action, role, person }) => action === 'tell' || (role === null && person === null), {
    message: '转给备选人时不用选人，系统按分派规则找',
    path: ['person'],
  })
  .refine(({ action, afterMinutes }) => action === 'tell' || afterMinutes >= 0, {
    message: '到时间以后才能转给别人',
    path: ['afterMinutes'],
  })
  .meta({ id: 'WriteEscalationLevel' });
export type WriteEscalationLevel = z.infer<typeof WriteEscalationLevel>;

export const levelsPerSchool = 30;
