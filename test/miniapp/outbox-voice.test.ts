import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboxDraft, OutboxEntry } from '../../miniapp/api/outbox/outbox-entry.js';
import type { Outbox } from '../../miniapp/api/outbox/outbox.js';
import { FakePhone, Killed, Power } from './fake-phone.js';

let phone: FakePhone;
beforeEach(() => {
  phone = new FakePhone();
  phone.signIn('grandmother');
});

const spoken = (): OutboxDraft => ({
  kind: 'report',
  title: '录音 20 秒',
  path: '/issues',
  body: { text: '', picture: 'broken', code: 'scene' },
  code: 'scene',
  files: [phone.speak('twenty seconds'), phone.takePhoto('handrail')],
});

async function say(outbox: Outbox) {
  outbox.add('grandmother', spoken());
  await outbox.deliver();
}

describe('a spoken report in the outbox', () => {
  it('brings the recording up before the report, and names it apart from the photos', async () => {
    await say(phone.start());
    const [arrived] = phone.server.arrived;
    const voice = phone.server.photos.get(String(arrived?.body.voice));
    const photos = (arrived?.body.photos as string[]).map((token) => phone.server.photos.get(token)?.bytes);
    expect([voice?.bytes, photos, arrived?.body.picture]).toEqual(['twenty seconds', ['handrail'], 'broken']);
    expect(phone.files.size).toBe(0);
  });

  it('goes up again together with its photos when the server has lost it', async () => {
    const outbox = phone.start();
    const lost = { kind: 'refused', code: 'invalid_input', detail: '', filesLost: true } as const;
    phone.server.plan.push(null, null, lost);
    await say(outbox);
    await outbox.deliver(true);
    expect(phone.server.arrived).toHaveLength(1);
    expect(phone.server.photos.size).toBe(4);
  });

  it('stays on the phone with its voice and the server’s words when the recording is too heavy', async () => {
    const outbox = phone.start();
    const heavy = { kind: 'refused', code: 'too_large', detail: '这段录音太大', filesLost: false } as const;
    phone.server.plan.push(heavy);
    await say(outbox);
    expect(phone.server.arrived).toEqual([]);
    expect(outbox.list('grandmother')).toMatchObject([
      { state: 'attention', problem: { code: 'too_large', detail: '这段录音太大' } },
    ]);
    expect(phone.files.size).toBe(2);
  });

  it('arrives exactly once and with its voice, wherever the run ended', async () => {
    const whole = new Power();
    await say(phone.start(whole));
    for (let endAt = 1; endAt <= whole.touches; endAt += 1) {
      phone = new FakePhone();
      phone.signIn('grandmother');
      await say(phone.start(new Power(endAt))).catch((error: unknown) =>
        expect(error).toBeInstanceOf(Killed),
      );
      const written = phone.storage.values.size > 0;
      phone.signIn('mother');
      const outbox = phone.start();
      await outbox.recover();
      await outbox.deliver(true);
      expect([endAt, phone.server.arrived.length]).toEqual([endAt, written ? 1 : 0]);
      if (!written) continue;
      const [arrived] = phone.server.arrived;
      expect([arrived?.by, phone.server.photos.get(String(arrived?.body.voice))]).toEqual([
        'grandmother',
        { by: 'grandmother', bytes: 'twenty seconds' },
      ]);
      expect(phone.server.photos.size).toBe(2);
    }
  });

  it('sends what an older program had kept, whose files were all photos', async () => {
    phone.start().add('grandmother', { ...spoken(), files: [phone.takePhoto('old')] });
    const [key = ''] = phone.storage.values.keys();
    const kept = JSON.parse(phone.storage.values.get(key) ?? '{}') as OutboxEntry;
    delete kept.code;
    phone.storage.values.set(key, JSON.stringify(kept));
    await phone.start().deliver();
    expect(phone.server.arrived[0]?.body).toMatchObject({ photos: [expect.any(String)] });
    expect(phone.server.arrived[0]?.body).not.toHaveProperty('voice');
  });
});
