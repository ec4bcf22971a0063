import { z } from 'zod';
import { pageOf, PageQuery } from '../platform/paging.js';
import { Instant, lineOfText, Token } from '../platform/primitives.js';

/** As families and staff see it. */
export const __Feature__View = z
  .object({ token: Token, title: z.string(), createdAt: Instant })
  .meta({ id: '__Feature__View' });
export type __Feature__View = z.infer<typeof __Feature__View>;

export const __Feature__Page = pageOf(__Feature__View, '__Feature__Page');

/** `school` may be left out by who belongs to exactly one. */
export const __Feature__Query = PageQuery.extend({ school: Token.optional() });

export const Create__Feature__ = z
  .strictObject({ school: Token.optional(), title: lineOfText(60) })
  .meta({ id: 'Create__Feature__' });
export type Create__Feature__ = z.input<typeof Create__Feature__>;
