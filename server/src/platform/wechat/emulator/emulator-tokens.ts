import { randomBytes } from 'node:crypto';
import type { WeChatClock } from '../wechat.port.js';
import { wxError, wxOk, type WxAnswer } from './emulator.types.js';

const TOKEN_LIFE_MS = 7200_000;
/** From here on a new token is handed out, and old and new are both good until the old one ends. */
const OVERLAP_MS = 5 * 60_000;
const FORCE_PAUSE_MS = 30_000;
const FORCE_PER_DAY = 20;
const DAY_MS = 86_400_000;

interface IssuedToken {
  readonly token: string;
  readonly appid: string;
  readonly expiresAt: number;
}

/** Access tokens as `stable_token` hands them out. */
export class EmulatorTokens {
  private issued: IssuedToken[] = [];
  private forcedAt: { appid: string; at: number }[] = [];

  constructor(private readonly clock: WeChatClock) {}

  /** The answer of `stable_token` for an account whose secret was right. */
  issue(appid: string, force: boolean): WxAnswer {
    const now = this.clock.now().getTime();
    if (force) {
      const refusal = this.refuseForce(appid, now);
      if (refusal !== null) return refusal;
      this.issued = this.issued.filter((token) => token.appid !== appid);
    }
    const current = this.issued.filter((token) => token.appid === appid).at(-1);
    const token =
      current !== undefined && current.expiresAt - now > OVERLAP_MS ? current : this.create(appid, now);
    return wxOk({ access_token: token.token, expires_in: Math.floor((token.expiresAt - now) / 1000) });
  }

  /** Null when `token` may be used for `appid`, else the error that WeChat would answer. */
  refusal(token: string, appid: string): WxAnswer | null {
    if (token === '') return wxError(41001);
    const found = this.issued.find((issued) => issued.token === token);
    if (found === undefined) return wxError(40001);
    if (found.expiresAt <= this.clock.now().getTime()) return wxError(42001);
    return found.appid === appid ? null : wxError(48001);
  }

  /** Makes every token worthless at once, as when somebody else forced a refresh. */
  revokeAll(): void {
    this.issued = [];
  }

  private create(appid: string, now: number): IssuedToken {
    const token = { token: randomBytes(96).toString('base64url'), appid, expiresAt: now + TOKEN_LIFE_MS };
    this.issued.push(token);
    return token;
  }

  private refuseForce(appid: string, now: number): WxAnswer | null {
    this.forcedAt = this.forcedAt.filter(({ at }) => now - at < DAY_MS);
    const mine = this.forcedAt.filter((forced) => forced.appid === appid);
    if (mine.length >= FORCE_PER_DAY) return wxError(45009);
    if (mine.some(({ at }) => now - at < FORCE_PAUSE_MS)) return wxError(45011);
    this.forcedAt.push({ appid, at: now });
    return null;
  }
}

/** Codes for login and for the phone button: good once and for five minutes. */
export class OneTimeCodes {
  private readonly codes = new Map<string, { openid: string; expiresAt: number }>();

  constructor(private readonly clock: WeChatClock) {}

  issue(openid: string): string {
    const code = randomBytes(24).toString('base64url');
    this.codes.set(code, { openid, expiresAt: this.clock.now().getTime() + 5 * 60_000 });
    return code;
  }

  /** The openid behind a code, which is then used up; null for a code that is wrong, old or used. */
  redeem(code: string): string | null {
    const found = this.codes.get(code);
    this.codes.delete(code);
    return found !== undefined && found.expiresAt > this.clock.now().getTime() ? found.openid : null;
  }
}
