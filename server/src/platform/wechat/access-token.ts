import type { WeChatClock } from './wechat.port.js';

export interface StoredAccessToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Where all server processes find the token of an account: one row per appid. A token has up to 512 characters.
 * `withRefreshLock` runs `fn` while nobody else, in any process, runs one for the same appid. `fn` talks to WeChat, so
 * the lock must be a lease (longer than the client's time-out), never an open transaction.
 */
export interface AccessTokenStore {
  read(appid: string): Promise<StoredAccessToken | null>;
  write(appid: string, token: string, expiresAt: Date): Promise<void>;
  withRefreshLock<T>(appid: string, fn: () => Promise<T>): Promise<T>;
}

/** Asks WeChat for the token of an account; may throw WeChatError. */
export type FetchToken = (
  appid: string,
) => Promise<{ readonly token: string; readonly expiresInSeconds: number }>;

/** WeChat hands out a new token from five minutes before the end; asking earlier would only bring the old one. */
const RENEW_BEFORE_MS = 4 * 60_000;

/** Keeps one valid token per account: read from the store, renewed by one caller at a time. */
export class AccessTokens {
  /** Calls of this process that want the same thing share one renewal; the lock orders the others. */
  private readonly renewing = new Map<string, Promise<string>>();

  constructor(
    private readonly store: AccessTokenStore,
    private readonly fetchToken: FetchToken,
    private readonly clock: WeChatClock,
  ) {}

  /** A token that is valid for some minutes more. */
  async get(appid: string): Promise<string> {
    const stored = await this.store.read(appid);
    return stored !== null && this.isFresh(stored) ? stored.token : this.renew(appid, null);
  }

  /**
   * Another token than the one WeChat has just refused: the one that somebody else fetched meanwhile, or else a new
   * one. May return the refused token again if WeChat still hands it out; the caller tries once and stops.
   */
  replace(appid: string, refused: string): Promise<string> {
    return this.renew(appid, refused);
  }

  private renew(appid: string, refused: string | null): Promise<string> {
    const key = `${appid} ${refused ?? ''}`;
    const running = this.renewing.get(key);
    if (running !== undefined) return running;
    const renewal = this.store
      .withRefreshLock(appid, () => this.fetchUnlessRenewed(appid, refused))
      .finally(() => this.renewing.delete(key));
    this.renewing.set(key, renewal);
    return renewal;
  }

  private async fetchUnlessRenewed(appid: string, refused: string | null): Promise<string> {
    const stored = await this.store.read(appid);
    if (stored !== null && stored.token !== refused && this.isFresh(stored)) return stored.token;
    const { token, expiresInSeconds } = await this.fetchToken(appid);
    await this.store.write(appid, token, new Date(this.clock.now().getTime() + expiresInSeconds * 1000));
    return token;
  }

  private isFresh(stored: StoredAccessToken): boolean {
    return stored.expiresAt.getTime() - this.clock.now().getTime() > RENEW_BEFORE_MS;
  }
}

/** A store for one process without a database. */
export class MemoryAccessTokenStore implements AccessTokenStore {
  private readonly tokens = new Map<string, StoredAccessToken>();
  private readonly tails = new Map<string, Promise<unknown>>();

  read(appid: string): Promise<StoredAccessToken | null> {
    return Promise.resolve(this.tokens.get(appid) ?? null);
  }

  write(appid: string, token: string, expiresAt: Date): Promise<void> {
    this.tokens.set(appid, { token, expiresAt });
    return Promise.resolve();
  }

  withRefreshLock<T>(appid: string, fn: () => Promise<T>): Promise<T> {
    const run = (this.tails.get(appid) ?? Promise.resolve()).then(fn);
    this.tails.set(
      appid,
      run.catch(() => undefined),
    );
    return run;
  }
}
