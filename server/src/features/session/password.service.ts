import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual, Not } from 'typeorm';
import type { z } from 'zod';
import type { ChangePassword, SessionView } from '#shared/session/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { PasswordLogin, Session } from '../../platform/auth/identity.entity.js';
import { Sessions } from '../../platform/auth/sessions.js';
import type { OpenedSession } from '../../platform/auth/sessions.js';
import { Audit, byPerson, system } from '../../platform/audit/audit.js';
import { Clock, later, minutes } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { passwordOptions } from '../people/password-hash.port.js';
import { SessionService } from './session.service.js';

const failuresBeforeLock = 5;
const lockFor = minutes(15);
/** The same for every failure: a stranger must not learn which logins there are, or that one is locked. */
const refusal = '账号或密码不对，请再试一次；连续试错会暂时锁定。';

/** For who repeats a change whose answer was lost. */
const changed = '密码刚才已经改好了，请用新密码重新登录。';

/** Signing in to the admin page with a password. */
@Injectable()
export class PasswordService {
  /** Checked where there is no such login, so that the time of the answer tells nothing. */
  private readonly nobodysHash = hash('nobody', passwordOptions);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly session: SessionService,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async signIn(login: string, password: string, ip: string): Promise<SessionView> {
    await this.limits.login(login, ip);
    const row = await this.byLogin(login);
    const right = await verify(row?.hash ?? (await this.nobodysHash), password);
    if (!row || !right || this.isLocked(row)) {
      await this.refuse(row);
      throw new ProblemError('wrong_credentials', { detail: refusal });
    }
    const opened = await this.database.write(async (tx) => {
      await tx.global(PasswordLogin).update({ id: row.id }, { failures: 0, lockedUntil: null });
      await this.audit.auth(tx, 'signed_in.password', byPerson(row.personId));
      return this.sessions.open(tx, { kind: 'password', accountId: null, personId: row.personId });
    });
    return this.session.present(opened);
  }

  /** Changes the password and ends every other session that it opened, the one that asks as well. */
  async change(
    actor: Actor,
    request: RequestKey,
    { current, next }: z.infer<typeof ChangePassword>,
    ip: string,
  ): Promise<SessionView> {
    const row = await this.database.read
      .global(PasswordLogin)
      .findOneBy({ personId: actor.personId, endedAt: IsNull() });
    if (!row) throw new ProblemError('forbidden');
    await this.limits.login(row.login, ip);
    if (!(await verify(row.hash, current)))
      throw new ProblemError('wrong_credentials', { detail: '原来的密码不对，请再试一次。' });
    if (current === next)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'next', message: '新密码要和原来的不一样' }],
      });
    const nextHash = await hash(next, passwordOptions);
    const change = async (tx: Tx): Promise<OpenedSession> => {
      await tx.global(PasswordLogin).update({ id: row.id }, { hash: nextHash, mustChange: false });
      await tx
        .global(Session)
        .update(
          { personId: actor.personId, kind: 'password', endedAt: IsNull(), id: Not(actor.sessionId) },
          { endedAt: this.clock.now() },
        );
      await this.sessions.end(tx, actor.sessionId);
      await this.audit.auth(tx, 'password_changed', byPerson(actor.personId));
      return this.sessions.open(tx, { kind: 'password', accountId: null, personId: actor.personId });
    };
    const opened = await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, changed, () => change(tx)),
    );
    return this.session.present(opened);
  }

  /** What could be nobody's login is not asked for: the column holds ASCII, and one engine refuses to compare. */
  private async byLogin(login: string): Promise<PasswordLogin | null> {
    if (!/^[\x21-\x7e]+$/.test(login)) return null;
    return this.database.read.global(PasswordLogin).findOneBy({ login, endedAt: IsNull() });
  }

  private isLocked({ lockedUntil }: PasswordLogin): boolean {
    return lockedUntil !== null && lockedUntil > this.clock.now();
  }

  /** Records the failure, the same for a name that is nobody's; counts it only where a lock can still be earned. */
  private async refuse(row: PasswordLogin | null): Promise<void> {
    await this.database.write(async (tx) => {
      const table = tx.global(PasswordLogin);
      for (const lockedUntil of row ? [IsNull(), LessThanOrEqual(this.clock.now())] : [])
        await table.increment({ id: row?.id ?? 0, lockedUntil }, 'failures', 1);
      const counted = row && (await table.findOneByOrFail({ id: row.id }));
      if (counted && !this.isLocked(counted) && counted.failures % failuresBeforeLock === 0)
        await table.update({ id: counted.id }, { lockedUntil: later(this.clock.now(), lockFor) });
      await this.audit.auth(tx, 'sign_in_refused', row ? byPerson(row.personId) : system);
    });
  }
}
