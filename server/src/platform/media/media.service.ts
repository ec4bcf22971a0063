import { Injectable } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { In, IsNull } from 'typeorm';
import type { MediaView, VoiceView } from '#shared/media/contract.js';
import { Keyring } from '../auth/keyring.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { newToken } from '../database/ids.js';
import type { SchoolId } from '../database/ids.js';
import { found, ProblemError } from '../http/problem-error.js';
import { ImageIntake, sourceHash, storedMime } from './image-intake.js';
import { MediaAddress } from './media-address.js';
import { MediaConditions } from './media-conditions.js';
import type { MediaGrant } from './media-conditions.js';
import type { SignedQuery } from './media-address.js';
import { MediaStore } from './media-store.port.js';
import type { ByteRange, StoredFile } from './media-store.port.js';
import { Media } from './media.entity.js';
import { isRecording, RecordingIntake } from './recording-intake.js';
import { fileKeyOf, newStorageKey } from './storage-key.js';

/** Who sends a file. Only a keyed hash of it is stored, so a sealed report's photos and voice name nobody either. */
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
  /** What the tokens must stand for; a recording among photos is as unknown as a foreign one. Photos unless said. */
  kind?: 'photo' | 'recording';
  subjectType: string;
  subjectId: number;
  /** Event of the subject's timeline that the files belong to. */
  seq: number;
}

/** What is stored of a file besides its bytes. */
interface Taken {
  files: { full: Buffer; thumb?: Buffer };
  about: Pick<Media, 'mime' | 'bytes' | 'width' | 'height' | 'seconds'>;
}

