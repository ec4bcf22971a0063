import { In } from 'typeorm';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Account, SubscriptionCredit } from '../../server/src/platform/auth/identity.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import type { WxAnswer } from '../../server/src/platform/wechat/emulator/emulator.types.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { noteMigrations, settingsOf } from './server-process.js';
import type { BuiltServer, ServerProcess } from './server-process.js';

export const initialCredits = 500;

export type Channel = 'sendSubscribe' | 'sendTemplate';
export type Phase = 'before' | 'arrived';

/** When a server is killed: after so many answers, or while so many sends are under way, before or after they arrive. */
export type Moment =
  | { kind: 'answer'; count: number }
  | { kind: 'request'; afterMs: number }
  | { kind: 'send'; by: Channel; count: number; phase: Phase };

/** A school with two colleagues, of whom one is told by template and one by subscription, and a family that reports. */
export class CrashScene {
  private onSend: ((by: Channel, phase: Phase) => Promise<void>) | undefined;
  private onAnswer: (() => Promise<void>) | undefined;
  /** Reports that a phone was told are stored, with the token that it was given. */
  readonly acknowledged = new Map<string, string>();

  private constructor(
    readonly house: House,
    readonly granny: TestPerson,
    readonly byTemplate: TestPerson,
    readonly bySubscription: TestPerson,
    private readonly categories: readonly [string, string],
  ) {
    this.listen();
  }

  static async open(): Promise<CrashScene> {
    const house = await House.open();
    await noteMigrations(house);
    // The servers run by the real clock.
    house.clock.set(new Date().toISOString());
    const { make } = house;
    const school = await make.school();
    const granny = await make.guardian(school, await make.child(school, await make.classroom(school)));
    const principal = await make.staff(school, 'principal');
    const [wang, li] = [await make.staff(school, 'logistics'), await make.staff(school, 'canteen')];
    await house.database.write((tx) =>
      tx.global(Account).update({ id: wang.accountId }, { serviceOpenid: wang.serviceOpenid }),
    );
    await make.credits(li, 'work', initialCredits);
    const [facility, food] = [school.categories['facility'] ?? '', school.categories['food'] ?? ''];
    // In the night nobody is told: without quiet hours the test does not depend on when it runs.
    const done = [
      await principal.api.patch('/settings', { quietFrom: 0, quietTo: 0 }),
      await principal.api.post('/routing-rules', { category: facility, person: wang.token }),
      await principal.api.post('/routing-rules', { category: food, person: li.token }),
    ];
    const refused = done.find(({ status }) => status > 201);
    if (refused) throw new Error(refused.raw);
    return new CrashScene(house, granny, wang, li, [facility, food]);
  }

  /** Every second report goes to the one who is told by template. */
  report(clientId: string, number: number): object {
    return {
      clientId,
      text: `第${number}件事：扶手松了`,
      category: this.categories[number % 2 === 0 ? 0 : 1],
    };
  }

  /** Posts a report; a server that dies over it leaves it unacknowledged. */
  async post(server: ServerProcess, clientId: string, number: number): Promise<boolean> {
    const body = this.report(clientId, number);
    const answer = await server.ask(this.granny.api.bearer ?? '', 'POST', '/issues', body);
    const text = (await answer?.text().catch(() => '')) ?? '';
    if (text === '') return false;
    if (answer?.status !== 201) throw new Error(`${text}\n${server.output}`);
    const { token } = JSON.parse(text) as IssueDetail;
    const before = this.acknowledged.get(clientId);
    if (before !== undefined && before !== token) throw new Error('The same report was stored twice');
    this.acknowledged.set(clientId, token);
    return true;
  }

  /** Runs a server until its moment comes, with several phones that report what is not acknowledged yet. */
  async runUntil(
    built: BuiltServer,
    moment: Moment,
    reports: readonly string[],
    from: number,
  ): Promise<void> {
    const server = await built.start(settingsOf(this.house));
    let [answers, sends] = [0, 0];
    const struck = new Promise<void>((resolve) => {
      const strike = () => server.kill().then(resolve);
      if (moment.kind === 'request') setTimeout(() => void strike(), moment.afterMs);
      this.onSend = async (by, phase) => {
        const isIt = moment.kind === 'send' && by === moment.by && phase === moment.phase;
        if (isIt && ++sends === moment.count) await strike();
      };
      this.onAnswer = async () => {
        if (moment.kind === 'answer' && ++answers === moment.count) await strike();
      };
    });
    let tooLate: (error: Error) => void = () => undefined;
    const late = new Promise<void>((_, reject) => (tooLate = reject));
    const waiting = [...reports.entries()];
    const phone = async () => {
      for (let next = waiting.shift(); next && server.isRunning; next = waiting.shift()) {
        const [index, clientId] = next;
        if (await this.post(server, clientId, from + index)) await this.onAnswer?.();
      }
    };
    await Promise.all([phone(), phone(), phone()]);
    const patience = setTimeout(() => tooLate(new Error(`It never came to ${moment.kind}`)), 15_000);
    await Promise.race([struck, late]).finally(() => clearTimeout(patience));
    [this.onSend, this.onAnswer] = [undefined, undefined];
  }

  /** Lets the leases of the dead run out, and what waits for another try be due: as if an hour had passed. */
  async passLeases(): Promise<void> {
    const ago = new Date(Date.now() - 60_000);
    await this.house.database.write(async (tx) => {
      const open = { state: In(['waiting', 'sending']) };
      await tx.global(OutboxRow).update(open, { leasedUntil: null, dueAt: ago });
      await tx.global(OutboxRow).query('UPDATE wechat_token SET lockedUntil = NULL');
    });
  }

  waitingMessages(): Promise<number> {
    return this.house.database.read.global(OutboxRow).countBy({ state: In(['waiting', 'sending']) });
  }

  issues(): Promise<Issue[]> {
    return this.house.database.read.acrossSchools(Issue).find({ order: { id: 'ASC' } });
  }

  async creditsLeft(): Promise<number> {
    const { accountId } = this.bySubscription;
    const row = await this.house.database.read.global(SubscriptionCredit).findOneByOrFail({ accountId });
    return row.credits;
  }

  /** Arrivals at WeChat's side that open the page of an issue. */
  arrivalsFor(token: string, person: TestPerson): readonly { clientMsgId: string | null }[] {
    return this.house.emulator.emulator.phones
      .list(person.openid)
      .filter(({ page }) => page.endsWith(`token=${token}`));
  }

  /** WeChat itself, slowed down where a test wants to strike. */
  private listen(): void {
    const { emulator } = this.house.emulator;
    for (const name of ['sendSubscribe', 'sendTemplate'] as const) {
      const send = emulator[name].bind(emulator);
      emulator[name] = async (...args): Promise<WxAnswer> => {
        await this.onSend?.(name, 'before');
        const answer = await send(...args);
        await this.onSend?.(name, 'arrived');
        return answer;
      };
    }
  }
}
