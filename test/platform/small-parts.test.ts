import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Keyring } from '../../server/src/platform/auth/keyring.js';
import { dayOf, days, hourOf, hours, later, minutes } from '../../server/src/platform/clock/clock.js';
import { EnvError, readEnv } from '../../server/src/platform/config/env.js';
import { idTransformer, newToken, safeId } from '../../server/src/platform/database/ids.js';
import { pageFrom, pageLimits } from '../../server/src/platform/http/keyset.js';
import { ProblemError } from '../../server/src/platform/http/problem-error.js';
import { RateLimits } from '../../server/src/platform/http/rate-limits.js';
import { afterQuietHours } from '../../server/src/platform/outbox/outbox.js';

const folder = mkdtempSync(path.join(tmpdir(), 'xinqiao-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('ids', () => {
  it('are numbers, whatever the driver gives, and throw where numbers stop being exact', () => {
    expect([safeId(7), safeId('7'), safeId(7n)]).toEqual([7, 7, 7]);
    expect(safeId('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    for (const wrong of ['9007199254740992', 2 ** 53, 9_007_199_254_740_993n, 1.5, 'x', {}])
      expect(() => safeId(wrong)).toThrow(RangeError);
    expect([idTransformer.from(null), idTransformer.from('12')]).toEqual([null, 12]);
  });

  it('are random where they are public', () => {
    const tokens = new Set(Array.from({ length: 1000 }, newToken));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});

describe('the keyring', () => {
  const ring = new Keyring(Buffer.alloc(32, 1).toString('base64'));
  const other = new Keyring(Buffer.alloc(32, 2).toString('base64'));

  it('gives back what it was given, and never the same cipher text twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const [one, two] = [ring.encrypt('a', text), ring.encrypt('a', text)];
        expect(one).not.toBe(two);
        expect(ring.decrypt('a', one)).toBe(text);
      }),
    );
  });

  it('refuses a text that was changed anywhere, another purpose, another key and another key id', () => {
    const text = ring.encrypt('a', '周奶奶');
    const raw = Buffer.from(text.slice(3), 'base64url');
    for (let at = 0; at < raw.length; at++) {
      const bent = Buffer.from(raw);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => ring.decrypt('a', `k1.${bent.toString('base64url')}`)).toThrow();
    }
    expect(() => ring.decrypt('b', text)).toThrow();
    expect(() => other.decrypt('a', text)).toThrow();
    expect(() => ring.decrypt('a', `k2.${text.slice(3)}`)).toThrow('Unknown key id');
    expect(() => ring.decrypt('a', 'k1')).toThrow();
    expect(() => ring.decrypt('a', 'k1.AAAA')).toThrow();
  });

  it('hashes the same to the same, and differently for each purpose and key', () => {
    const hashes = [ring.hash('a', 'x'), ring.hash('b', 'x'), ring.hash('a', 'y'), other.hash('a', 'x')];
    expect(new Set(hashes).size).toBe(4);
    expect(ring.hash('a', 'x')).toBe(hashes[0]);
    for (const hash of hashes) expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe('the clock', () => {
  it('begins the day of Shanghai at 16:00 UTC', () => {
    expect(dayOf(new Date('2026-03-03T15:59:59.999Z'))).toBe('2026-03-03');
    expect(dayOf(new Date('2026-03-03T16:00:00.000Z'))).toBe('2026-03-04');
    expect(dayOf(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01');
    expect(hourOf(new Date('2026-03-03T15:59:59Z'))).toBe(23);
    expect(hourOf(new Date('2026-03-03T16:00:00Z'))).toBe(0);
  });

  it('counts in milliseconds', () => {
    expect([minutes(1), hours(1), days(1)]).toEqual([60_000, 3_600_000, 86_400_000]);
    expect(later(new Date('2026-03-03T16:00:00Z'), hours(-1)).toISOString()).toBe('2026-03-03T15:00:00.000Z');
  });
});

describe('quiet hours', () => {
  const hour = fc.integer({ min: 0, max: 23 });
  const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  /** Told the slow way: the hours of the night, counted up. */
  const isQuiet = ({ from, to }: { from: number; to: number }, at: number) => {
    for (let hourOfNight = from; hourOfNight !== to; hourOfNight = (hourOfNight + 1) % 24)
      if (hourOfNight === at) return true;
    return false;
  };

  it('wake nobody, delay nobody else, and end on the hour at which they end', () => {
    fc.assert(
      fc.property(instant, hour, hour, (now, from, to) => {
        const due = afterQuietHours(now, { from, to });
        expect(isQuiet({ from, to }, hourOf(due))).toBe(false);
        expect(due.getTime() - now.getTime()).toBeLessThan(days(1));
        if (!isQuiet({ from, to }, hourOf(now))) expect(due).toEqual(now);
        else {
          expect(due > now).toBe(true);
          expect([hourOf(due), due.getTime() % hours(1)]).toEqual([to, 0]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are none where there are none', () => {
    const night = new Date('2026-03-03T18:00:00Z');
    expect(afterQuietHours(night, null)).toEqual(night);
    expect(afterQuietHours(night, { from: 21, to: 7 }).toISOString()).toBe('2026-03-03T23:00:00.000Z');
  });
});

describe('pages', () => {
  it('lead through every row once, however many there are and whatever is added on the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 9 }), (count, limit) => {
        const rows = Array.from({ length: count }, (_, n) => ({ id: n + 1 })).reverse();
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const { after, take } = pageLimits({ cursor, limit });
          const page = pageFrom(rows.filter(({ id }) => after === null || id < after).slice(0, take), limit);
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
          // Somebody reports while another reads: newer rows come before the first page, never into a later one.
          rows.unshift({ id: (rows[0]?.id ?? 0) + 1 });
        } while (cursor !== undefined);
        expect(seen).toEqual(Array.from({ length: count }, (_, n) => count - n));
      }),
    );
  });

  it('refuse a cursor that is none of ours', () => {
    for (const cursor of ['', 'k', 'x1', 'k-1', 'K1', 'k1 OR 1=1', 'k1.5', 'kzzzzzzzzzzzzzz', 'kzzzzzzzzzzz'])
      expect(() => pageLimits({ cursor, limit: 10 })).toThrow(ProblemError);
  });
});

describe('rate limits', () => {
  const refused = { code: 'rate_limited', status: 429 };

  it('count each caller for herself and say when to come again', async () => {
    const limits = new RateLimits();
    limits.configure({ session: { points: 2, duration: 60 } });
    await limits.session(1);
    await limits.session(1);
    await expect(limits.session(1)).rejects.toMatchObject(refused);
    const said = await limits.session(1).catch((error: unknown) => error as ProblemError);
    expect(said?.options.retryAfter).toBeGreaterThan(0);
    expect(said?.options.retryAfter).toBeLessThanOrEqual(60);
    await limits.session(2);
  });

  it('count guesses at a password per name and per address, so that neither many names nor many addresses help', async () => {
    const limits = new RateLimits();
    limits.configure({ login: { points: 3, duration: 60 } });
    for (const n of [1, 2, 3]) await limits.login('wang', `10.0.0.${n}`);
    await expect(limits.login('wang', '10.0.0.4')).rejects.toMatchObject(refused);
    for (const n of [1, 2, 3]) await limits.login(`somebody${n}`, '10.9.9.9');
    await expect(limits.login('somebody4', '10.9.9.9')).rejects.toMatchObject(refused);
  });
});

describe('the environment', () => {
  const production = {
    XINQIAO_MODE: 'production',
    DATA_DIR: folder,
    SECRET_KEY: Buffer.alloc(32, 9).toString('base64'),
    PUBLIC_URL: 'https://xinqiao.example.cn',
    WECHAT_APP_ID: 'wx1234567890abcdef',
    WECHAT_APP_SECRET: 'an-app-secret-of-their-own',
    WECHAT_CALLBACK_TOKEN: 'a-token-of-their-own',
    WECHAT_ENCODING_AES_KEY: 'Q'.repeat(43),
    WECHAT_TEMPLATE_PROGRESS: 'template-1',
    WECHAT_TEMPLATE_WORK: 'template-2',
  };

  it('starts production where everything is given, on any address', () => {
    expect(readEnv({ ...production, HOST: '0.0.0.0' })).toMatchObject({ HOST: '0.0.0.0', PORT: 3000 });
  });

  it('refuses production where anything that protects is missing or empty, and names it', () => {
    for (const name of Object.keys(production).filter((key) => !['XINQIAO_MODE', 'DATA_DIR'].includes(key))) {
      const without = { ...production, [name]: '' };
      expect(() => readEnv(without)).toThrow(new RegExp(`must be set: ${name}$`));
    }
  });

  it('refuses production with the values of the demo or the emulator', () => {
    const demo = readEnv({ XINQIAO_MODE: 'test', DATA_DIR: folder });
    for (const name of ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_CALLBACK_TOKEN'] as const)
      expect(() => readEnv({ ...production, [name]: demo[name] })).toThrow(name);
    const emulator = { WECHAT_API_BASE: 'http://127.0.0.1:3000/emulator/wx' };
    expect(() => readEnv({ ...production, ...emulator })).toThrow('emulator');
  });

  it('lets the demo listen on loopback only', () => {
    const demo = { XINQIAO_MODE: 'demo', DATA_DIR: folder };
    expect(() => readEnv({ ...demo, HOST: '0.0.0.0' })).toThrow('loopback only');
    expect(() => readEnv({ ...demo, HOST: '192.168.1.20' })).toThrow(EnvError);
    expect(readEnv({ ...demo, HOST: '127.0.0.1' }).HOST).toBe('127.0.0.1');
  });

  it('names what is wrong without repeating a value', () => {
    const wrong = {
      ...production,
      SECRET_KEY: 'short-secret',
      PORT: '99999',
      DATABASE_URL: 'postgres://u:p@h/d',
    };
    const said = (() => {
      try {
        readEnv(wrong);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    })();
    expect(said).toMatch(/SECRET_KEY: .*\nDATABASE_URL|PORT: [^]*DATABASE_URL/);
    for (const value of ['short-secret', 'u:p', production.WECHAT_APP_SECRET])
      expect(said).not.toContain(value);
  });

  it('makes the secret of an installation once, for nobody else to read', () => {
    const own = path.join(folder, 'own');
    const first = readEnv({ XINQIAO_MODE: 'test', DATA_DIR: own });
    expect(readEnv({ XINQIAO_MODE: 'test', DATA_DIR: own }).SECRET_KEY).toBe(first.SECRET_KEY);
    const file = path.join(own, 'secret.key');
    expect(readFileSync(file, 'utf8').trim()).toBe(first.SECRET_KEY);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });
});
