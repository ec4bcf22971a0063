import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { z } from 'zod';
import type { PasswordSession, PasswordSignIn } from '#shared/session/account-contract.js';
import type { ChangePassword, PasswordLogin as Given, SessionView } from '#shared/session/contract.js';
import { passwordProblem } from '#shared/session/password-rules.js';
import type { Actor } from '../../platform/auth/actor.js';
import { PasswordLogin, Session } from '../../platform/auth/identity.entity.js';
import { SecondFactors } from '../../platform/auth/second-factor.js';
import { Sessions } from '../../platform/auth/sessions.js';
import type { OpenedSession } from '../../platform/auth/sessions.js';
import { SignInGuard } from '../../platform/auth/sign-in-guard.js';
import { Audit, byPerson, system } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { passwordOptions } from '../people/password-hash.port.js';
import { PasswordProof } from './password-proof.js';
import { SecondStepRules } from './second-step-rules.js';
import { SecondStepTickets } from './second-step-tickets.js';
import { SessionService } from './session.service.js';

/** The same for every failure: a stranger must not learn which logins there are. */
const refusal = '账号或密码不对，请再试一次；连续试错会暂时锁定。';

/** For who repeats a change whose answer was lost. */
const changed = '密码刚才已经改好了，请用新密码重新登录。';

/** From where somebody signs in. */
export interface Whence {
  ip: string;
  /** What her device calls itself. */
  device: string;
}

/** Signing in to the admin page with a password, and the second step after it. */
@Injectable()
export class PasswordService {
  /** Checked where there is no such login, so that the time of the answer tells nothing. */
  private readonly nobodysHash = hash('nobody', passwordOptions);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly session: SessionService,
    private readonly guard: SignInGuard,
    private readonly factors: SecondFactors,
    private readonly tickets: SecondStepTickets,
    private readonly rules: SecondStepRules,
    private readonly proof: PasswordProof,
    private readonly limits: RateLimits,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `wrong_credentials`, `sign_in_paused`, each alike for a name that is nobody's */
  async signIn(given: z.output<typeof Given>, whence: Whence): Promise<PasswordSignIn> {
    const { login, password, device: proof } = given;
    const row = await this.byLogin(login);
    const device = this.guard.deviceOf(row?.id ?? null, proof);
    await this.limits.login(device ?? login, whence.ip);
    const begins = await this.guard.countTry(login, 'password', device);
    const right = await verify(row?.hash ?? (await this.nobodysHash), password);
    if (!row || !right) {
      await this.refused(row, 'sign_in_refused', begins);
      throw new ProblemError('wrong_credentials', { detail: refusal });
    }
    if ((await this.factors.since(row.personId)) === null)
      return this.open(row, 'signed_in.password', device, whence);
    await this.database.write((tx) => this.guard.passed(tx, login, 'password', device));
    return this.tickets.ask(row, device);
  }

  /**
   * The second step: the ticket of the first one, with a code of the app or one from paper.
   * @throws ProblemError `sign_in_again` for a ticket that is too old or of another password or app,
   *   `second_step_refused`, `sign_in_paused`
   */
  async finish(ticket: string, code: string, whence: Whence): Promise<PasswordSession> {
    const { row, device } = await this.tickets.read(ticket);
    await this.limits.login(device ?? row.login, whence.ip);
    const begins = await this.guard.countTry(row.login, 'code', device);
    const proof = await this.database.write((tx) => this.factors.prove(tx, row.personId, code));
    if (proof === null) {
      await this.refused(row, 'second_step_refused', begins);
      throw new ProblemError('second_step_refused');
    }
    return this.open(row, `signed_in.${proof}`, device, whence);
  }

  private async open(
    row: PasswordLogin,
    action: string,
    device: string | null,
    whence: Whence,
  ): Promise<PasswordSession> {
    const { personId, login } = row;
    const byCode = action !== 'signed_in.password';
    const needsTotp = !byCode && (await this.rules.require(personId));
    const opened = await this.database.write(async (tx) => {
      await this.guard.passed(tx, login, byCode ? 'code' : 'password', device);
      await this.audit.auth(tx, action, byPerson(personId));
      const kind = { kind: 'password', accountId: null } as const;
      return this.sessions.open(tx, { ...kind, personId, needsTotp, device: whence.device });
    });
    return { ...(await this.session.present(opened)), device: this.guard.proofFor(row.id) };
  }

  /** Records a failure, the same for a name that is nobody's. */
  private async refused(row: PasswordLogin | null, action: string, begins: boolean): Promise<void> {
    const actor = row ? byPerson(row.personId) : system;
    await this.database.write(async (tx) => {
      await this.audit.auth(tx, action, actor);
      if (begins) await this.audit.auth(tx, 'sign_in_paused', actor);
    });
  }

  /** Changes the password and ends every other session that it opened, the one that asks as well. */
  async change(
    actor: Actor,
    request: RequestKey,
    { current, next }: z.infer<typeof ChangePassword>,
    ip: string,
  ): Promise<SessionView> {
    const row = await this.proof.password(actor, current, ip);
    const problem = current === next ? '新密码要和原来的不一样' : passwordProblem(next, row.login);
    if (problem !== null)
      throw new ProblemError('invalid_input', { errors: [{ path: 'next', message: problem }] });
    const nextHash = await hash(next, passwordOptions);
    const change = async (tx: Tx): Promise<OpenedSession> => {
      const { personId, sessionId } = actor;
      const { device, needsTotp } = found(await tx.global(Session).findOneBy({ id: sessionId }));
      await tx.global(PasswordLogin).update({ id: row.id }, { hash: nextHash, mustChange: false });
      await tx
        .global(Session)
        .update(
          { personId, kind: 'password', endedAt: IsNull(), id: Not(sessionId) },
          { endedAt: this.clock.now() },
        );
      await this.sessions.end(tx, sessionId);
      await this.audit.auth(tx, 'password_changed', byPerson(personId));
      return this.sessions.open(tx, { kind: 'password', accountId: null, personId, device, needsTotp });
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
}
