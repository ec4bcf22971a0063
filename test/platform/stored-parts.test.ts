import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SchoolSettings } from '#shared/school/settings.js';
import { hours, later, minutes } from '../../server/src/platform/clock/clock.js';
import { Log } from '../../server/src/platform/http/log.js';
import { Timers } from '../../server/src/platform/jobs/timers.js';
import type { TimerHandler } from '../../server/src/platform/jobs/timers.js';
import { TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { gramsOf } from '../../server/src/platform/search/search-index.js';
import { SettingsStore } from '../../server/src/platform/settings/school-settings.js';
import { SchoolSetting } from '../../server/src/platform/timeline/timeline.entity.js';
import type { TestPerson, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

describe('parts that are stored', () => {
  let house: House;
  let school: TestSchool;
  let principal: TestPerson;
  let granny: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    school = await house.make.school();
    principal = await house.make.staff(school, 'principal');
    granny = await house.make.guardian(school, await house.make.child(school));
  });
  afterAll(() => house.close());

  describe('the search', () => {
    const texts = {
      nap: '小二班午睡房很冷，孩子说睡觉冷',
      stairs: '东楼楼梯扶手松了',
      rare: '㛃雯的爷爷𬱖叔说：龘字碑倒了',
      mixed: '教室的 WiFi 和ＬＥＤ灯坏了，编号 A-17b',
      traditional: '廁所門關不上',
    };
    const tokens: Record<string, string> = {};
    beforeAll(async () => {
      for (const [name, text] of Object.entries(texts)) {
        const answer = await granny.api.post<{ token: string }>('/issues', house.make.report(text));
        tokens[name] = answer.body.token;
      }
    });

    it.each([
      ['午睡房', ['nap']],
      ['睡房很冷', ['nap']],
      ['冷', ['nap']],
      ['楼', ['stairs']],
      ['手松', ['stairs']],
      ['松手', []],
      ['㛃雯', ['rare']],
      ['𬱖叔', ['rare']],
      ['𬱖', ['rare']],
      ['龘', ['rare']],
      ['wifi', ['mixed']],
      ['WIFI', ['mixed']],
      ['led灯', ['mixed']],
      ['17B', ['mixed']],
      ['廁所', ['traditional']],
      ['孩子，午睡', ['nap']],
      ['午睡 楼梯', []],
      ['！？', []],
    ])('finds %s', async (words, expected) => {
      const query = `/issues?scope=board&q=${encodeURIComponent(words)}`;
      const { status, body } = await principal.api.get<{ items: { token: string }[] }>(query);
      expect(status).toBe(200);
      expect(body.items.map(({ token }) => token).sort()).toEqual(
        expected.map((name) => tokens[name]).sort(),
      );
    });

    it('cuts a text into neighbours, and a very long one off', () => {
      expect(gramsOf('午睡冷')).toEqual(['午睡', '睡冷']);
      expect(gramsOf('冷 a')).toEqual(['冷', 'a']);
      const long = Array.from({ length: 5000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join('');
      expect(gramsOf(long).length).toBeLessThanOrEqual(601);
    });
  });

  describe('the settings of a school', () => {
    const settings = () => principal.api.get<SchoolSettings>('/settings');
    const defaults = {
      silenceDays: 7,
      classifierThreshold: 0.5,
      firstListener: null,
      quietFrom: 21,
      quietTo: 7,
      secondStepFor: null,
    };

    it('have defaults, keep what was changed and leave the rest', async () => {
      expect((await settings()).body).toEqual(defaults);
      const changed = await principal.api.patch<SchoolSettings>('/settings', { silenceDays: 10 });
      expect([changed.status, changed.body]).toEqual([200, { ...defaults, silenceDays: 10 }]);
      await principal.api.patch('/settings', { silenceDays: 12 });
      expect((await settings()).body).toEqual({ ...defaults, silenceDays: 12 });
      const other = await house.make.school();
      expect(await house.app.get(SettingsStore).of(other.id)).toEqual(defaults);
    });

    it('overlook what an earlier or later program has stored', async () => {
      await house.database.write((tx) =>
        tx.of(SchoolSetting, school.id).insert({ key: 'napTime', value: '"12:00"' }),
      );
      const { status, body } = await settings();
      expect(status).toBe(200);
      expect(body).not.toHaveProperty('napTime');
    });

    it.each([
      { silenceDays: 0 },
      { silenceDays: 61 },
      { silenceDays: 1.5 },
      { classifierThreshold: 1.01 },
      { classifierThreshold: '0.5' },
      { quietFrom: 24 },
      { quietTo: -1 },
      { quietTo: null },
      { napTime: '12:00' },
    ])('refuse %j', async (change) => {
      const before = (await settings()).body;
      expect((await principal.api.patch('/settings', change)).status).toBe(400);
      expect((await settings()).body).toEqual(before);
    });
  });

  describe('timers', () => {
    let kinds = 0;
    /** Two processes with the same timers, and a subject of their own. */
    function workers(handler: TimerHandler) {
      const kind = `test.${++kinds}`;
      const make = () => {
        const timers = new Timers(house.database, house.clock, new Log('silent'));
        timers.register(kind, handler);
        return timers;
      };
      const subject = { type: 'test', id: kinds, school: school.id };
      const [one, two] = [make(), make()];
      const set = (at: Date) => house.database.write((tx) => one.set(tx, kind, subject, at));
      const row = () => house.database.read.global(TimerRow).findOneBy({ kind });
      return { one, two, kind, subject, set, row };
    }
    const now = () => house.clock.now();

    it('ring when they are due, with their subject, once', async () => {
      const rung: unknown[] = [];
      const { one, set, subject, row } = workers(async (_tx, given) => void rung.push(given));
      await set(later(now(), hours(1)));
      expect([await one.ring(), rung]).toEqual([0, []]);
      house.clock.pass(hours(1));
      expect([await one.ring(), rung]).toEqual([1, [subject]]);
      expect([await one.ring(), await row()]).toEqual([0, null]);
    });

    it('ring once among two workers that look at the same moment', async () => {
      const rung: number[] = [];
      const { one, two, kind, subject } = workers(async (_tx, { id }) => void rung.push(id));
      const ids = Array.from({ length: 30 }, (_, n) => 1000 + n);
      await house.database.write(async (tx) => {
        for (const id of ids) await one.set(tx, kind, { ...subject, id }, now());
      });
      await Promise.all([one.ring(), two.ring()]);
      expect(rung.sort()).toEqual(ids);
    });

    it('move when they are set again, and do not ring once they are cancelled', async () => {
      const rung: number[] = [];
      const { one, set, kind, subject } = workers(async (_tx, { id }) => void rung.push(id));
      await set(now());
      await set(later(now(), minutes(10)));
      expect(await one.ring()).toBe(0);
      house.clock.pass(minutes(10));
      await house.database.write((tx) => one.cancel(tx, kind, subject));
      expect([await one.ring(), rung]).toEqual([0, []]);
    });

    it('do not ring when they are cancelled between being claimed and being rung', async () => {
      const rung: number[] = [];
      const worker = workers(async (tx, { id }) => {
        rung.push(id);
        await worker.one.cancel(tx, worker.kind, { ...worker.subject, id: id + 1 });
      });
      await house.database.write(async (tx) => {
        for (const id of [1, 2]) await worker.one.set(tx, worker.kind, { ...worker.subject, id }, now());
      });
      await worker.one.ring();
      expect(rung).toEqual([1]);
    });

    it('come back, later each time, when the handler fails, and nothing of its work stays', async () => {
      let fails = 2;
      const { one, set, row } = workers(async (tx, { school: at }) => {
        await tx.of(SchoolSetting, at).insert({ key: `rung${fails}`, value: '1' });
        if (fails-- > 0) throw new TypeError('周奶奶 has no phone');
      });
      const marks = () => house.database.read.of(SchoolSetting, school.id).find({ where: { value: '1' } });
      await set(now());
      const waits: number[] = [];
      for (let round = 0; round < 2; round++) {
        await one.ring();
        const after = await row();
        waits.push((after?.dueAt.getTime() ?? 0) - now().getTime());
        expect([after?.lastError, after?.leasedBy, await marks()]).toEqual(['TypeError', null, []]);
        expect(await one.ring()).toBe(0);
        house.clock.pass(waits.at(-1) ?? 0);
      }
      expect(waits[1]).toBeGreaterThan(waits[0] ?? Infinity);
      await one.ring();
      expect([await row(), (await marks()).length]).toEqual([null, 1]);
    });

    it('are left to whoever has claimed them until the lease runs out, and then ring elsewhere', async () => {
      const rung: string[] = [];
      const dying = workers(async () => void rung.push('by the other'));
      await dying.set(now());
      // A process that claimed the row and is never heard of again.
      await house.database.write((tx) =>
        tx
          .global(TimerRow)
          .update(
            { kind: dying.kind },
            { leasedBy: 'dead', leasedUntil: later(now(), minutes(2)), attempts: 1 },
          ),
      );
      expect(await dying.two.ring()).toBe(0);
      house.clock.pass(minutes(2));
      expect([await dying.two.ring(), rung]).toEqual([1, ['by the other']]);
    });
  });
});
