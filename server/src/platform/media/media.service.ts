import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { MediaView } from '#shared/media/contract.js';
import { Keyring } from '../auth/keyring.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { newToken } from '../database/ids.js';
import type { SchoolId } from '../database/ids.js';
import { found, ProblemError } from '../http/problem-error.js';
import { ImageIntake, sourceHash, storedMime } from './image-intake.js';
import type { TakenImage } from './image-intake.js';
import { MediaAddress } from './media-address.js';
import type { SignedQuery } from './media-address.js';
import { MediaStore } from './media-store.port.js';
import type { StoredFile } from './media-store.port.js';
import { Media } from './media.entity.js';
import { fileKeyOf, newStorageKey } from './storage-key.js';

/** Who sends a photo. Only a keyed hash of it is stored, so a sealed report's photos name nobody either. */
export interface MediaOwner {
  personId: number;
}

export interface UploadOrder {
  owner: MediaOwner;
  schoolId: SchoolId;
  /** UUID made by the phone. */
  clientId: string;
}

export interface AttachOrder {
  owner: MediaOwner;
  schoolId: SchoolId;
  tokens: readonly string[];
  subjectType: string;
  subjectId: number;
  /** Event of the subject's timeline that the photos belong to. */
  seq: number;
}

/** Takes photos in, binds them to what they show, and hands them out. */
@Injectable()
export class MediaService {
  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
    private readonly intake: ImageIntake,
    private readonly address: MediaAddress,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a photo once per owner and client id: the same upload again gives the first row again. Never call it
   * inside a transaction: it decodes and writes files.
   * @throws ProblemError `idempotency_mismatch` when the id came with other bytes or for another school before, and
   *   everything that `ImageIntake.take` throws
   */
  async upload(order: UploadOrder, bytes: Buffer): Promise<Media> {
    const ownerHash = this.ownerHash(order.owner, order.clientId);
    const sourceSha256 = sourceHash(bytes);
    const earlier = await this.earlier(order, ownerHash, sourceSha256);
    if (earlier) return earlier;

    const image = await this.intake.take(bytes);
    const storageKey = newStorageKey();
    // Files first: a row never points at nothing, and files without a row are swept.
    await this.keep(storageKey, image);
    try {
      return await this.database.write((tx) =>
        tx.of(Media, order.schoolId).insert({
          token: newToken(),
          clientId: order.clientId,
          ownerHash,
          subjectType: null,
          subjectId: null,
          seq: null,
          mime: storedMime,
          bytes: image.full.length,
          width: image.width,
          height: image.height,
          seconds: null,
          sourceSha256,
          storageKey,
          createdAt: this.clock.now(),
        }),
      );
    } catch (error) {
      // Any other failure may have come after the commit; then the files belong to a row, and the sweeper knows.
      if (!isUniqueViolation(error)) throw error;
      await this.forget(storageKey);
      // The same photo came twice at once and the other was faster.
      const winner = await this.earlier(order, ownerHash, sourceSha256);
      if (!winner) throw error;
      return winner;
    }
  }

  /**
   * Binds the owner's loose photos to an event of a subject and answers them in the order of `tokens`. Binding them
   * to the same event again changes nothing.
   * @throws ProblemError `not_found` when one is unknown, somebody else's, of another school or bound elsewhere
   */
  async attach(tx: Tx, order: AttachOrder): Promise<Media[]> {
    const tokens = [...new Set(order.tokens)];
    if (tokens.length === 0) return [];
    const table = tx.of(Media, order.schoolId);
    const rows = new Map((await table.find({ where: { token: In(tokens) } })).map((row) => [row.token, row]));
    const { subjectType, subjectId, seq } = order;
    const attached: Media[] = [];
    for (const token of tokens) {
      const row = found(rows.get(token));
      if (row.ownerHash !== this.ownerHash(order.owner, row.clientId)) throw new ProblemError('not_found');
      const isBoundHere = row.subjectType === subjectType && row.subjectId === subjectId && row.seq === seq;
      if (!isBoundHere) {
        const loose = { id: row.id, subjectType: IsNull() };
        if ((await table.update(loose, { subjectType, subjectId, seq })) !== 1)
          throw new ProblemError('not_found');
        Object.assign(row, { subjectType, subjectId, seq });
      }
      attached.push(row);
    }
    return attached;
  }

  /** The photos of a subject, by the number of the event they belong to, in the order in which they were sent. */
  async forSubject(school: SchoolId, subjectType: string, subjectId: number): Promise<Map<number, Media[]>> {
    const rows = await this.database.read
      .of(Media, school)
      .find({ where: { subjectType, subjectId }, order: { seq: 'ASC', id: 'ASC' } });
    const bySeq = new Map<number, Media[]>();
    for (const row of rows) {
      const seq = row.seq ?? 0;
      bySeq.set(seq, [...(bySeq.get(seq) ?? []), row]);
    }
    return bySeq;
  }

  /** A photo as it is shown, with addresses that end. Only for who has been authorised to see its subject. */
  view(row: Media): MediaView {
    const expiresAt = this.address.expiry();
    return {
      token: row.token,
      width: row.width,
      height: row.height,
      url: this.address.of(row.token, 'full', expiresAt),
      thumbnailUrl: this.address.of(row.token, 'thumb', expiresAt),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /**
   * The bytes behind a signed address.
   * @throws ProblemError `not_found` for every reason alike: forged, run out, unknown, gone
   */
  async open(token: string, query: SignedQuery): Promise<StoredFile & { mime: string }> {
    if (!this.address.admits(token, query)) throw new ProblemError('not_found');
    const row = found(await this.database.read.acrossSchools(Media).findOneBy({ token }));
    const file = found(await this.store.get(fileKeyOf(row.storageKey, query.size)));
    return { ...file, mime: row.mime };
  }

  private ownerHash(owner: MediaOwner, clientId: string): string {
    return this.keyring.hash('media-owner', `${owner.personId}:${clientId}`);
  }

  private async earlier(order: UploadOrder, ownerHash: string, sourceSha256: string): Promise<Media | null> {
    const where = { clientId: order.clientId, ownerHash };
    const row = await this.database.read.acrossSchools(Media).findOneBy(where);
    if (!row) return null;
    const isSame = row.sourceSha256 === sourceSha256 && row.schoolId === order.schoolId;
    if (!isSame) throw new ProblemError('idempotency_mismatch');
    return row;
  }

  private async keep(storageKey: string, image: TakenImage): Promise<void> {
    try {
      await this.store.put(fileKeyOf(storageKey, 'full'), image.full, storedMime);
      await this.store.put(fileKeyOf(storageKey, 'thumb'), image.thumb, storedMime);
    } catch (error) {
      await this.forget(storageKey);
      throw error;
    }
  }

  /** Removes the files of a photo that has no row. Best effort: what stays behind is swept. */
  private async forget(storageKey: string): Promise<void> {
    const sizes = ['full', 'thumb'] as const;
    await Promise.allSettled(sizes.map((size) => this.store.delete(fileKeyOf(storageKey, size))));
  }
}
