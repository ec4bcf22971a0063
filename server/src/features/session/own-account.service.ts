import { Injectable } from '@nestjs/common';
import { encodeQR } from 'qr';
import type { z } from 'zod';
import type {
  BeginSecondStep,
  OwnAccount,
  ProveSecondStep,
  RecoveryCodes,
  SecondStepSecret,
} from '#shared/session/account-contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Session } from '../../platform/auth/identity.entity.js';
import { SecondFactors } from '../../platform/auth/second-factor.js';
import { totpAddress } from '../../platform/auth/totp.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { PasswordProof } from './password-proof.js';
import { SecondStepRules } from './second-step-rules.js';

const shown = '刚才已经生成过，只显示那一次。没来得及记的话，请再生成一次。';

/** How somebody signs in herself: the second step with an app on her phone, and the codes on paper beside it. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly rules: SecondStepRules,
    private readonly proof: PasswordProof,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async get(actor: Actor): Promise<OwnAccount> {
    const row = await this.proof.loginOf(actor);
    const since = await this.factors.since(actor.personId);
    return {
      login: row?.login ?? null,
      secondStepSince: since?.toISOString() ?? null,
      secondStepRequired: row !== null && (await this.rules.require(actor.personId)),
      recoveryCodesLeft: await this.factors.recoveryCodesLeft(actor.personId),
    };
  }

  /** Shows what an app takes over. What is in force stays so until the new app has shown a right code. */
  async begin(
    actor: Actor,
    request: RequestKey,
    { password, code }: z.output<typeof BeginSecondStep>,
    ip: string,
  ): Promise<SecondStepSecret> {
    const row = await this.proof.password(actor, password, ip);
    const begin = async (tx: Tx): Promise<string> => {
      await this.proof.code(tx, actor, code);
      return this.factors.begin(tx, actor.personId);
    };
    const secret = await this.proof.counted(actor, row, () =>
      this.database.write((tx) =>
        this.idempotency.showOnce(tx, scopeOfPerson(actor), request, shown, () => begin(tx)),
      ),
    );
    const qr = encodeQR(totpAddress(secret, row.login), 'svg', { ecc: 'medium', border: 2 });
    return { secret, qr };
  }

  /** Puts the app in force, with ten codes on paper. The session that was opened for this alone is a whole one then. */
  async confirm(actor: Actor, request: RequestKey, code: string): Promise<RecoveryCodes> {
    if ((await this.proof.loginOf(actor)) === null) throw new ProblemError('forbidden');
    const codes = await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, shown, async () => {
        if (!(await this.factors.confirm(tx, actor.personId, code)))
          throw new ProblemError('second_step_refused', {
            detail: '验证码不对。请看手机上“心桥”那一行现在的 6 位数字；手机的时间要准。',
          });
        await tx.global(Session).update({ id: actor.sessionId }, { needsTotp: false });
        await this.audit.auth(tx, 'second_step_on', byPerson(actor.personId));
        return this.factors.makeRecoveryCodes(tx, actor.personId);
      }),
    );
    return { codes };
  }

  /** @throws ProblemError `forbidden` where her office asks for a second step */
  async remove(
    actor: Actor,
    request: RequestKey,
    { password, code }: z.output<typeof ProveSecondStep>,
    ip: string,
  ): Promise<void> {
    if (await this.rules.require(actor.personId))
      throw new ProblemError('forbidden', { detail: '您的岗位要用动态验证码，可以换手机，不能不用。' });
    const row = await this.proof.password(actor, password, ip);
    const remove = async (tx: Tx): Promise<void> => {
      await this.proof.code(tx, actor, code);
      await this.factors.remove(tx, actor.personId);
      await this.audit.auth(tx, 'second_step_off', byPerson(actor.personId));
    };
    await this.proof.counted(actor, row, () =>
      this.database.write((tx) => this.idempotency.once(tx, scopeOfPerson(actor), request, () => remove(tx))),
    );
  }

  /** @throws ProblemError `state_conflict` for who has no second step */
  async recoveryCodes(
    actor: Actor,
    request: RequestKey,
    { password, code }: z.output<typeof ProveSecondStep>,
    ip: string,
  ): Promise<RecoveryCodes> {
    const row = await this.proof.password(actor, password, ip);
    if ((await this.factors.since(actor.personId)) === null)
      throw new ProblemError('state_conflict', { detail: '还没有用动态验证码。' });
    const make = async (tx: Tx): Promise<string[]> => {
      await this.proof.code(tx, actor, code);
      await this.audit.auth(tx, 'recovery_codes_made', byPerson(actor.personId));
      return this.factors.makeRecoveryCodes(tx, actor.personId);
    };
    const codes = await this.proof.counted(actor, row, () =>
      this.database.write((tx) =>
        this.idempotency.showOnce(tx, scopeOfPerson(actor), request, shown, () => make(tx)),
      ),
    );
    return { codes };
  }
}
