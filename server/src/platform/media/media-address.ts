import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { SignedMediaQuery } from '#shared/media/contract.js';
import { Keyring } from '../auth/keyring.js';
import { Clock, minutes } from '../clock/clock.js';
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

  /** Address relative to the server's root. */
  of(token: string, size: MediaSize, expiresAt: Date): string {
    const exp = Math.floor(expiresAt.getTime() / 1000);
    return `/api/v1/media/${token}?size=${size}&exp=${exp}&sig=${this.sign(token, size, exp)}`;
  }

  /** Whether the query belongs to the token, was signed by us and has not run out. */
  admits(token: string, query: SignedQuery): boolean {
    const expected = Buffer.from(this.sign(token, query.size, query.exp));
    const given = Buffer.from(query.sig);
    const genuine = expected.length === given.length && timingSafeEqual(expected, given);
    return genuine && this.clock.now().getTime() < query.exp * 1000;
  }

  private sign(token: string, size: MediaSize, exp: number): string {
    return this.keyring.hash('media-address', `${token} ${size} ${exp}`);
  }
}
