import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import type { PictureName } from '#shared/session/pictures.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { Person, PicturePin } from '../../platform/auth/identity.entity.js';
import { Keyring } from '../../platform/auth/keyring.js';
import { openFor } from '../../platform/auth/lock.js';
import { Clock, later, minutes } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { passwordOptions } from '../people/password-hash.port.js';

export const triesBeforePause = 5;
/** As long as a teacher is from the gate to the classroom: she can set it anew at once, face to face. */
export const pauseFor = minutes(15);

type Whose = Pick<Person, 'id' | 'pinSince'>;

/** Picture PINs: setting, proving, taking away. */
@Injectable()
export class PicturePins {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
  ) {}

  /** What is to be stored of a sequence; outside any transaction, because it takes its time on purpose. */
  sealed(personId: number, sequence: readonly PictureName[]): Promise<string> {
    return hash(this.keyed(personId, sequence), passwordOptions);
  }

  /** Puts a sequence that `sealed` has made ready in the place of the one before, if there was one. */
  async put(tx: Tx, personId: number, sealed: string): Promise<void> {
    const pins = tx.global(PicturePin);
    await pins.delete({ personId });
    await pins.insert({ personId, hash: sealed, failures: 0, lockedUntil: null });
    await tx.global(Person).update({ id: personId }, { pinSince: this.clock.now() });
    await this.audit.auth(tx, 'pin_set', byPerson(personId));
  }

  /** Takes the PIN away: at her own wish, or `pin_reset` when a teacher handed her a new slip. */
  async remove(tx: Tx, personId: number, action: 'pin_removed' | 'pin_reset'): Promise<void> {
    const { affected } = await tx.global(PicturePin).delete({ personId });
    if (!affected) return;
    await tx.global(Person).update({ id: personId }, { pinSince: null });
    await this.audit.auth(tx, action, byPerson(personId));
  }

  /**
   * Proves that it is she who holds the phone.
   * @returns until when the session may stand open; null where she has no PIN, so that there is nothing to prove
   * @throws ProblemError `pin_needed` without pictures, `pin_wrong`, or `pin_paused` after too many wrong ones
   */
  async prove({ id, pinSince }: Whose, sequence: readonly PictureName[] | undefined): Promise<Date | null> {
    if (pinSince === null) return null;
    if (sequence === undefined) throw new ProblemError('pin_needed');
    await this.limits.pin(id);
    const stored = await this.countTry(id);
    const isRight = await verify(stored, this.keyed(id, sequence));
    await this.database.write(async (tx) => {
      if (isRight) await tx.global(PicturePin).update({ personId: id }, { failures: 0, lockedUntil: null });
      await this.audit.auth(tx, isRight ? 'unlocked' : 'unlock_refused', byPerson(id));
    });
    if (!isRight) throw new ProblemError('pin_wrong');
    return later(this.clock.now(), openFor);
  }

  /**
   * Counts a try before it is looked at, so that many at once are not worth more than five; the fifth begins the pause,
   * which the right sequence ends.
   */
  private async countTry(personId: number): Promise<string> {
    return this.database.write(async (tx) => {
      const pins = tx.global(PicturePin);
      const row = await pins.findOneByOrFail({ personId });
      const { failures, lockedUntil } = row;
      const now = this.clock.now();
      if (lockedUntil !== null && lockedUntil > now) throw paused(lockedUntil, now);
      const tries = lockedUntil === null ? failures + 1 : 1;
      const pause = tries >= triesBeforePause ? later(now, pauseFor) : null;
      const counted = await pins.update({ id: row.id, failures }, { failures: tries, lockedUntil: pause });
      if (counted.affected !== 1) throw new ProblemError('rate_limited', { retryAfter: 1 });
      return row.hash;
    });
  }

  private keyed(personId: number, sequence: readonly PictureName[]): string {
    return this.keyring.hash('picture-pin', `${personId}:${sequence.join(',')}`);
  }
}

function paused(until: Date, now: Date): ProblemError {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const detail = `图片密码错了太多次，${Math.ceil(seconds / 60)} 分钟以后再试。忘了可以请老师当面重设。`;
  return new ProblemError('pin_paused', { detail, retryAfter: seconds });
}
