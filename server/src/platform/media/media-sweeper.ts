import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, Like } from 'typeorm';
import { Database } from '../database/database.js';
import { MediaStore } from './media-store.port.js';
import { Media } from './media.entity.js';
import { baseKeyOf, fileKeyOf } from './storage-key.js';

const batch = 200;
const hourMs = 3_600_000;

/** Clears away photos that were sent and never used, and files that belong to no row. */
@Injectable()
export class MediaSweeper {
  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
  ) {}

  /**
   * One round, meant to run about every hour. `before` lies a day back: a report may be written long after its photo
   * was sent, and files younger than that may belong to an upload that is still under way. Each round looks through
   * one of the store's 256 folders for files without a row, another one every hour.
   * @returns how many photos and how many stray files were removed
   */
  async sweep(before: Date): Promise<{ photos: number; strayFiles: number }> {
    const photos = await this.dropUnused(before);
    const folder = Math.floor(before.getTime() / hourMs) % 256;
    const strayFiles = await this.dropStray(folder.toString(16).padStart(2, '0'), before);
    await this.store.discardUnfinished(before);
    return { photos, strayFiles };
  }

  private async dropUnused(before: Date): Promise<number> {
    const unused = { subjectType: IsNull(), createdAt: LessThan(before) };
    for (let dropped = 0; ;) {
      const rows = await this.database.read
        .acrossSchools(Media)
        .find({ where: unused, order: { id: 'ASC' }, take: batch });
      for (const row of rows) {
        // Asked again at the moment of deletion: it may just have been attached.
        const { affected } = await this.database.write((tx) =>
          tx.acrossSchools(Media).delete({ id: row.id, ...unused }),
        );
        if (affected !== 1) continue;
        dropped += 1;
        // After the row: a crash in between leaves stray files, never a row without its photo.
        await this.store.delete(fileKeyOf(row.storageKey, 'full'));
        await this.store.delete(fileKeyOf(row.storageKey, 'thumb'));
      }
      if (rows.length < batch) return dropped;
    }
  }

  /** Removes the old files of one folder that no row names. `prefix`: two hexadecimal digits. */
  async dropStray(prefix: string, before: Date): Promise<number> {
    const old: string[] = [];
    for await (const file of this.store.list(prefix)) if (file.modifiedAt < before) old.push(file.key);
    if (old.length === 0) return 0;
    const rows = await this.database.read
      .acrossSchools(Media)
      .find({ select: { storageKey: true }, where: { storageKey: Like(`${prefix}%`) } });
    const known = new Set(rows.map((row) => row.storageKey));
    const stray = old.filter((key) => !known.has(baseKeyOf(key) ?? ''));
    for (const key of stray) await this.store.delete(key);
    return stray.length;
  }
}
