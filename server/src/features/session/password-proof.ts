import { verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { PasswordLogin } from '../../platform/auth/identity.entity.js';
import { SecondFactors } from '../../platform/auth/second-factor.js';
import { SignInGuard } from '../../platform/auth/sign-in-guard.js';
import type { SignInStep } from '../../platform/auth/sign-in-guard.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';

/** Tries from within a session are counted apart: a stranger's wrong ones do not keep her from her own account. */
const within = 'session';

/** Proves once more that it is she, before what would help a thief of her session most. */
@Injectable()
export class PasswordProof {
  constructor(
    private readonly database: Database,
    private readonly guard: SignInGuard,
    private readonly factors: SecondFactors,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
  ) {}

  /** The login of the acting person; null for who has none. */
  loginOf({ personId }: Pick<Actor, 'personId'>): Promise<PasswordLogin | null> {
    return this.database.read.global(PasswordLogin).findOneBy({ personId, endedAt: IsNull() });
  }

  /**
   * @throws ProblemError `forbidden` for who has no login, `wrong_credentials`, or `sign_in_paused` after too many
   *   wrong ones
   */
  async password(actor: Actor, password: string, ip: string): Promise<PasswordLogin> {
    const row = await this.loginOf(actor);
    if (!row) throw new ProblemError('forbidden');
    await this.limits.login(row.login, ip);
    await this.guard.countTry(row.login, 'password', within);
    if (!(await verify(row.hash, password))) {
      await this.refused(actor, 'password_refused');
      throw new ProblemError('wrong_credentials', { detail: '原来的密码不对，请再试一次。' });
    }
    await this.passed(row.login, 'password');
    return row;
  }

  /**
   * Runs `work`, which calls `code` in its transaction, and counts it as a try: what is proven and what it is good for
   * are one, so that a request that is sent twice does not fail on its own used code.
   */
  async counted<R>(actor: Actor, { login }: PasswordLogin, work: () => Promise<R>): Promise<R> {
    if ((await this.factors.since(actor.personId)) === null) return work();
    await this.guard.countTry(login, 'code', within);
    try {
      const done = await work();
      await this.passed(login, 'code');
      return done;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'second_step_refused')
        await this.refused(actor, 'second_step_refused');
      throw error;
    }
  }

  /**
   * Takes a code of her app, or one from paper; nothing where she has no second step.
   * @throws ProblemError `second_step_refused` for a code that is missing, wrong or used
   */
  async code(tx: Tx, { personId }: Actor, code: string | undefined): Promise<void> {
    if ((await this.factors.since(personId)) === null) return;
    if (code === undefined) throw new ProblemError('second_step_refused', { detail: '请填现在用的验证码。' });
    if ((await this.factors.prove(tx, personId, code)) === null)
      throw new ProblemError('second_step_refused');
  }

  private refused({ personId }: Actor, action: string): Promise<void> {
    return this.database.write((tx) => this.audit.auth(tx, action, byPerson(personId)));
  }

  private passed(login: string, step: SignInStep): Promise<void> {
    return this.database.write((tx) => this.guard.passed(tx, login, step, within));
  }
}
