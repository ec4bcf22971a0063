import { beforeEach, describe, expect, it } from '@jest/globals';
import { SignedMediaQuery } from '#shared/media/contract.js';
import { Keyring } from '../../server/src/platform/auth/keyring.js';
import { Clock, later, minutes } from '../../server/src/platform/clock/clock.js';
import { MediaAddress } from '../../server/src/platform/media/media-address.js';
import type { MediaSize } from '../../server/src/platform/media/storage-key.js';

class SetClock extends Clock {
  instant = new Date('2026-03-02T02:01:00Z');
  now(): Date {
    return this.instant;
  }
}

const token = 'AbCdEfGhIjKlMnOpQrStUv';
const secret = (fill: number) => new Keyring(Buffer.alloc(32, fill).toString('base64'));

describe('signed addresses', () => {
  let clock: SetClock;
  let address: MediaAddress;
  beforeEach(() => {
    clock = new SetClock();
    address = new MediaAddress(secret(7), clock);
  });

  const made = (size: MediaSize = 'full') => {
    const url = new URL(address.of(token, size, address.expiry()), 'https://school.example');
    return { path: url.pathname, query: SignedMediaQuery.parse(Object.fromEntries(url.searchParams)) };
  };

  it('lead to the photo until they end, and no longer', () => {
    const { path, query } = made();
    expect(path).toBe(`/api/v1/media/${token}`);
    expect(new Date(query.exp * 1000).toISOString()).toBe('2026-03-02T02:15:00.000Z');
    expect(address.admits(token, query)).toBe(true);
    clock.instant = new Date('2026-03-02T02:14:59.999Z');
    expect(address.admits(token, query)).toBe(true);
    clock.instant = new Date('2026-03-02T02:15:00Z');
    expect(address.admits(token, query)).toBe(false);
  });

  it('stay the same for some minutes, so that a phone can use its cache', () => {
    const first = made();
    clock.instant = later(clock.instant, minutes(3));
    expect(made()).toEqual(first);
    clock.instant = later(clock.instant, minutes(3));
    expect(made()).not.toEqual(first);
  });

  it('never live shorter than ten minutes', () => {
    clock.instant = new Date('2026-03-02T02:05:00.001Z');
    expect(address.expiry().toISOString()).toBe('2026-03-02T02:20:00.000Z');
    clock.instant = new Date('2026-03-02T02:05:00.000Z');
    expect(address.expiry().toISOString()).toBe('2026-03-02T02:15:00.000Z');
  });

  it('are worth nothing once anything in them is changed', () => {
    const { query } = made('thumb');
    expect(address.admits(token, query)).toBe(true);
    expect(address.admits('BbCdEfGhIjKlMnOpQrStUv', query)).toBe(false);
    expect(address.admits(token, { ...query, size: 'full' })).toBe(false);
    expect(address.admits(token, { ...query, exp: query.exp + 300 })).toBe(false);
    const swapped = query.sig.startsWith('A') ? 'B' : 'A';
    expect(address.admits(token, { ...query, sig: swapped + query.sig.slice(1) })).toBe(false);
    expect(address.admits(token, { ...query, sig: '长'.repeat(43) })).toBe(false);
    expect(new MediaAddress(secret(8), clock).admits(token, query)).toBe(false);
  });

  it('name one of the two sizes', () => {
    const { query } = made();
    expect(SignedMediaQuery.safeParse({ ...query, size: '../../secret' }).success).toBe(false);
    expect(SignedMediaQuery.safeParse({ ...query, size: undefined }).success).toBe(false);
    expect(SignedMediaQuery.safeParse({ ...query, exp: 'soon' }).success).toBe(false);
  });
});
