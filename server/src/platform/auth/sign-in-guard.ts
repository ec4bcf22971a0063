import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, LessThan, MoreThan } from 'typeorm';
import { Clock, days, later, minutes } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { ProblemError } from '../http/problem-error.js';
import { SignInTries } from './identity.entity.js';
import { Keyring } from './keyring.js';

/** Wrong tries before the first pause. */
export const freeTries = 5;
const longestPause = minutes(15);
/** Tries are forgotten a day after the last one. */
const forgottenAfter = days(1);
/** Changes of the same row that a try waits for before it gives up. */
const patience = 8;

/** How long one waits after so many tries in a row: a minute after the fifth, doubled each time, a quarter of an hour at most. */
export function pauseAfter(tries: number): number {
  return tries < freeTries ? 0 : Math.min(longestPause, minutes(1) * 2 ** (tries - freeTries));
}

/** What is tried: the password, or the code of the second step. */
export type SignInStep = 'password' | 'code';

/**
 * Counts tries to sign in by the name that is tried, whoever's it is and from wherever, so that many addresses are not
 * worth more than one, and a name that is nobody's is answered like one that exists. A device on which somebody has
 * signed in before under this name brings a proof of it and is counted apart (OWASP, "Slow Down Online Guessing Attacks
 * with Device Cookies"): a stranger who tries her name elsewhere cannot keep her from her own desk.
 */
@Injectable()
export class SignInGuard {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
  ) {}

  /** A proof for the device on which somebody has just signed in. @param loginId of the login she used */
  proofFor(loginId: number): string {
    const name = randomBytes(16).toString('base64url');
    return `${name}.${this.sign(loginId, name)}`;
  }

  /** The name of the device that a proof belongs to; null without a proof, or with one of another login. */
  deviceOf(loginId: number | null, proof: string | undefined): string | null {
    const [name = '', signature = ''] = (proof ?? '').split('.');
    if (loginId === null || !/^[A-Za-z0-9_-]{22}$/.test(name)) return null;
    const right = Buffer.from(this.sign(loginId, name));
    const given = Buffer.from(signature);
    return right.length === given.length && timingSafeEqual(right, given) ? name : null;
  }

  private sign(loginId: number, name: string): string {
    return this.keyring.hash('known-device', `${loginId}:${name}`);
  }

  /**
   * Counts a try before it is looked at: of many at once no more are looked at than of many in a row.
   * @returns whether this try begins a pause, should it be wrong
   * @throws ProblemError `sign_in_paused` with the time to wait
   */
  async countTry(login: string, step: SignInStep, device: string | null): Promise<boolean> {
    const slot = this.slot(login, step, device);
    for (let left = patience; left > 0; left--) {
      const begins = await this.database.write((tx) => this.tryOnce(tx, slot));
      if (begins !== null) return begins;
    }
    throw new ProblemError('rate_limited', { retryAfter: 1 });
  }

  /** @returns null when another try came between */
  private async tryOnce(tx: Tx, slot: { nameHash: string; slot: string }): Promise<boolean | null> {
    const rows = tx.global(SignInTries);
    const now = this.clock.now();
    const row = await rows.findOneBy(slot);
    if (row?.pausedUntil && row.pausedUntil > now) throw paused(row.pausedUntil, now);
    const isForgotten = row !== null && later(row.triedAt, forgottenAfter) <= now;
    const tries = row === null || isForgotten ? 1 : row.tries + 1;
    const pause = pauseAfter(tries);
    const counted = { tries, triedAt: now, pausedUntil: pause === 0 ? null : later(now, pause) };
    if (row) {
      const { affected } = await rows.update({ id: row.id, tries: row.tries }, counted);
      return affected === 1 ? pause > 0 : null;
    }
    try {
      await rows.insert({ ...slot, ...counted });
      return false;
    } catch (error) {
      if (isUniqueViolation(error)) return null;
      throw error;
    }
  }

  /** Forgets the tries of one step from one device: the right word was said. */
  async passed(tx: Tx, login: string, step: SignInStep, device: string | null): Promise<void> {
    await tx.global(SignInTries).delete(this.slot(login, step, device));
  }

  /** Forgets all tries under these names. @returns whether there were any */
  async forgive(tx: Tx, logins: readonly string[]): Promise<boolean> {
    const { affected } = await tx.global(SignInTries).delete({ nameHash: In(this.hashes(logins)) });
    return (affected ?? 0) > 0;
  }

  /** Until when devices that are not known are kept waiting, by name; who may try has no entry. */
  async pauses(logins: readonly string[]): Promise<Map<string, Date>> {
    const found = new Map<string, Date>();
    if (logins.length === 0) return found;
    const rows = await this.database.read
      .global(SignInTries)
      .findBy({ nameHash: In(this.hashes(logins)), pausedUntil: MoreThan(this.clock.now()) });
    for (const login of logins)
      for (const { nameHash, pausedUntil } of rows) {
        if (nameHash !== this.nameHash(login) || pausedUntil === null) continue;
        const known = found.get(login);
        if (!known || known < pausedUntil) found.set(login, pausedUntil);
      }
    return found;
  }

  /** Clears away what counts no more. */
  async clear(tx: Tx): Promise<void> {
    await tx.global(SignInTries).delete({ triedAt: LessThan(later(this.clock.now(), -forgottenAfter)) });
  }

  private slot(login: string, step: SignInStep, device: string | null) {
    return { nameHash: this.nameHash(login), slot: device === null ? step : `${step}:${device}` };
  }

  private hashes(logins: readonly string[]): string[] {
    return logins.map((login) => this.nameHash(login));
  }

  /** Names that are nobody's are not kept: somebody may have typed her password there. */
  private nameHash(login: string): string {
    return this.keyring.hash('sign-in-name', login);
  }
}

function paused(until: Date, now: Date): ProblemError {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const wait = Math.ceil(seconds / 60);
  return new ProblemError('sign_in_paused', {
    detail: `试错的次数太多了，请 ${wait} 分钟以后再试。等不及，可以请学校管理员解锁。`,
    retryAfter: seconds,
  });
}
