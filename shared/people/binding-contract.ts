import { z } from 'zod';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Instant, lineOfText, Token } from '../platform/primitives.js';
import { bindingDecisions, bindingDoubts, bindingStates } from './binding.js';
import { ClassroomView } from './contract.js';
import { contradictions } from './integrity.js';
import { relations } from './vocabulary.js';

const RelationName = z.enum(keysOf(relations));

/** Letters and digits of a child's code; one of a member of staff has eight. Spaces and dashes are forgiven. */
export const ChildCode = z
  .string()
  .max(40)
  .transform((value) => value.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9]{10}$/, '绑定条上的码是 10 位字母和数字'));

/** Who binds says who she is and which child it is about; both are compared with what the school knows. */
export const BindChild = z
  .strictObject({
    code: ChildCode,
    /** Her own name; the one who is acting already keeps hers. */
    name: lineOfText(30),
    childName: lineOfText(30),
    relation: RelationName,
  })
  .meta({ id: 'BindChild' });

/** What became of using a code. Nothing of the child is said before she is bound. */
export const MyBinding = z
  .object({
    token: Token,
    state: z.enum(keysOf(bindingStates)),
    /** As she typed it. */
    childName: z.string(),
    relation: RelationName,
    /** Show her the big buttons: the teacher who stood before her said so. */
    simpleMode: z.boolean(),
    at: Instant,
  })
  .meta({ id: 'MyBinding' });
export type MyBinding = z.infer<typeof MyBinding>;
export const MyBindings = z.object({ items: z.array(MyBinding) }).meta({ id: 'MyBindings' });

export const NewChildCode = z
  .strictObject({
    /** Who is standing before the teacher; null: whoever uses the code says so herself. */
    relation: RelationName.nullable().default(null),
    simpleMode: z.boolean().default(false),
  })
  .meta({ id: 'NewChildCode' });
/** A code, shown once: as letters, and as a picture to scan (`data:` address, PNG; null where WeChat gave none). */
export const ShownChildCode = z
  .object({ code: z.string(), picture: z.string().nullable(), expiresAt: Instant })
  .meta({ id: 'ShownChildCode' });
export type ShownChildCode = z.infer<typeof ShownChildCode>;

/** Somebody who waits to be let in, as those see her who decide. */
export const BindingRequestView = z
  .object({
    token: Token,
    state: z.enum(keysOf(bindingStates)),
    child: z.object({ token: Token, name: z.string(), classroom: ClassroomView.nullable() }),
    name: z.string(),
    relation: RelationName,
    at: Instant,
    decisions: z.array(z.enum(keysOf(bindingDecisions))),
    /** Only for the school: what made us doubt, the name that was typed, and the children it may have been mixed up with. */
    doubts: z.array(z.enum(keysOf(bindingDoubts))).optional(),
    typedChildName: z.string().optional(),
    othersSeen: z.array(z.object({ name: z.string(), classroom: ClassroomView.nullable() })).optional(),
  })
  .meta({ id: 'BindingRequestView' });
export type BindingRequestView = z.infer<typeof BindingRequestView>;
export const BindingRequestPage = pageOf(BindingRequestView, 'BindingRequestPage');
export const BindingRequestQuery = PageQuery.extend({
  school: Token.optional(),
  /** `family`: for the children I decide for; `school`: for those whose families I keep in order. */
  side: z.enum(['family', 'school']).default('family'),
});
export const DecideBinding = z
  .strictObject({ decision: z.enum(keysOf(bindingDecisions)) })
  .meta({ id: 'DecideBinding' });

/** Whose phones are taken off: a guardian of the child. */
export const UnbindGuardian = z.strictObject({ person: Token }).meta({ id: 'UnbindGuardian' });

/** Slips for the children of a classroom, or for some of them; older slips of theirs stop working. */
export const PrintSlips = z
  .strictObject({ classroom: Token, children: z.array(Token).max(80).default([]) })
  .meta({ id: 'PrintSlips' });

export const IntegrityFindingView = z
  .object({
    token: Token,
    kind: z.enum(keysOf(contradictions)),
    child: z.object({ token: Token, name: z.string(), classroom: ClassroomView.nullable() }).nullable(),
    person: z.string().nullable(),
    firstSeenAt: Instant,
    lastSeenAt: Instant,
  })
  .meta({ id: 'IntegrityFindingView' });
export type IntegrityFindingView = z.infer<typeof IntegrityFindingView>;
export const IntegrityPage = pageOf(IntegrityFindingView, 'IntegrityPage');
export const IntegrityQuery = PageQuery.extend({ school: Token.optional() });
/** How many contradictions stand after a look at once. */
export const IntegrityLook = z.object({ standing: z.int() }).meta({ id: 'IntegrityLook' });
