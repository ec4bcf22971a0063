import { randomBytes } from 'node:crypto';
import type { ValueTransformer } from 'typeorm';

declare const schoolBrand: unique symbol;

/** Id of a school: the tenant. A type of its own, so that no other number can be put where a tenant wall stands. */
export type SchoolId = number & { readonly [schoolBrand]: true };

/** Names a number as a tenant. Only for who has just read it from a school's row or an authorised session. */
export function asSchoolId(id: number): SchoolId {
  return id as SchoolId;
}

/** Turns what a driver gives for a 64-bit id into a number; throws beyond 2^53, where numbers stop being exact. */
export function safeId(raw: unknown): number {
  const id = typeof raw === 'number' ? raw : Number(String(raw));
  if (!Number.isSafeInteger(id)) throw new RangeError('An id from the database is not a safe integer');
  return id;
}

export const idTransformer: ValueTransformer = {
  from: (raw: unknown) => (raw === null || raw === undefined ? raw : safeId(raw)),
  to: (value: unknown) => value,
};

const tokenBytes = 16;
/** Drawn for many tokens at once: each draw asks the system. */
let drawn = Buffer.alloc(0);

/** 128 random bits, base64url, 22 characters: the public name of a row. */
export function newToken(): string {
  if (drawn.length < tokenBytes) drawn = randomBytes(256 * tokenBytes);
  const token = drawn.toString('base64url', 0, tokenBytes);
  drawn = drawn.subarray(tokenBytes);
  return token;
}
