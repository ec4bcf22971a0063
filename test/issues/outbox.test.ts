import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryProblem } from '#shared/platform/deliveries.js';
import { Account, SubscriptionCredit } from '../../server/src/platform/auth/identity.entity.js';
import { later } from '../../server/src/platform/clock/clock.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Outbox } from '../../server/src/platform/outbox/outbox.js';
import { WeChat } from '../../server/src/platform/wechat/wechat.provider.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import type { OutboxState } from '../../server/src/platform/outbox/outbox.entity.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

const minute = 60_000;
const hour = 60 * minute;

describe('messages about an issue', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    house.clock.set(
      new Date(Math.ceil(house.clock.now().getTime() / (24 * hour)) * 24 * hour + 26 * hour).toISOString(),
    );
    house.emulator.emulator.failures.clear();
    village = await Village.build(house);
  });

  /** Words of the messages on a phone, in order. */
  const phone = (person: TestPerson) =>
    house.emulator.emulator.phones
      .list(person.openid)
      .map((message) => message.fields.find(({ name }) => name === 'phrase2')?.value);
  const fail = (next: 'timeout-delivered' | 'timeout-lost' | '43101' | '45009', person: TestPerson) =>
    house.emulator.emulator.failures.plan(next, 1, { openid: person.openid });
  const states = async (person: TestPerson): Promise<OutboxState[]> =>
    (
      await house.database.read
        .global(OutboxRow)
        .find({ where: { personId: person.id }, order: { id: 'ASC' } })
    ).map((row) => row.state);
  const ledger = async ({ accountId }: TestPerson, templateKey: string) =>
    (await house.database.read.global(SubscriptionCredit).findOneBy({ accountId, templateKey }))?.credits;
  const follow = (person: TestPerson) =>
    house.database.write((tx) =>
      tx.global(Account).update({ id: person.accountId }, { serviceOpenid: person.serviceOpenid }),
    );
  const problems = async () =>
    (await village.people.principal.api.get<{ items: DeliveryProblem[] }>('/deliveries')).body.items;

  it('reach the right person at each step, and nobody else', async () => {
    const { reporter, worker, otherWorker, principal, teacher, lead } = village.people;
    for (const person of Object.values(village.people)) {
      await house.make.credits(person, 'work', 20);
      await house.make.credits(person, 'progress', 20);
    }
    const everybody = [reporter, worker, otherWorker, principal, teacher, lead];
    const heard = async (): Promise<string[]> => {
      await house.deliver();
      const all = everybody.flatMap((person) =>
        phone(person).map(
          (word) => `${Object.entries(village.people).find(([, one]) => one === person)?.[0]}: ${word}`,
        ),
      );
      for (const person of Object.values(village.people)) house.emulator.emulator.phones.clear(person.openid);
      return all;
    };
    const token = await village.report('厕所没有纸');
    expect(await heard()).toEqual(['worker: 等您接下']);
    const steps: [TestPerson, string, object, string[]][] = [
      [principal, 'assign', { assignee: otherWorker.token }, ['otherWorker: 等您接下']],
      [otherWorker, 'accept', {}, ['reporter: 有人接下了']],
      [otherWorker, 'answer', { text: '去买了' }, ['reporter: 有答复了']],
      [otherWorker, 'ask', { text: '几楼？' }, ['reporter: 想问您一句']],
      [reporter, 'reply', { text: '三楼' }, ['otherWorker: 请看看']],
      [otherWorker, 'resolve', { text: '放好了' }, ['reporter: 请您看看']],
      [reporter, 'reject', { text: '没有' }, ['otherWorker: 要再办', 'principal: 要再办']],
      [principal, 'recategorise', { category: village.school.categories['health'] }, []],
      [otherWorker, 'resolve', { text: '放好了' }, ['reporter: 请您看看']],
      [reporter, 'confirm', {}, ['otherWorker: 已办结']],
      [principal, 'divert', { reason: 'other' }, ['lead: 请尽快看']],
    ];
    for (const [by, action, body, wanted] of steps) {
      expect((await by.api.post(`/issues/${token}/${action}`, body)).status).toBe(200);
      expect({ action, heard: await heard() }).toEqual({ action, heard: wanted });
    }
  });

  it('say nothing personal: no name, no place, no word of what was written', async () => {
    const { reporter, worker, principal, teacher } = village.people;
    for (const person of [reporter, worker, principal]) {
      await house.make.credits(person, 'work', 9);
      await house.make.credits(person, 'progress', 9);
    }
    const place = await house.make.place(village.school, '西楼卫生间');
    const token = await village.report('王小明在卫生间摔倒了', { place: place.token });
    await village.bring(token, 'reopened');
    await house.deliver();
    const sent = [
      ...house.emulator.emulator.phones.list(reporter.openid),
      ...house.emulator.emulator.phones.list(worker.openid),
    ];
    expect(sent.length).toBeGreaterThan(3);
    const names = [reporter, worker, principal, teacher].map((person) => person.name);
    for (const message of sent) {
      expect(JSON.stringify(message.fields)).not.toMatch(
        new RegExp(['小明', '摔', '卫生间', '看过了', '西楼', '设施', ...names].join('|')),
      );
      expect(message.page).toBe(`packages/issues/detail/index?token=${token}`);
      expect(message.fields.map(({ name }) => name)).toEqual(['thing1', 'phrase2', 'time3']);
    }
  });

  it('end as refused, with nothing left in the ledger, where the phone said no', async () => {
    const { worker } = village.people;
    await house.make.credits(worker, 'work', 3);
    fail('43101', worker);
    await village.report();
    await house.deliver();
    expect([await states(worker), await ledger(worker, 'work'), phone(worker)]).toEqual([['refused'], 0, []]);
    expect(await problems()).toMatchObject([
      { recipient: worker.name, outcome: 'refused', channel: 'subscribe' },
    ]);
  });

  it('wait where the quota of the day is used up, and arrive later', async () => {
    const { worker } = village.people;
    await house.make.credits(worker, 'work', 3);
    fail('45009', worker);
    await village.report();
    await house.deliver();
    expect([await states(worker), await ledger(worker, 'work')]).toEqual([['waiting'], 3]);
    house.clock.pass(30 * minute);
    await house.deliver();
    expect(await states(worker)).toEqual(['waiting']);
    house.clock.pass(30 * minute);
    await house.deliver();
    expect([await states(worker), await ledger(worker, 'work'), phone(worker)]).toEqual([
      ['sent'],
      2,
      ['等您接下'],
    ]);
  });

  it.each(['timeout-delivered', 'timeout-lost'] as const)(
    'are unknown and never repeated after a subscribe %s',
    async (failure) => {
      const { worker, principal } = village.people;
      await house.make.credits(worker, 'work', 3);
      fail(failure, worker);
      await village.report();
      await house.deliver();
      house.clock.pass(3 * hour);
      await house.deliver();
      expect([await states(worker), await ledger(worker, 'work')]).toEqual([['unknown'], 2]);
      expect(phone(worker)).toHaveLength(failure === 'timeout-delivered' ? 1 : 0);
      const [problem] = await problems();
      expect(problem).toMatchObject({ outcome: 'unknown' });
      const retry = await principal.api.post(`/deliveries/${problem?.token}/retry`);
      expect([retry.status, retry.body]).toMatchObject([409, { code: 'state_conflict' }]);
    },
  );

  it.each(['timeout-delivered', 'timeout-lost'] as const)(
    'are repeated under the same id after a template %s, and arrive once',
    async (failure) => {
      const { worker } = village.people;
      await follow(worker);
      fail(failure, worker);
      await village.report();
      await house.deliver();
      expect(await states(worker)).toEqual(['waiting']);
      house.clock.pass(minute);
      await house.deliver();
      expect([await states(worker), phone(worker)]).toEqual([['sent'], ['等您接下']]);
      const [row] = await house.database.read.global(OutboxRow).findBy({ personId: worker.id });
      expect(house.emulator.emulator.phones.list(worker.openid)[0]).toMatchObject({
        kind: 'template',
        clientMsgId: row?.token,
      });
    },
  );

  it('wait in the quiet hours until seven in the morning', async () => {
    const { worker, lead } = village.people;
    for (const person of [worker, lead]) await house.make.credits(person, 'work', 3);
    const day = house.clock.now().toISOString().slice(0, 10);
    house.clock.set(`${day}T15:00:30.250Z`);
    await village.report();
    const harm = await village.report('孩子身上有伤');
    await village.bring(harm, 'diverted');
    await house.deliver();
    // A diversion wakes whoever must act on it.
    expect([phone(worker), phone(lead)]).toEqual([[], ['请尽快看']]);
    house.clock.set(`${day}T22:59:59.999Z`);
    await house.deliver();
    expect(phone(worker)).toEqual([]);
    house.clock.pass(1);
    await house.deliver();
    expect(phone(worker)).toContain('等您接下');
  });

  it('that reach nobody are listed for the office, and go out once there is a way', async () => {
    const { worker, principal, admin } = village.people;
    await village.report();
    await house.deliver();
    const [problem] = await problems();
    expect(problem).toMatchObject({
      recipient: worker.name,
      outcome: 'unreachable',
      kind: '交办提醒',
      reason: '没有可用的订阅次数',
    });
    await house.make.credits(worker, 'work', 1);
    expect((await admin.api.post(`/deliveries/${problem?.token}/retry`)).status).toBe(204);
    expect((await principal.api.post(`/deliveries/${problem?.token}/retry`)).status).toBe(409);
    await house.deliver();
    expect([await states(worker), phone(worker), await problems()]).toEqual([['sent'], ['等您接下'], []]);
  });

  describe('that are being sent', () => {
    /** Lets something happen while WeChat has the next message in hand. */
    const meanwhile = (work: () => Promise<unknown>) => {
      const { port } = house.app.get(WeChat);
      const interrupted = async () => {
        Reflect.deleteProperty(port, 'sendTemplate');
        Reflect.deleteProperty(port, 'sendSubscribe');
        await work();
      };
      port.sendTemplate = async (message) => {
        await interrupted();
        return port.sendTemplate(message);
      };
      port.sendSubscribe = async (message) => {
        await interrupted();
        return port.sendSubscribe(message);
      };
    };
    const divert = (token: string) => () =>
      village.people.principal.api.post(`/issues/${token}/divert`, { reason: 'harm' });

    it('in the moment of a diversion are not tried again, and what they have cost is counted', async () => {
      const { worker } = village.people;
      await follow(worker);
      const lost = await village.report();
      fail('45009', worker);
      meanwhile(divert(lost));
      await house.deliver();
      house.clock.pass(3 * hour);
      await house.deliver();
      expect([await states(worker), phone(worker)]).toEqual([['withdrawn'], []]);
      // What went out before the word came cannot be called back.
      const { otherWorker, principal } = village.people;
      await house.make.credits(otherWorker, 'work', 3);
      const gone = await village.report();
      await principal.api.post(`/issues/${gone}/assign`, { assignee: otherWorker.token });
      await house.database.write((tx) => tx.global(OutboxRow).delete({ personId: worker.id }));
      meanwhile(divert(gone));
      await house.deliver();
      expect([await states(otherWorker), await ledger(otherWorker, 'work')]).toEqual([['withdrawn'], 2]);
      expect((await problems()).map(({ recipient }) => recipient)).not.toContain(otherWorker.name);
    });

    it('keep those behind them that were claimed already from going out once they are withdrawn', async () => {
      const { worker, otherWorker, principal, reporter } = village.people;
      for (const person of [worker, otherWorker, principal]) await house.make.credits(person, 'work', 5);
      const token = await village.report();
      await principal.api.post(`/issues/${token}/assign`, { assignee: otherWorker.token });
      meanwhile(divert(token));
      await house.deliver();
      expect([phone(worker), phone(otherWorker), await states(otherWorker)]).toEqual([['等您接下'], [], []]);

      const next = await village.report();
      await principal.api.post(`/issues/${next}/assign`, { assignee: otherWorker.token });
      house.emulator.emulator.phones.clear(worker.openid);
      const { id } = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token: next });
      meanwhile(() =>
        house.database.write((tx) =>
          house.app
            .get(Outbox)
            .withdrawFrom(tx, { type: 'issue', id }, [otherWorker.id, reporter.id], ['issue.accepted']),
        ),
      );
      await house.deliver();
      expect([phone(worker), phone(otherWorker)]).toEqual([['等您接下'], []]);
      expect(await states(otherWorker)).toEqual(['withdrawn']);
    });
  });

  it('that nobody could send by day wait for the morning, and so does a second attempt', async () => {
    const { worker } = village.people;
    await house.make.credits(worker, 'work', 3);
    const day = house.clock.now().toISOString().slice(0, 10);
    house.clock.set(`${day}T12:59:00.000Z`);
    await village.report();
    // The server was down for two hours.
    house.clock.set(`${day}T15:00:00.000Z`);
    await house.deliver();
    house.clock.set(`${day}T22:59:59.000Z`);
    await house.deliver();
    expect([await states(worker), phone(worker)]).toEqual([['waiting'], []]);
    house.clock.pass(1000);
    fail('45009', worker);
    await house.deliver();
    house.clock.pass(hour);
    await house.deliver();
    expect([await states(worker), phone(worker)]).toEqual([['sent'], ['等您接下']]);

    await village.report();
    fail('45009', worker);
    const next = later(house.clock.now(), 24 * hour)
      .toISOString()
      .slice(0, 10);
    house.clock.set(`${next}T12:59:00.000Z`);
    await house.deliver();
    house.clock.set(`${next}T18:00:00.000Z`);
    await house.deliver();
    expect(phone(worker)).toHaveLength(1);
    house.clock.set(`${next}T23:00:00.000Z`);
    await house.deliver();
    expect(phone(worker)).toHaveLength(2);
  });

  it('whose process died in the middle of a subscribe send are unknown, and of a template send go out again', async () => {
    const { worker, otherWorker, principal } = village.people;
    await house.make.credits(worker, 'work', 3);
    await follow(otherWorker);
    const token = await village.report();
    await principal.api.post(`/issues/${token}/assign`, { assignee: otherWorker.token });
    const died = {
      state: 'sending' as const,
      attempts: 1,
      leasedBy: 'somebody-else',
      leasedUntil: later(house.clock.now(), 2 * minute),
    };
    await house.database.write(async (tx) => {
      await tx.global(OutboxRow).update({ personId: worker.id }, died);
      await tx.global(OutboxRow).update({ personId: otherWorker.id }, { ...died, channel: 'template' });
    });
    await house.deliver();
    expect([await states(worker), await states(otherWorker)]).toEqual([['sending'], ['sending']]);
    house.clock.pass(2 * minute);
    await house.deliver();
    expect([await states(worker), await states(otherWorker)]).toEqual([['unknown'], ['sent']]);
    expect([phone(worker), phone(otherWorker)]).toEqual([[], ['等您接下']]);
  });
});
