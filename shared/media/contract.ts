import { z } from 'zod';
import { Instant, Token } from '../platform/primitives.js';

/** A stored photo. The addresses are signed, hold nothing personal and stop working at `expiresAt`. */
export const MediaView = z
  .object({
    token: Token,
    width: z.int(),
    height: z.int(),
    url: z.string(),
    thumbnailUrl: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'MediaView' });
export type MediaView = z.infer<typeof MediaView>;

/** A stored recording, under the same kind of address. */
export const VoiceView = z
  .object({ token: Token, seconds: z.int(), url: z.string(), expiresAt: Instant })
  .meta({ id: 'VoiceView' });
export type VoiceView = z.infer<typeof VoiceView>;

/** Answer to an upload (`multipart/form-data`: fields `clientId`, `sealed` ("true" for a sealed report), file `file`). `seconds`: only of a recording, `width` and `height` only of a photo. */
export const UploadedMedia = z
  .object({
    token: Token,
    sourceSha256: z.string(),
    width: z.int(),
    height: z.int(),
    seconds: z.int().nullable(),
  })
  .meta({ id: 'UploadedMedia' });
export type UploadedMedia = z.infer<typeof UploadedMedia>;

/** Query of a signed address. */
export const SignedMediaQuery = z.object({
  size: z.enum(['full', 'thumb']),
  exp: z.coerce.number().int(),
  /** In which session it was shown, unreadable for whoever holds it. */
  who: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/)
    .optional(),
  /** The consent on which it rests. */
  for: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  sig: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
