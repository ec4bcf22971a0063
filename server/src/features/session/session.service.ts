import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { ActAs, SessionView } from '#shared/session/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import {
  Account,
  AccountPerson,
  Person,
  Session,
  SubscriptionCredit,
} from '../../platform/auth/identity.entity.js';
import { Sessions } from '../../platform/auth/sessions.js';
import type { OpenedSession } from '../../platform/auth/sessions.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { Idempotency, scopeOfAccount, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { WeChatError } from '../../platform/wechat/wechat-errors.js';
import { WeChat } from '../../platform/wechat/wechat.provider.js';
import { PicturePins } from './picture-pin.service.js';
import { SessionPresenter } from './session.presenter.js';

/** More subscriptions than this are not kept: an old permission says little about today. */
const maxCredits = 20;
/** For who repeats a change of person; the session that was opened for her then ends by itself. */
const changedOver = '刚才已经换好了，没收到回音。请再点一次名字。';

interface WeChatIdentity {
  openid: string;
  /** null: WeChat has not joined this account with others. */
  unionid: string | null;
}

/** Signing in with WeChat, choosing who holds the phone, signing out. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly pins: PicturePins,
    private readonly presenter: SessionPresenter,
    private readonly weChat: WeChat,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** Signs in with a `wx.login` code. Who shares the phone with others chooses afterwards who she is. */
  async withWeChat(code: string, device: string): Promise<SessionView> {
    const identity = await this.identityBehind(code);
    const opened = await this.database.write(async (tx) => {
      const account = await this.account(tx, identity);
      const bound = await tx.global(AccountPerson).findBy({ accountId: account.id, endedAt: IsNull() });
      const personId = await this.only(
        tx,
        bound.map((row) => row.personId),
      );
      if (personId !== null) await this.audit.auth(tx, 'signed_in.wechat', byPerson(personId));
      return this.sessions.open(tx, { kind: 'wechat', accountId: account.id, personId, device });
    });
    return this.present(opened);
  }

  /** Whose phone it is without asking: its only person; who once came as a visitor steps back behind one whom a school knows. */
  private async only(tx: Tx, personIds: readonly number[]): Promise<number | null> {
    const [first = null, ...others] = personIds;
    if (others.length === 0) return first;
    const [known = null, ...more] = await tx
      .global(Person)
      .findBy({ id: In([...personIds]), visitorSince: IsNull() });
    return more.length === 0 ? (known?.id ?? null) : null;
  }

  /** The view of a session that has just been opened. */
  async present(opened: OpenedSession): Promise<SessionView> {
    const { session, actor } = found(await this.sessions.known(opened.session));
    return this.presenter.present(session, actor, opened.token);
  }

  /**
   * A session of its own for another person of the same phone. The one she comes from stays, for what its person wrote
   * and could not send, but shut.
   * @throws ProblemError `pin_needed`, `pin_wrong` or `pin_paused` where she has a picture PIN
   */
  async actAs(
    session: Session,
    request: RequestKey,
    { person: token, pictures }: z.infer<typeof ActAs>,
  ): Promise<SessionView> {
    const { accountId } = session;
    if (accountId === null) throw new ProblemError('forbidden');
    const person = found(await this.database.read.global(Person).findOneBy({ token }));
    const binding = { accountId, personId: person.id, endedAt: IsNull() };
    // Before any guess: nobody learns here whether a stranger has a PIN.
    if (!(await this.database.read.global(AccountPerson).existsBy(binding)))
      throw new ProblemError('not_found');
    const unlockedUntil = await this.pins.prove(person, pictures);
    const opened = await this.database.write(async (tx) => {
      if (!(await tx.global(AccountPerson).existsBy(binding))) throw new ProblemError('not_found');
      return this.idempotency.showOnce(tx, scopeOfAccount(accountId), request, changedOver, async () => {
        await this.audit.auth(tx, 'acting_as', byPerson(person.id));
        await tx.global(Session).update({ id: session.id }, { unlockedUntil: null });
        const { device } = session;
        return this.sessions.open(tx, {
          kind: 'wechat',
          accountId,
          personId: person.id,
          unlockedUntil,
          device,
        });
      });
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
  async grantCredits(actor: Actor, request: RequestKey, accepted: readonly string[]): Promise<void> {
    const { accountId } = actor;
    if (accountId === null) return;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        // In one order, so that two taps at once do not wait for each other.
        for (const templateKey of [...new Set(accepted)].sort())
          await this.addCredit(tx, accountId, templateKey);
      }),
    );
  }

  /** Counts in the database: of two taps at once neither is lost. */
  private async addCredit(tx: Tx, accountId: number, templateKey: string): Promise<void> {
    const table = tx.global(SubscriptionCredit);
    const changedAt = this.clock.now();
    const oneMore = `CASE WHEN credits < ${maxCredits} THEN credits + 1 ELSE ${maxCredits} END`;
    const addOne = () =>
      table
        .createQueryBuilder()
        .update()
        .set({ credits: () => oneMore, changedAt })
        .where({ accountId, templateKey })
        .execute();
    if (((await addOne()).affected ?? 0) > 0) return;
    try {
      await table.insert({ accountId, templateKey, credits: 1, changedAt });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await addOne();
    }
  }

  private async identityBehind(code: string) {
    try {
      return await this.weChat.port.code2Session(code);
    } catch (error) {
      if (!(error instanceof WeChatError)) throw error;
      throw new ProblemError(error.isTemporary ? 'unavailable' : 'login_code_refused');
    }
  }

  /** The account behind an identity, joined with what is known of the same human at the service account. */
  private async account(tx: Tx, identity: WeChatIdentity): Promise<Account> {
    const account = await this.knownOrNew(tx, identity);
    const unionid = identity.unionid ?? account.unionid;
    // Who followed before her first login was kept under the service account's own openid.
    const follower =
      unionid === null || account.serviceOpenid !== null
        ? null
        : await tx.global(Account).findOneBy({ appId: this.weChat.serviceAppId, unionid });
    const serviceOpenid = follower?.openid ?? account.serviceOpenid;
    if (unionid !== account.unionid || serviceOpenid !== account.serviceOpenid)
      await tx.global(Account).update({ id: account.id }, { unionid, serviceOpenid });
    return Object.assign(account, { unionid, serviceOpenid });
  }

  private async knownOrNew(tx: Tx, { openid, unionid }: WeChatIdentity): Promise<Account> {
    const accounts = tx.global(Account);
    const which = { appId: this.weChat.appId, openid };
    const known = await accounts.findOneBy(which);
    if (known) return known;
    const account = accounts.create({ ...which, unionid, serviceOpenid: null, createdAt: this.clock.now() });
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
