import { ProblemError } from '../http/problem-error.js';
import type { ByteRange } from './media-store.port.js';

/**
 * The part of a file that a player asks for (RFC 9110, 14). Several parts at once, and units other than bytes, are
 * answered with the whole file, as the standard allows.
 * @returns undefined for the whole file
 * @throws ProblemError `bad_range` for a part that begins behind the end
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < from) return undefined;
  if (from >= size) throw new ProblemError('bad_range');
  return { from, to };
}
