import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../server/src/platform/database/database.js';
import { freshDatabase } from '../support/database.js';

/** A migrated database of its own without an application around it. */
export interface Stored {
  database: Database;
  folder: string;
  url: string | undefined;
  drop(): Promise<void>;
}

export async function openStored(): Promise<Stored> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-platform-'));
  const { database, url, drop } = await freshDatabase(folder);
  return {
    database,
    folder,
    url,
    drop: async () => {
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A door that stays shut until it is opened: orders what overlaps, without waiting for time. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
