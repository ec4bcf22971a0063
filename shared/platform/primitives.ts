import { z } from 'zod';

/** Random public name of a row (128 bits, base64url): the only identity that leaves the server. */
export const Token = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/, '编号不对')
  .meta({ id: 'Token', description: 'Random public name of a row' });

/** Identity that a phone gives to what it creates offline (UUID v4, lower case). */
export const ClientId = z
  .uuid('编号不对')
  .transform((value) => value.toLowerCase())
  .pipe(z.string())
  .meta({
    id: 'ClientId',
    description: 'UUID made by the client; posting it twice gives the first answer again',
  });

/** UTC instant, ISO 8601 with milliseconds. */
export const Instant = z.iso.datetime().meta({ id: 'Instant' });

/** Calendar day in Asia/Shanghai. */
export const Day = z.iso.date().meta({ id: 'Day' });

// Refused instead of stripped: a lone surrogate or a control character means that something broke on the way,
// and storing half of it would lose what the reporter wrote.
const controlOrBroken = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u;

/** Free text of a person: line breaks allowed, kept byte for byte. `max` counts code points. */
export function personalText(max: number, message = `最多 ${max} 个字`) {
  return z
    .string()
    .max(max * 2, message)
    .refine((value) => [...value].length <= max, message)
    .refine((value) => !controlOrBroken.test(value), '文字里有不能识别的字符');
}

/** One-line text such as a name: trimmed, not empty. */
export function lineOfText(max: number) {
  return z
    .string()
    .trim()
    .min(1, '不能为空')
    .max(max, `最多 ${max} 个字`)
    .refine((value) => !/[\u0000-\u001F\u007F]|\p{Surrogate}/u.test(value), '文字里有不能识别的字符');
}

/** Body of a command that carries nothing. */
export const Nothing = z.strictObject({}).meta({ id: 'Nothing' });
