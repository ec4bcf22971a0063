import { z } from 'zod';
import { fieldClasses } from '../people/field-classes.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Day, Instant, Token } from '../platform/primitives.js';

/** What a record is of. */
export const auditKinds = { read: '看过', write: '改过', auth: '登录' } as const;

const Named = z.object({ token: Token, name: z.string() });

/** Who of the staff did or read what. */
export const AuditEntry = z
  .object({
    at: Instant,
    kind: z.enum(keysOf(auditKinds)),
    action: z.string(),
    /** The action in words. */
    what: z.string(),
    /** null: nobody who is signed in, such as a command on the server. */
    by: Named.nullable(),
    /** The child that it is about. */
    child: Named.nullable(),
    /** The person that it is about. */
    person: Named.nullable(),
    /** Classes of a child's fields that were read. */
    fields: z.array(z.enum(keysOf(fieldClasses))),
    /** It rests on fields that were opened for a reason. */
    forReason: z.boolean(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = pageOf(AuditEntry, 'AuditPage');

/** Without a kind: what was read and what was changed, not the sign-ins. Days in Asia/Shanghai, both included. */
export const AuditQuery = PageQuery.extend({
  school: Token.optional(),
  kind: z.enum(keysOf(auditKinds)).optional(),
  person: Token.optional(),
  child: Token.optional(),
  from: Day.optional(),
  to: Day.optional(),
});
