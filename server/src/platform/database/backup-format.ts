import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { Keyring } from '../auth/keyring.js';

/**
 * A backup holds one JSON-lines file per table (a row a line, as the columns store it, the same on both engines), the
 * photos, and a manifest that counts and seals all of it. It holds no key.
 */
const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);
const Name = z.string().regex(/^[a-z][a-z_0-9]{0,63}$/);

export const Manifest = z.strictObject({
  format: z.literal('xinqiao-backup'),
  /** 1: without the list of keys. */
  version: z.union([z.literal(1), z.literal(2)]),
  /** When the snapshot was taken. */
  madeAt: z.iso.datetime(),
  /** Name of the last migration that had run. */
  schema: z.string().min(1),
  /** Tells whether a secret key is the one that this data was written with; tells nothing else of it. */
  key: z.string(),
  /** Data keys that its records are encrypted with, each with a fingerprint. */
  keys: z.array(z.strictObject({ id: z.string(), fingerprint: z.string() })).default([]),
  tables: z.array(
    z.strictObject({
      name: Name,
      columns: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/)).min(1),
      rows: Count,
      sha256: Digest,
    }),
  ),
  media: z.array(
    z.strictObject({ key: z.string().regex(/^[0-9a-f]{32}\.(full|thumb)$/), bytes: Count, sha256: Digest }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;
export type TableEntry = Manifest['tables'][number];

/** What a column can hold on either engine: instants are text in UTC, flags 0 and 1. */
export type Cell = string | number | null;
export type Row = Record<string, Cell>;

/** Something that keeps a backup from being made or restored, in words that an administrator can act on. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export const manifestFile = 'manifest.json';
export const tableFile = (table: string): string => `tables/${table}.jsonl`;
export const mediaFile = (key: string): string => `media/${key}`;

/** The only names that a backup can have; anything else in an archive is refused before it touches the disk. */
export const isBackupFile = (name: string): boolean =>
  /^(manifest\.json|tables\/[a-z][a-z_0-9]{0,63}\.jsonl|media\/[0-9a-f]{32}\.(full|thumb))$/.test(name);

/** Fingerprint of a secret key. @param secret 32 bytes, base64 */
export const fingerprintOf = (secret: string): string => new Keyring(secret).hash('backup', 'fingerprint');

/** SHA-256 (hexadecimal) and size of a file. */
export async function sealOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
