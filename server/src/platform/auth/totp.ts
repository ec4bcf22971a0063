import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Time-based one-time passwords as every authenticator app makes them: RFC 6238 over RFC 4226, HMAC-SHA1, steps of 30
 * seconds from the Unix epoch, six digits. test/session/totp.test.ts holds the vectors of both documents.
 */
export const stepSeconds = 30;
export const codeDigits = 6;
/** How many steps a phone's clock may be wrong, before and after. */
const drift = 1;
/** RFC 4226 section 4 recommends 160 bits. */
const secretBytes = 20;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new shared secret in base32 (RFC 4648, without padding), as apps take it. */
export function newTotpSecret(): string {
  let bits = '';
  for (const byte of randomBytes(secretBytes)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[parseInt(five, 2)]).join('');
}

/** @throws Error for what is not base32 */
export function bytesOfBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new Error('Not base32');
    bits += value.toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
}

/** The step in which an instant lies. */
export function stepAt(instant: Date): number {
  return Math.floor(instant.getTime() / 1000 / stepSeconds);
}

/** The code of one step (RFC 4226 section 5.3). @param key the shared secret as bytes */
export function codeOfStep(
  key: Buffer,
  step: number,
  digits = codeDigits,
  algorithm: 'sha1' | 'sha256' | 'sha512' = 'sha1',
): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac(algorithm, key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code somebody typed, at most one away from now; null where it is none of them. The caller must refuse
 * a step that was used before, and every earlier one (RFC 6238 section 5.2).
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const key = bytesOfBase32(secret);
  const typed = Buffer.from(code);
  let found: number | null = null;
  for (let away = -drift; away <= drift; away++) {
    const step = stepAt(now) + away;
    const right = Buffer.from(codeOfStep(key, step));
    if (typed.length === right.length && timingSafeEqual(typed, right)) found = step;
  }
  return found;
}

/** Address that an authenticator app reads from a QR code. @param login as which the app lists it */
export function totpAddress(secret: string, login: string): string {
  const issuer = '心桥';
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  const query = `secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${codeDigits}&period=${stepSeconds}`;
  return `otpauth://totp/${label}?${query}`;
}