/** Takes photos and recordings in, binds them to what they are about, and hands them out. */
@Injectable()
export class MediaService {
  constructor(
    private readonly database: Database,
    private readonly store: MediaStore,
    private readonly images: ImageIntake,
    private readonly recordings: RecordingIntake,
    private readonly address: MediaAddress,
    private readonly conditions: MediaConditions,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a photo or recording once per owner and client id: the same upload again gives the first row again. Never
   * call it inside a transaction: it decodes and writes files.
   * @throws ProblemError `idempotency_mismatch` when the id came with other bytes or for another school before, and
   *   everything that `ImageIntake.take` and `RecordingIntake.take` throw
   */
  async upload(order: UploadOrder, bytes: Buffer): Promise<Media> {
    const ownerHash = this.ownerHash(order.owner, order.clientId);
    const sourceSha256 = sourceHash(bytes);
    const earlier = await this.earlier(order, ownerHash, sourceSha256);
    if (earlier) return earlier;

    const { files, about } = await this.take(bytes);
    const storageKey = newStorageKey();
    // Files first: a row never points at nothing, and files without a row are swept.
    await this.keep(storageKey, files, about.mime);
    try {
      return await this.database.write((tx) =>
        tx.of(Media, order.schoolId).insert({
          token: newToken(),
          clientId: order.clientId,
          ownerHash,
          subjectType: null,
          subjectId: null,
          seq: null,
          ...about,
          sourceSha256,
          storageKey,
          createdAt: this.clock.now(),
        }),
      );
    } catch (error) {
      // Any other failure may have come after the commit; then the files belong to a row, and the sweeper knows.
      if (!isUniqueViolation(error)) throw error;
      await this.forget(storageKey);
      // The same file came twice at once and the other was faster.
      const winner = await this.earlier(order, ownerHash, sourceSha256);
      if (!winner) throw error;
      return winner;
    }
  }

  /** Whether it is a photo or a recording is decided by content; name and type that the phone claims are not asked. */
  private async take(bytes: Buffer): Promise<Taken> {
    const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? '';
    if (isRecording(type)) {
      const { bytes: full, mime, seconds } = this.recordings.take(bytes, type);
      return { files: { full }, about: { mime, bytes: full.length, width: 0, height: 0, seconds } };
    }
    const { full, thumb, width, height } = await this.images.take(bytes);
    const about = { mime: storedMime, bytes: full.length, width, height, seconds: null };
    return { files: { full, thumb }, about };
  }

  /**
   * Binds the owner's loose files to an event of a subject and answers them in the order of `tokens`. Binding them
   * to the same event again changes nothing.
   * @throws ProblemError `not_found` when one is unknown, somebody else's, of another school or kind or bound elsewhere
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
      const isMine = row.ownerHash === this.ownerHash(order.owner, row.clientId);
      if (!isMine || isPhoto(row) !== ((order.kind ?? 'photo') === 'photo'))
        throw new ProblemError('not_found');
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

  /**
   * The photos and recordings of a subject, by the number of the event they belong to, in the order in which they were
   * sent. Only recordings have `seconds`.
   */
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

  /** The files of several subjects of one type, by subject, in the order in which they were sent. */
  async forSubjects(
    school: SchoolId,
    subjectType: string,
    subjectIds: readonly number[],
  ): Promise<Map<number, Media[]>> {
    const bySubject = new Map<number, Media[]>();
    if (subjectIds.length === 0) return bySubject;
    const rows = await this.database.read
      .of(Media, school)
      .find({ where: { subjectType, subjectId: In([...subjectIds]) }, order: { id: 'ASC' } });
    for (const row of rows) {
      const subject = row.subjectId ?? 0;
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), row]);
    }
    return bySubject;
  }

  /**
   * A photo as it is shown, with addresses that end. Only for who has been authorised to see its subject.
   * @param grant for whom, and on what ground; without it a file about a child is opened by nobody
   */
  view(row: Media, grant: MediaGrant | null = null): MediaView {
    const expiresAt = this.address.expiry();
    return {
      token: row.token,
      width: row.width,
      height: row.height,
      url: this.address.of(row.token, 'full', expiresAt, grant),
      thumbnailUrl: this.address.of(row.token, 'thumb', expiresAt, grant),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** A recording as it is played, with an address that ends. Only for who has been authorised to hear its subject; see `view`. */
  voiceView(row: Media, grant: MediaGrant | null = null): VoiceView {
    const expiresAt = this.address.expiry();
    return {
      token: row.token,
      seconds: row.seconds ?? 0,
      url: this.address.of(row.token, 'full', expiresAt, grant),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /**
   * The bytes behind a signed address, and whether they are about a child. `part`: see `MediaStore.get`
   * @throws ProblemError `not_found` for every reason alike: forged, run out, unknown, gone, or not to be shown any more
   */
  async open(
    token: string,
    query: SignedQuery,
    part?: (size: number) => ByteRange | undefined,
  ): Promise<StoredFile & { mime: string; isOfChild: boolean }> {
    if (!this.address.admits(token, query)) throw new ProblemError('not_found');
    const row = found(await this.database.read.acrossSchools(Media).findOneBy({ token }));
    const children = await this.conditions.childrenOf(row);
    if (!(await this.conditions.hold(row, children, this.address.grantOf(query))))
      throw new ProblemError('not_found');
    const file = found(await this.store.get(fileKeyOf(row.storageKey, query.size), part));
    return { ...file, mime: row.mime, isOfChild: children.length > 0 };
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

  private async keep(storageKey: string, { full, thumb }: Taken['files'], mime: string): Promise<void> {
    try {
      await this.store.put(fileKeyOf(storageKey, 'full'), full, mime);
      if (thumb) await this.store.put(fileKeyOf(storageKey, 'thumb'), thumb, mime);
    } catch (error) {
      await this.forget(storageKey);
      throw error;
    }
  }

  /** Removes the files that have no row. Best effort: what stays behind is swept. */
  private async forget(storageKey: string): Promise<void> {
    const sizes = ['full', 'thumb'] as const;
    await Promise.allSettled(sizes.map((size) => this.store.delete(fileKeyOf(storageKey, size))));
  }
}

const isPhoto = (row: Media): boolean => row.seconds === null;
