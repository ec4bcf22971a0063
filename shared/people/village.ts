import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { Day, lineOfText, Token } from '../platform/primitives.js';
import { regionRoles } from './vocabulary.js';

/** A 儿童主任 to whom the school has given a child, today or from a day to come. */
export const VillageOfficerView = z
  .object({
    /** The token only for who may end it, or keep her away from the child. */
    person: z.object({ token: Token.nullable(), name: z.string() }),
    fromDay: Day,
    toDay: Day.nullable(),
    /** Whether she sees the child now: the family agreed, and she holds the office. */
    sees: z.boolean(),
  })
  .meta({ id: 'VillageOfficerView' });
export type VillageOfficerView = z.infer<typeof VillageOfficerView>;

/** Gives a child to the 儿童主任 who visits her at home. */
export const GiveToVillage = z
  .strictObject({
    person: Token,
    /** The last day on which it holds; null: until it is ended. */
    toDay: Day.nullable().default(null),
    because: lineOfText(100),
  })
  .meta({ id: 'GiveToVillage' });
/** Takes the child from her at once. */
export const EndVillage = z
  .strictObject({ person: Token, because: lineOfText(100) })
  .meta({ id: 'EndVillage' });

/** Every 儿童主任 of a school's region, to choose from. */
export const VillageOfficerList = z
  .object({ items: z.array(z.object({ token: Token, name: z.string(), region: z.string() })) })
  .meta({ id: 'VillageOfficerList' });
export type VillageOfficerList = z.infer<typeof VillageOfficerList>;

const RoleName = z.enum(keysOf(regionRoles));
/** What somebody is above the schools, and whom she asks: who administers her regions. */
export const OwnOffices = z
  .object({
    items: z.array(z.object({ role: RoleName, region: z.string(), fromDay: Day, toDay: Day.nullable() })),
    contacts: z.array(z.object({ name: z.string(), role: RoleName, region: z.string() })),
  })
  .meta({ id: 'OwnOffices' });
export type OwnOffices = z.infer<typeof OwnOffices>;
