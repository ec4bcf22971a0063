import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  backoff,
  idempotencyKey,
  outboxWords,
  type OutboxDraft,
} from '../../miniapp/api/outbox/outbox-entry.js';
import type { Outbox } from '../../miniapp/api/outbox/outbox.js';
import type { SendingFailure } from '../../miniapp/api/outbox/outbox-ports.js';
import { FakePhone, Killed, Power } from './fake-phone.js';

const offline: SendingFailure = { kind: 'offline', code: 'offline', detail: '现在没有网' };
const busy: SendingFailure = { kind: 'passing', code: 'unavailable', detail: '系统正忙' };
const refused: SendingFailure = { kind: 'refused', code: 'not_found', detail: '找不到这一项' };

const report = (text: string, files: { ref: string; size: number }[] = []): OutboxDraft => ({
  kind: 'report',
  title: text,
  path: '/issues',
  body: { text },
  files,
});
const step = (subject: string, action: string): OutboxDraft => ({
  kind: 'step',
  subject,
  title: action,
  path: `/issues/${subject}/${action}`,
  body: { text: action },
});

let phone: FakePhone;
beforeEach(() => {
  phone = new FakePhone();
  phone.signIn('grandmother');
});

describe('outbox', () => {
  it('delivers a report with its photos once, and takes words and photos off the phone afterwards', async () => {
    const outbox = phone.start();
    const entry = outbox.add(
      'grandmother',
      report('扶手松了', [phone.takePhoto('first'), phone.takePhoto('second')]),
    );
    expect(outbox.list('grandmother')[0]?.state).toBe('waiting');
    await outbox.deliver();

    expect(phone.server.arrived).toHaveLength(1);
    const photos = phone.server.arrived[0]?.body.photos as string[];
    expect(photos.map((token) => phone.server.photos.get(token)?.bytes)).toEqual(['first', 'second']);
    const [kept] = outbox.list('grandmother');
    expect(kept).toMatchObject({
      state: 'delivered',
      result: `issue-${entry.clientId}`,
      body: {},
      files: [],
    });
    expect(phone.files.size).toBe(0);
    expect(outbox.undelivered('grandmother')).toBe(0);
  });

  it('keeps what is written without a network, and sends it once there is one', async () => {
    const outbox = phone.start();
    phone.server.plan.push(offline);
    outbox.add('grandmother', report('午睡房冷'));
    outbox.add('grandmother', report('早餐凉'));
    await outbox.deliver();
    // The first failure tells that there is no network: the second is not even tried.
    expect(phone.server.requests).toBe(1);
    expect(outbox.list('grandmother').map((entry) => entry.state)).toEqual(['waiting', 'waiting']);
    await outbox.deliver(true);
    expect(phone.server.arrived.map((one) => one.body.text)).toEqual(['午睡房冷', '早餐凉']);
  });

  it('arrives once although an answer is lost', async () => {
    const outbox = phone.start();
    phone.server.loseAnswers = 1;
    outbox.add('grandmother', report('楼梯灯坏了'));
    await outbox.deliver();
    expect(outbox.list('grandmother')[0]).toMatchObject({ state: 'waiting', attempts: 1 });
    await outbox.deliver(true);
    expect(phone.server.arrived).toHaveLength(1);
    expect(outbox.list('grandmother')[0]?.state).toBe('delivered');
  });

  it('waits longer after each failure, at most ten minutes', async () => {
    expect([1, 2, 3, 20].map(backoff)).toEqual([5_000, 10_000, 20_000, 600_000]);
    const outbox = phone.start();
    phone.server.plan.push(busy, busy);
    outbox.add('grandmother', report('操场积水'));
    await outbox.deliver();
    expect(outbox.nextTry()).toBe(phone.now + 5_000);
    await outbox.deliver();
    expect(phone.server.requests).toBe(1);
    phone.now += 5_000;
    await outbox.deliver();
    expect(outbox.nextTry()).toBe(phone.now + 10_000);
  });

  it('does not send a photo again that is already up', async () => {
    const outbox = phone.start();
    phone.server.plan.push(null, busy);
    outbox.add('grandmother', report('滑梯裂了', [phone.takePhoto('one'), phone.takePhoto('two')]));
    await outbox.deliver();
    const [entry] = outbox.list('grandmother');
    expect(entry?.files.map((file) => file.mediaToken !== null)).toEqual([true, false]);
    await outbox.deliver(true);
    expect(phone.server.requests).toBe(4);
    expect(phone.server.photos.size).toBe(2);
  });

  it('keeps for a person what the server refuses for good, with the sentence and the content', async () => {
    const outbox = phone.start();
    phone.server.plan.push(refused);
    const entry = outbox.add('grandmother', report('菜里有头发', [phone.takePhoto('hair')]));
    phone.server.plan.unshift(null);
    await outbox.deliver();
    expect(outbox.list('grandmother')[0]).toMatchObject({
      state: 'attention',
      problem: { code: 'not_found', detail: '找不到这一项' },
      body: { text: '菜里有头发' },
    });
    expect(phone.files.size).toBe(1);
    await outbox.deliver(true);
    expect(phone.server.arrived).toHaveLength(0);

    const before = idempotencyKey(outbox.list('grandmother')[0] ?? entry);
    outbox.retry('grandmother', entry.clientId);
    const again = outbox.list('grandmother')[0] ?? entry;
    expect(idempotencyKey(again)).not.toBe(before);
    await outbox.deliver(true);
    expect(phone.server.arrived).toHaveLength(1);
  });

  it('keeps the order within a subject, and lets other subjects pass', async () => {
    const outbox = phone.start();
    phone.server.plan.push(busy);
    outbox.add('grandmother', step('a', 'accept'));
    outbox.add('grandmother', step('a', 'answer'));
    outbox.add('grandmother', step('b', 'confirm'));
    await outbox.deliver();
    expect(phone.server.arrived.map((one) => one.path)).toEqual(['/issues/b/confirm']);
    await outbox.deliver(true);
    expect(phone.server.arrived.map((one) => one.path).slice(1)).toEqual([
      '/issues/a/accept',
      '/issues/a/answer',
    ]);
  });

  it('holds back what follows a refused step of the same subject', async () => {
    const outbox = phone.start();
    phone.server.plan.push(refused);
    outbox.add('grandmother', step('a', 'accept'));
    outbox.add('grandmother', step('a', 'resolve'));
    await outbox.deliver();
    expect(outbox.list('grandmother').map((entry) => entry.state)).toEqual(['attention', 'waiting']);
    expect(phone.server.requests).toBe(1);
  });

  it('puts photos up again when the server has lost them', async () => {
    const outbox = phone.start();
    phone.server.plan.push(null, { ...refused, filesLost: true });
    outbox.add('grandmother', report('门坏了', [phone.takePhoto('door')]));
    await outbox.deliver();
    expect(outbox.list('grandmother')[0]?.state).toBe('waiting');
    await outbox.deliver(true);
    expect(phone.server.arrived).toHaveLength(1);
    expect(phone.server.photos.size).toBe(2);
  });

  it('joins a run that is under way instead of sending twice', async () => {
    const outbox = phone.start();
    outbox.add('grandmother', report('一'));
    const first = outbox.deliver();
    outbox.add('grandmother', report('二'));
    await Promise.all([first, outbox.deliver()]);
    expect(phone.server.arrived.map((one) => one.body.text)).toEqual(['一', '二']);
    expect(phone.server.requests).toBe(2);
  });

  it('throws away only what its writer says, and nothing that is under way', async () => {
    const outbox = phone.start();
    const entry = outbox.add('grandmother', report('算了', [phone.takePhoto('x')]));
    await outbox.discard('mother', entry.clientId);
    expect(outbox.list('grandmother')).toHaveLength(1);
    const sending = outbox.deliver();
    await outbox.discard('grandmother', entry.clientId);
    await sending;
    expect(phone.server.arrived).toHaveLength(1);
    const second = outbox.add('grandmother', report('真的算了', [phone.takePhoto('y')]));
    await outbox.discard('grandmother', second.clientId);
    expect(phone.files.size).toBe(0);
  });

  it('has a sentence for each state', () => {
    expect(outboxWords).toEqual({
      waiting: '还没送到，有网会自动发',
      sending: '正在送',
      delivered: '送到了',
      attention: '要您看一下',
    });
  });
});

