import { describe, expect, it } from '@jest/globals';
import { AccessTokens, MemoryAccessTokenStore } from '../../server/src/platform/wechat/access-token.js';
import { TestClock } from './wechat.support.js';

const APPID = 'wx1';

interface Source {
  readonly clock: TestClock;
  readonly store: MemoryAccessTokenStore;
  fetched: number;
  failing: boolean;
  /** The tokens as one server process keeps them. */
  process(): AccessTokens;
}

function source(): Source {
  const clock = new TestClock();
  const store = new MemoryAccessTokenStore();
  const self: Source = {
    clock,
    store,
    fetched: 0,
    failing: false,
    process: () =>
      new AccessTokens(
        store,
        () => {
          if (self.failing) return Promise.reject(new Error('WeChat away'));
          self.fetched += 1;
          return Promise.resolve({ token: `token-${self.fetched}`, expiresInSeconds: 7200 });
        },
        clock,
      ),
  };
  return self;
}

describe('access tokens', () => {
  it('are fetched once for many callers in many processes', async () => {
    const wechat = source();
    const processes = [wechat.process(), wechat.process(), wechat.process()];
    const tokens = await Promise.all([...processes, ...processes].map((tokens) => tokens.get(APPID)));
    expect(new Set(tokens)).toEqual(new Set(['token-1']));
    expect(wechat.fetched).toBe(1);
  });

  it('are kept until shortly before the end', async () => {
    const wechat = source();
    const tokens = wechat.process();
    await tokens.get(APPID);
    wechat.clock.advanceMinutes(115);
    expect(await tokens.get(APPID)).toBe('token-1');
    wechat.clock.advanceMinutes(2);
    expect(await tokens.get(APPID)).toBe('token-2');
  });

  it('replace a refused token once, however many callers met the refusal', async () => {
    const wechat = source();
    const [one, two] = [wechat.process(), wechat.process()];
    await one.get(APPID);
    const replaced = await Promise.all(
      [one, two, one, two].map((tokens) => tokens.replace(APPID, 'token-1')),
    );
    expect(new Set(replaced)).toEqual(new Set(['token-2']));
    expect(await two.replace(APPID, 'token-1')).toBe('token-2');
    expect(wechat.fetched).toBe(2);
  });

  it('can be fetched again after a failure', async () => {
    const wechat = source();
    const tokens = wechat.process();
    wechat.failing = true;
    await expect(tokens.get(APPID)).rejects.toThrow('WeChat away');
    wechat.failing = false;
    expect(await tokens.get(APPID)).toBe('token-1');
  });

  it('keep accounts apart', async () => {
    const wechat = source();
    const tokens = wechat.process();
    expect(await tokens.get('wx1')).not.toBe(await tokens.get('wx2'));
  });
});
