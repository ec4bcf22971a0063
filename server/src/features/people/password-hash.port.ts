import { randomInt } from 'node:crypto';
import { hash } from '@node-rs/argon2';

/** argon2id with 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). Algorithm 2 is argon2id. */
export const passwordOptions = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** PHC string of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, passwordOptions);
}

/** Without letters and digits that look alike in print (0 O, 1 I L). */
const readable = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Random readable text: first passwords and binding codes that people copy from paper. */
export function readableSecret(length: number): string {
  return Array.from({ length }, () => readable[randomInt(readable.length)]).join('');
}
