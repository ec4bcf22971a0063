import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { SessionView } from '#shared/session/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Account, AccountPerson, Person, SubscriptionCredit } from '../../platform/auth/identity.entity.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { Sessions } from '../../platform/auth/sessions.js';
import type { OpenedSession } from '../../platform/auth/sessions.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { WeChatError } from '../../platform/wechat/wechat-errors.js';
import { WeChat } from '../../platform/wechat/wechat.provider.js';
import { SessionPresenter } from './session.presenter.js';

/** More subscriptions than this are not kept: an old permission says little about today. */
const maxCredits = 20;

/** Signing in with WeChat, choosing who holds the phone, signing out. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly presenter: SessionPresenter,
    private readonly weChat: WeChat,
    private readonly audit: Audit,
  ) {}

  /** Signs in with a `wx.login` code. Who shares the phone with others chooses afterwards who she is. */
  async withWeChat(code: string): Promise<SessionView> {
    const identity = await this.identityBehind(code);
    const opened = await this.database.write(async (tx) => {
      const account = await this.account(tx, identity);
      const bound = await tx.global(AccountPerson).findBy({ accountId: account.id, endedAt: IsNull() });
      const personId = bound.length === 1 && bound[0] ? bound[0].personId : null;
      if (personId !== null) await this.audit.auth(tx, 'signed_in.wechat', byPerson(personId));
      return this.sessions.open(tx, { kind: 'wechat', accountId: account.id, personId });
    });
    return this.present(opened);
  }

  /** The view of a session that has just been opened. */
  async present(opened: OpenedSession): Promise<SessionView> {
    const { session, actor } = found(await this.sessions.find(opened.token));
    return this.presenter.present(session, actor, opened.token);
  }

  /** A session of its own for another person of the same phone; the one she comes from stays. */
  async actAs(session: Session, personToken: string): Promise<SessionView> {
    const { accountId } = session;
    if (accountId === null) throw new ProblemError('forbidden');
    const person = found(await this.database.read.global(Person).findOneBy({ token: personToken }));
    const opened = await this.database.write(async (tx) => {
      if (!(await tx.global(AccountPerson).existsBy({ accountId, personId: person.id, endedAt: IsNull() }))) {
        throw new ProblemError('not_found');
      }
      await this.audit.auth(tx, 'acting_as', byPerson(person.id));
      return this.sessions.open(tx, { kind: 'wechat', accountId, personId: person.id });
    });
    return this.present(opened);
  }

  async signOut(session: Session): Promise<void> {
    await this.database.write(async (tx) => {
      await this.sessions.end(tx, session.id);
      if (session.personId !== null) await this.audit.auth(tx, 'signed_out', byPerson(session.personId));
    });
  }

  /** Keeps what a tap on "allow" gave. */
  async grantCredits(actor: Actor, accepted: readonly string[]): Promise<void> {
    const { accountId } = actor;
    if (accountId === null) return;
    await this.database.write(async (tx) => {
      const table = tx.global(SubscriptionCredit);
      for (const templateKey of new Set(accepted)) {
        const row = await table.findOneBy({ accountId, templateKey });
        const credits = Math.min(maxCredits, (row?.credits ?? 0) + 1);
        const changedAt = this.clock.now();
        if (row) await table.update({ id: row.id }, { credits, changedAt });
        else await table.insert({ accountId, templateKey, credits, changedAt });
      }
    });
  }

  private async identityBehind(code: string) {
    try {
      return await this.weChat.port.code2Session(code);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      throw new ProblemError(error.isTemporary ? 'unavailable' : 'login_code_refused');
    }
  }

  private async account(tx: Tx, identity: { openid: string; unionid: string | null }): Promise<Account> {
    const accounts = tx.global(Account);
    const which = { appId: this.weChat.appId, openid: identity.openid };
    const known = await accounts.findOneBy(which);
    if (known) {
      if (identity.unionid !== null && known.unionid !== identity.unionid) {
        await accounts.update({ id: known.id }, { unionid: identity.unionid });
      }
      return known;
    }
    const account = accounts.create({
      ...which,
      unionid: identity.unionid,
      serviceOpenid: null,
      createdAt: this.clock.now(),
    });
    try {
      await accounts.insert(account);
    } catch (error) {
      // The same phone signed in twice in one moment.
      if (isUniqueViolation(error)) return accounts.findOneByOrFail(which);
      throw error;
    }
    return account;
  }
}
