import { beforeEach, describe, expect, it } from '@jest/globals';
import { QueryCacheStore } from '../../miniapp/api/query-cache-store.js';
import { FakeStorage, Power } from './fake-phone.js';

const day = 24 * 3600_000;
let storage: FakeStorage;
let now: number;
let cache: QueryCacheStore;
beforeEach(() => {
  storage = new FakeStorage();
  now = 100 * day;
  cache = new QueryCacheStore(storage.on(new Power()), () => now);
});

const answer = (name: string, data: unknown = name, updatedAt = now) => ({
  key: ['p', name],
  data,
  updatedAt,
});

describe('persisted cache', () => {
  it('gives a person back what was read, and nobody else', () => {
    cache.save('grandmother', answer('issues', [1, 2]));
    expect(cache.load('grandmother')).toEqual([answer('issues', [1, 2])]);
    expect(cache.load('mother')).toEqual([]);
  });

  it('keeps the latest answer of a question only', () => {
    cache.save('grandmother', answer('issues', 'old'));
    cache.save('grandmother', answer('issues', 'new'));
    expect(cache.load('grandmother').map((one) => one.data)).toEqual(['new']);
  });

  it('wipes one person, or everybody', () => {
    cache.save('grandmother', answer('a'));
    cache.save('mother', answer('b'));
    cache.wipe('grandmother');
    expect(cache.load('grandmother')).toEqual([]);
    expect(cache.load('mother')).toHaveLength(1);
    cache.wipe();
    expect(storage.values.size).toBe(0);
  });

  it('does not keep an answer that is too large for one key, nor the older one in its place', () => {
    cache.save('grandmother', answer('list', 'short'));
    cache.save('grandmother', answer('list', '长'.repeat(300_000)));
    expect(cache.load('grandmother')).toEqual([]);
  });

  it('keeps the forty latest answers', () => {
    for (let index = 0; index < 45; index += 1)
      cache.save('grandmother', answer(`q${index}`, index, now + index));
    const kept = cache.load('grandmother').map((one) => one.data as number);
    expect(kept).toHaveLength(40);
    expect(Math.min(...kept)).toBe(5);
  });

  it('does not show what is two weeks old', () => {
    cache.save('grandmother', answer('issues'));
    now += 15 * day;
    expect(cache.load('grandmother')).toEqual([]);
  });

  it('gives way when the phone is full', () => {
    const keyValue = storage.on(new Power());
    let full = false;
    const tight = new QueryCacheStore(
      {
        ...keyValue,
        set: (key, value) => {
          if (full) throw new Error('exceed storage max size');
          keyValue.set(key, value);
        },
      },
      () => now,
    );
    tight.save('grandmother', answer('a'));
    full = true;
    expect(() => tight.save('grandmother', answer('b'))).not.toThrow();
    expect(tight.load('grandmother')).toEqual([]);
  });
});
