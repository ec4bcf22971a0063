import { z } from 'zod';
import { lineOfText, Token } from '../platform/primitives.js';
import { normalIdentity, normalPhone } from './private-numbers.js';

/** A phone number, however it is written; answered as it is stored. */
const Phone = z
  .string()
  .max(40)
  .transform((written, context) => {
    const number = normalPhone(written);
    if (number === null) context.addIssue({ code: 'custom', message: '请填手机号，或者带区号的电话' });
    return number ?? '';
  });

const Identity = z
  .string()
  .max(40)
  .transform((written, context) => {
    const number = normalIdentity(written);
    if (number === null) context.addIssue({ code: 'custom', message: '身份证号不对，请再核对一遍' });
    return number ?? '';
  });

/** What is stored encrypted of a child's family. Each read is recorded. */
export const ChildPrivate = z
  .object({
    identity: z.string().nullable(),
    phones: z.array(z.object({ person: z.object({ token: Token, name: z.string() }), number: z.string() })),
    addresses: z.array(z.object({ household: Token, address: z.string() })),
  })
  .meta({ id: 'ChildPrivate' });
export type ChildPrivate = z.infer<typeof ChildPrivate>;

/** The phone number of a guardian at this school; null takes it away. */
export const KeepPhone = z
  .strictObject({ person: Token, number: Phone.nullable() })
  .meta({ id: 'KeepPhone' });
/** The child's own identity number; null takes it away. */
export const KeepIdentity = z.strictObject({ number: Identity.nullable() }).meta({ id: 'KeepIdentity' });
/** Where a household of the child lives (null: the one that she has); without an address it is taken away. */
export const KeepAddress = z
  .strictObject({ household: Token.nullable().default(null), address: lineOfText(100).nullable() })
  .meta({ id: 'KeepAddress' });

/** Whose number this is, exactly. A POST, because an address of a request must not hold a phone number. */
export const FindByPhone = z
  .strictObject({ school: Token.optional(), number: Phone })
  .meta({ id: 'FindByPhone' });
export const FoundByPhone = z
  .object({
    items: z.array(
      z.object({
        person: z.object({ token: Token, name: z.string() }),
        children: z.array(z.object({ token: Token, name: z.string() })),
      }),
    ),
  })
  .meta({ id: 'FoundByPhone' });
export type FoundByPhone = z.infer<typeof FoundByPhone>;
