import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SignedMediaQuery } from '#shared/media/contract.js';
import { Keyring } from '../auth/keyring.js';
import { Clock, minutes } from '../clock/clock.js';
import type { MediaGrant } from './media-conditions.js';
import type { MediaSize } from './storage-key.js';

const validFor = minutes(10);
/** All addresses of five minutes end at the same instant, so that a phone that asks again finds them in its cache. */
const grid = minutes(5);

export type SignedQuery = z.output<typeof SignedMediaQuery>;

/** Signed addresses of photos: who holds one may look until it ends; nobody can make one. */
@Injectable()
export class MediaAddress {
  constructor(
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** When addresses made now stop working: 10 to 15 minutes ahead, on a grid of five. */
  expiry(): Date {
    return new Date(Math.ceil((this.clock.now().getTime() + validFor) / grid) * grid);
  }

  /**
   * Address relative to the server's root.
   * @param grant for whom and on what ground; none: for everybody who holds it
   */
  of(token: string, size: MediaSize, expiresAt: Date, grant: MediaGrant | null = null): string {
    const exp = Math.floor(expiresAt.getTime() / 1000);
    const who = grant === null ? undefined : this.disguise(grant.sessionId);
    const purpose = grant?.purpose ?? undefined;
    const more = `${who === undefined ? '' : `&who=${who}`}${purpose === undefined ? '' : `&for=${purpose}`}`;
    const sig = this.sign(token, { size, exp, who, for: purpose });
    return `/api/v1/media/${token}?size=${size}&exp=${exp}${more}&sig=${sig}`;
  }

  /** Whether the query belongs to the token, was signed by us and has not run out. */
  admits(token: string, query: SignedQuery): boolean {
    const expected = Buffer.from(this.sign(token, query));
    const given = Buffer.from(query.sig);
    const genuine = expected.length === given.length && timingSafeEqual(expected, given);
    return genuine && this.clock.now().getTime() < query.exp * 1000;
  }

  /** For whom and on what ground an address was made that `admits` has let pass. */
  grantOf({ who, for: purpose }: SignedQuery): MediaGrant | null {
    return who === undefined ? null : { sessionId: this.undisguise(who), purpose: purpose ?? null };
  }

  private sign(token: string, { size, exp, who = '', for: purpose = '' }: Omit<SignedQuery, 'sig'>): string {
    const about = who === '' ? '' : ` ${who} ${purpose}`;
    return this.keyring.hash('media-address', `${token} ${size} ${exp}${about}`);
  }

  /**
   * One block of AES-256, so that the same session always gives the same address: a number of ours stays inside, and a
   * phone's cache stays of use. Nobody can make one that passes, because the whole address is signed.
   */
  private disguise(sessionId: number): string {
    const cipher = createCipheriv('aes-256-ecb', this.readerKey(), null).setAutoPadding(false);
    const block = Buffer.alloc(16);
    block.writeBigUInt64BE(BigInt(sessionId), 8);
    return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
  }

  private undisguise(who: string): number {
    const decipher = createDecipheriv('aes-256-ecb', this.readerKey(), null).setAutoPadding(false);
    const block = Buffer.concat([decipher.update(Buffer.from(who, 'base64url')), decipher.final()]);
    return Number(block.readBigUInt64BE(8));
  }

  private readerKey(): Buffer {
    return Buffer.from(this.keyring.hash('media-reader', 'key'), 'base64url');
  }
}
