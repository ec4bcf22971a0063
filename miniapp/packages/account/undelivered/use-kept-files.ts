import { useEffect, useState } from 'react';
import type { OutboxEntry } from '../../../api/outbox/outbox-entry.js';
import { fileVault } from '../../../platform/file-vault.js';
import type { Picture } from '../../../ui/photos.js';

/** What an entry still has on the phone, to look at and to listen to. */
export interface KeptFiles {
  pictures: Picture[];
  /** Address of the recording. */
  voice: string | null;
}

export const nothingKept: KeptFiles = { pictures: [], voice: null };

async function addressesOf(photos: readonly string[], voice: string): Promise<KeptFiles> {
  const paths = await Promise.all(photos.map(async (ref) => ({ ref, path: await fileVault.pathOf(ref) })));
  return {
    pictures: paths.map(({ ref, path }, index) => ({
      id: `${index}-${ref.slice(-8)}`,
      small: path,
      large: path,
    })),
    voice: voice === '' ? null : await fileVault.pathOf(voice),
  };
}

/** The photos and the recording that an entry still has on the phone. */
export function useKeptFiles({ files }: OutboxEntry): KeptFiles {
  const [kept, setKept] = useState(nothingKept);
  const photos = files.flatMap((file) => (file.kind === 'voice' ? [] : [file.ref])).join(' ');
  const voice = files.find((file) => file.kind === 'voice')?.ref ?? '';
  useEffect(() => {
    let shown = true;
    addressesOf(photos === '' ? [] : photos.split(' '), voice)
      .then((found) => (shown ? setKept(found) : undefined))
      .catch(() => setKept(nothingKept));
    return () => {
      shown = false;
    };
  }, [photos, voice]);
  return kept;
}
