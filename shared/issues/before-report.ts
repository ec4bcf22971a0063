import { z } from 'zod';
import { PlaceView, StaffRoleName } from '../people/contract.js';
import { personalText, Token } from '../platform/primitives.js';
import { CategoryView, ReportPictureName } from './contract.js';
import { issueLimits } from './vocabulary.js';

/**
 * What is being written, to find open issues of the school that may be the same. A POST, because an address must not
 * carry what somebody writes.
 */
export const SimilarQuery = z
  .strictObject({
    school: Token.optional(),
    code: Token.nullable().default(null),
    place: Token.nullable().default(null),
    category: Token.nullable().default(null),
    text: personalText(issueLimits.textLength).default(''),
  })
  .meta({ id: 'SimilarQuery' });
export type SimilarQuery = z.input<typeof SimilarQuery>;
/** An open issue that may be the same. Holds nothing that another family wrote: only the words that both share. */
export const SimilarIssue = z
  .object({
    /** Handle for `joins`; no token of an issue. */
    token: Token,
    category: CategoryView.nullable(),
    place: PlaceView.nullable(),
    words: z.array(z.string()),
    stateLabel: z.string(),
    /** In words that point at nobody: 今天, 这个星期, 更早. */
    since: z.string(),
  })
  .meta({ id: 'SimilarIssue' });
export type SimilarIssue = z.infer<typeof SimilarIssue>;
export const SimilarList = z.object({ items: z.array(SimilarIssue) }).meta({ id: 'SimilarList' });

/** Who will be the first to listen to a recording that is about to be sent. */
export const FirstListenerQuery = z.object({
  school: Token.optional(),
  code: Token.optional(),
  picture: ReportPictureName,
  place: Token.optional(),
  child: Token.optional(),
  category: Token.optional(),
  sealed: z.enum(['true', 'false']).default('false'),
  onBehalfOf: Token.optional(),
  /** Whom it is about, separated by commas. */
  about: z
    .string()
    .transform((tokens) => tokens.split(','))
    .pipe(z.array(Token).max(issueLimits.peopleNamed))
    .optional(),
});
export const FirstListener = z
  .object({ name: z.string(), role: StaffRoleName.nullable() })
  .meta({ id: 'FirstListener' });
export type FirstListener = z.infer<typeof FirstListener>;
