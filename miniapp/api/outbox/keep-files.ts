import { fileVault } from '../../platform/file-vault.js';
import type { TemporaryFile } from '../../platform/temporary-file.js';
import type { OutboxDraft } from './outbox-entry.js';

/** Puts photos, and a recording where there is one, where they outlive the program. Rejects when the phone is full. */
export async function keepFiles(
  photos: readonly TemporaryFile[],
  voice: TemporaryFile | null = null,
): Promise<NonNullable<OutboxDraft['files']>> {
  const files: NonNullable<OutboxDraft['files']> = [];
  // One after the other: old phones run out of memory.
  if (voice) files.push({ ref: await fileVault.keep(voice), size: voice.size, kind: 'voice' });
  for (const photo of photos) files.push({ ref: await fileVault.keep(photo), size: photo.size });
  return files;
}