describe('outbox of a shared phone', () => {
  it("sends each entry with its writer's session, whoever is acting, and shows nobody another's", async () => {
    const outbox = phone.start();
    outbox.add('grandmother', report('奶奶说的', [phone.takePhoto('hers')]));
    phone.signIn('mother');
    outbox.add('mother', report('妈妈说的'));
    await outbox.deliver();
    expect(phone.server.arrived.map(({ by, body }) => [by, body.text])).toEqual([
      ['grandmother', '奶奶说的'],
      ['mother', '妈妈说的'],
    ]);
    expect([...phone.server.photos.values()]).toEqual([{ by: 'grandmother', bytes: 'hers' }]);
    expect(outbox.list('mother').map((entry) => entry.title)).toEqual(['妈妈说的']);
  });

  it('locks what a signed-out person wrote until that person is back', async () => {
    const outbox = phone.start();
    outbox.add('grandmother', report('锁着的'));
    phone.keys.delete('grandmother');
    phone.signIn('mother');
    await outbox.deliver(true);
    expect(phone.server.requests).toBe(0);
    expect(outbox.owners()).toEqual(['grandmother']);
    expect(outbox.list('grandmother')[0]).toMatchObject({
      state: 'waiting',
      problem: { code: 'signed_out' },
    });
    phone.signIn('grandmother');
    await outbox.deliver(true);
    expect(phone.server.arrived[0]?.by).toBe('grandmother');
  });

  it('renews a session that ran out, and goes on', async () => {
    const outbox = phone.start();
    phone.renewable = true;
    phone.server.sessions.clear();
    outbox.add('grandmother', report('过期了也送到', [phone.takePhoto('p')]));
    await outbox.deliver();
    expect(phone.server.arrived).toHaveLength(1);
  });

  it('never sends under another name when a session ran out', async () => {
    const outbox = phone.start();
    phone.server.sessions.clear();
    phone.signIn('mother');
    outbox.add('grandmother', report('等奶奶'));
    await outbox.deliver();
    expect(phone.server.arrived).toHaveLength(0);
    expect(outbox.undelivered('grandmother')).toBe(1);
  });
});

