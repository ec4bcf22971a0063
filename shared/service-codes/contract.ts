import { z } from 'zod';
import { CategoryView } from '../issues/contract.js';
import { ClassroomView, PlaceView, SchoolView } from '../people/contract.js';
import { keysOf } from '../platform/keys.js';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Instant, lineOfText, Token } from '../platform/primitives.js';
import { serviceCodeKinds } from './vocabulary.js';

export const ServiceCodeKind = z.enum(keysOf(serviceCodeKinds)).meta({ id: 'ServiceCodeKind' });

/** A printed code as its school administers it. */
export const ServiceCodeView = z
  .object({
    token: Token,
    /** What the print carries; random, says nothing by itself. */
    scene: Token,
    kind: ServiceCodeKind,
    label: z.string(),
    place: PlaceView.nullable(),
    classroom: ClassroomView.nullable(),
    category: CategoryView.nullable(),
    state: z.enum(['active', 'revoked', 'renewed']),
    /** The code that took its place. */
    renewedBy: Token.nullable(),
    /** Address that the code of the preview opens. */
    url: z.string(),
    scans: z.object({ week: z.int(), all: z.int() }),
    createdAt: Instant,
  })
  .meta({ id: 'ServiceCodeView' });
export type ServiceCodeView = z.infer<typeof ServiceCodeView>;
export const ServiceCodePage = pageOf(ServiceCodeView, 'ServiceCodePage');
export const ServiceCodeQuery = PageQuery.extend({
  school: Token.optional(),
  kind: ServiceCodeKind.optional(),
  state: z.enum(['active', 'ended']).default('active'),
});

export const CreateServiceCode = z
  .strictObject({
    kind: ServiceCodeKind,
    /** Printed large on the poster: 二楼楼梯. Left out: the name of the place or classroom. */
    label: lineOfText(20).optional(),
    place: Token.nullable().default(null),
    classroom: Token.nullable().default(null),
    category: Token.nullable().default(null),
  })
  .meta({ id: 'CreateServiceCode' });
export type CreateServiceCode = z.input<typeof CreateServiceCode>;

/** Which codes are printed, in which order (tokens with commas between them): each on a page, or six small cards on one. */
export const PosterQuery = z.object({
  codes: z
    .string()
    .max(2000)
    .transform((text) => text.split(','))
    .pipe(z.array(Token).min(1).max(30, '一次最多打印 30 张')),
  shape: z.enum(['poster', 'card']).default('poster'),
});

/** What whoever scans a code is told; nothing personal, so that nobody has to sign in first. */
export const OpenedCode = z
  .object({
    /** The code to report with: the scanned one, or the one that took its place. */
    code: Token,
    /** moved: an old print, it goes on with the new code · ended: revoked, it goes on to the school. */
    state: z.enum(['active', 'moved', 'ended']),
    /** A word of explanation for an old print. */
    note: z.string().nullable(),
    kind: ServiceCodeKind,
    label: z.string(),
    school: SchoolView,
    place: PlaceView.nullable(),
    classroom: ClassroomView.nullable(),
    category: CategoryView.nullable(),
  })
  .meta({ id: 'OpenedCode' });
export type OpenedCode = z.infer<typeof OpenedCode>;