describe('outbox of a program that is killed', () => {
  /** Writes a report with two photos and sends it; the run may end anywhere. */
  async function firstRun(outbox: Outbox) {
    const photos = [phone.takePhoto('first photo'), phone.takePhoto('second photo')];
    outbox.add('grandmother', report('东楼楼梯的扶手松了', photos));
    await outbox.deliver();
  }

  async function touchesOfAWholeRun(): Promise<number> {
    const power = new Power();
    await firstRun(phone.start(power));
    return power.touches;
  }

  it('arrives exactly once, whole and as its writer, wherever the run ended', async () => {
    const touches = await touchesOfAWholeRun();
    expect(touches).toBeGreaterThan(15);
    for (let endAt = 1; endAt <= touches; endAt += 1) {
      phone = new FakePhone();
      phone.signIn('grandmother');
      const power = new Power(endAt);
      await firstRun(phone.start(power)).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      const written = [...phone.storage.values.keys()].length > 0;

      // Somebody else takes the phone before it is opened again.
      phone.signIn('mother');
      const outbox = phone.start();
      await outbox.recover();
      await outbox.deliver(true);

      // Ended before the first writing was done, the person never saw it kept; after that it must arrive.
      expect([endAt, phone.server.arrived.length]).toEqual([endAt, written ? 1 : 0]);
      if (!written) continue;
      const [arrived] = phone.server.arrived;
      expect(arrived?.by).toBe('grandmother');
      expect(arrived?.body.text).toBe('东楼楼梯的扶手松了');
      const photos = arrived?.body.photos as string[];
      expect(photos.map((token) => phone.server.photos.get(token))).toEqual([
        { by: 'grandmother', bytes: 'first photo' },
        { by: 'grandmother', bytes: 'second photo' },
      ]);
      expect(phone.server.photos.size).toBe(2);
      expect(outbox.list('grandmother').map((entry) => entry.state)).toEqual(['delivered']);
      await outbox.recover();
      expect(phone.files.size).toBe(0);
    }
  });

  it('forgets delivered entries after a day', async () => {
    const outbox = phone.start();
    await firstRun(outbox);
    phone.now += 25 * 3600_000;
    const next = phone.start();
    await next.recover();
    expect(phone.storage.values.size).toBe(0);
  });
});
