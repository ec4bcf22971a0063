import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import {
  spokenDay,
  spokenInstant,
  spokenTime,
} from '../../server/src/features/issues/tracking/spoken-time.js';
import { TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { statements } from '../http/support/tables.js';
import { refusal } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { EndsScene } from './ends-scene.js';

/** `03-04 10:00` of the year 2026 in Shanghai; the fourth of March is a Wednesday. */
const instant = (text: string) => `2026-${text.replace(' ', 'T')}:00.000+08:00`;

describe('times as people say them', () => {
  const now = new Date(instant('03-04 10:00'));

  it.each([
    ['03-02 10:00', '前天'],
    ['03-03 23:59', '昨天'],
    ['03-04 00:00', '今天'],
    ['03-05 23:00', '明天'],
    ['03-06 00:10', '后天'],
    ['03-07 10:00', '这个星期六'],
    ['03-08 10:00', '这个星期日'],
    ['03-09 10:00', '下星期一'],
    ['03-15 10:00', '下星期日'],
    ['03-16 10:00', '3 月 16 日'],
    ['02-28 10:00', '2 月 28 日'],
  ])('%s is %s', (at, said) => {
    expect(spokenDay(new Date(instant(at)), now)).toBe(said);
  });

  it('says the year where it is another', () => {
    expect(spokenDay(new Date('2027-01-02T02:00:00Z'), now)).toBe('2027 年 1 月 2 日');
  });

  it.each([
    ['03-04 00:00', '夜里 12 点'],
    ['03-04 07:05', '早上 7 点零 5 分'],
    ['03-04 10:30', '上午 10 点半'],
    ['03-04 12:00', '中午 12 点'],
    ['03-04 16:00', '下午 4 点'],
    ['03-04 17:45', '下午 5 点 45 分'],
    ['03-04 20:00', '晚上 8 点'],
  ])('%s is %s', (at, said) => {
    expect(spokenTime(new Date(instant(at)))).toBe(said);
  });

  it('puts both together', () => {
    expect(spokenInstant(new Date(instant('03-05 16:00')), now)).toBe('明天下午 4 点');
  });
});

describe('the way of an issue, as a family follows it', () => {
  let house: House;
  let scene: EndsScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    house.clock.set(instant('03-04 10:00'));
    // What earlier tests left must not ring into this one.
    await house.database.write((tx) => tx.global(TimerRow).clear());
    scene = await EndsScene.build(house);
  });
  afterAll(() => house.close());

  const last = ({ timeline }: IssueDetail) => timeline.at(-1);
  /** Every step has a picture, a sentence and a date, and can be read aloud as a whole. */
  function complete({ timeline }: IssueDetail): void {
    for (const step of timeline) {
      const { event, title, spoken, at, state, text } = step;
      expect({ event, dated: at !== null }).toEqual({ event, dated: state !== 'next' });
      expect(title).toMatch(/\p{Script=Han}/u);
      expect(spoken).toContain(state === 'next' ? title : `，`);
      if (text !== null) expect(spoken).toContain(text);
      expect(`${title}${spoken}`).not.toMatch(/undefined|null|NaN|有新进展/);
    }
    expect(timeline.filter(({ state }) => state === 'now')).toHaveLength(1);
  }

  it('says what comes next, by whom and by when, while a clock runs', async () => {
    const { reporter, worker } = scene.people;
    const token = await scene.village.report();
    const handed = await scene.see(reporter, token);
    const by = new Date(instant('03-04 16:00')).toISOString();
    const sentence = `接下来：后勤${worker.name}会看到并接下，最晚今天下午 4 点。`;
    expect(handed.next).toBe(sentence);
    expect(last(handed)).toEqual({
      seq: 4,
      event: 'next',
      picture: 'working',
      state: 'next',
      title: sentence,
      voice: null,
      who: null,
      at: null,
      by,
      spoken: sentence,
      text: null,
      photos: [],
    });
    const accepted = await scene.act(worker, token, 'accept');
    expect(accepted.next).toBe('接下来：办好了，拍张照片请家长看看，最晚下星期一上午 10 点。');
    const hers = await scene.see(reporter, token);
    expect(last(hers)).toMatchObject({
      title: `接下来：后勤${worker.name}办好了会请您看看，最晚下星期一上午 10 点。`,
      by: new Date(instant('03-09 10:00')).toISOString(),
    });
    const step = hers.timeline.find(({ event }) => event === 'accept');
    expect(step).toMatchObject({ who: worker.name, spoken: `今天上午 10 点，${worker.name}接下了。` });
    complete(hers);
  });

  it('says that time stands still while the ball is with the family', async () => {
    const { reporter, worker } = scene.people;
    const token = await scene.village.issueIn('accepted');
    await scene.act(worker, token, 'ask', { text: '是哪一盏？' });
    const asked = await scene.see(reporter, token);
    expect(last(asked)).toMatchObject({ title: '接下来：等您回话，时间先停着。', by: null });
    expect(asked.paused).not.toBeNull();
    expect(asked.timeline.at(-2)).toMatchObject({
      picture: 'asked',
      spoken: `今天上午 10 点，${worker.name}想问您一句。是哪一盏？`,
    });
    expect(last(await scene.see(worker, token))?.title).toBe('接下来：等家长回话，时间先停着。');
    await scene.act(reporter, token, 'reply', { text: '楼梯口那盏' });
    expect(last(await scene.see(reporter, token))?.title).toContain('最晚');
    await scene.act(worker, token, 'resolve', { text: '好了' });
    expect((await scene.see(reporter, token)).next).toBe('接下来：请您看看，说了才算，时间先停着。');
    // By when is said here too: seven days on which a family can answer.
    const waiting = last(await scene.see(reporter, token));
    expect(waiting?.title).toMatch(/时间先停着；到.+还没说话，就先收着。$/);
    expect(waiting?.by).not.toBeNull();
  });

  it('tells the family honestly that it is late, once whoever leads the school knows', async () => {
    const { reporter, worker, principal } = scene.people;
    const token = await scene.village.report();
    house.clock.set(instant('03-04 16:30'));
    await house.ring();
    // Somebody was reminded; the family is told that it is late, not by whom whom was reminded.
    const late = await scene.see(reporter, token);
    expect(late.timeline.map(({ event }) => event)).not.toContain('escalate');
    expect(late.next).toBe(`接下来：后勤${worker.name}会看到并接下，已经比说好的晚了。`);
    expect(late.due).toMatchObject({ clock: 'response', late: true });
    house.clock.set(instant('03-05 10:00'));
    await house.ring();
    const told = await scene.see(reporter, token);
    const step = told.timeline.find(({ picture }) => picture === 'late');
    expect(step).toMatchObject({ event: 'escalate', title: '比说好的晚了，园长已经知道了', who: null });
    expect(step?.spoken).not.toContain(principal.name);
    expect(told.timeline.filter(({ event }) => event === 'escalate')).toHaveLength(1);
    complete(told);
    const seen = await scene.see(principal, token);
    expect(seen.timeline.filter(({ picture }) => picture === 'late').length).toBeGreaterThan(1);
    complete(seen);
  });

  it('shows every end, and every answer to it, in words for the one who reads', async () => {
    const { reporter, worker, principal } = scene.people;
    const token = await scene.village.issueIn('accepted');
    const steps: [TestPerson, string, object, string, string][] = [
      [worker, 'resolve', { text: '换好了' }, 'fixed', `${worker.name}说办好了`],
      [reporter, 'reject', { text: '还是不亮' }, 'again', '您说：没修好'],
      [worker, 'decline', refusal, 'declined', `${worker.name}说：这件事没能办`],
      [reporter, 'appeal', {}, 'again', `您想换一位再看看，请${principal.name}来看`],
      [principal, 'accept', {}, 'working', `${principal.name}接下了`],
      [principal, 'resolve', { text: '换了整盏灯' }, 'fixed', `${principal.name}说办好了`],
      [reporter, 'confirm', { text: '亮了' }, 'verdict', '您说：修好了'],
    ];
    for (const [by, action, body, picture, title] of steps) {
      await scene.act(by, token, action, body);
      const seen = await scene.see(reporter, token);
      const step = seen.timeline.findLast(({ event }) => event === action);
      expect({ action, picture: step?.picture, title: step?.title }).toEqual({ action, picture, title });
      complete(seen);
    }
    const ended = await scene.see(reporter, token);
    expect(last(ended)?.state).toBe('now');
    expect((await scene.see(principal, token)).timeline.at(-1)?.title).toBe('家长说：修好了');
  });

  it('keeps from the family what only concerns the work', async () => {
    const { reporter, principal, otherWorker } = scene.people;
    const token = await scene.village.report();
    await scene.act(principal, token, 'recategorise', { category: scene.village.school.categories['food'] });
    await scene.act(principal, token, 'assign', { assignee: otherWorker.token });
    const hers = await scene.see(reporter, token);
    expect(hers.classification).toBeNull();
    expect(hers.conflict).toBeNull();
    expect(hers.timeline.map(({ title }) => title)).toContain(`转给后勤${otherWorker.name}`);
    expect(hers.timeline.find(({ event }) => event === 'reassign')?.spoken).toBe(
      `今天上午 10 点，${principal.name}把它转给后勤${otherWorker.name}。`,
    );
    expect(JSON.stringify(hers.timeline)).not.toMatch(/margin|confidence|rule|backup|fallback/);
  });

  it('is read in the same number of statements however long it is', async () => {
    const { reporter, worker } = scene.people;
    const cost = (token: string) => statements(house, () => scene.see(reporter, token));
    const token = await scene.village.issueIn('accepted');
    const short = await cost(token);
    for (let round = 0; round < 5; round++) {
      await scene.act(worker, token, 'ask', { text: '哪里？' });
      await scene.act(reporter, token, 'reply', { text: '那里' });
    }
    expect(await cost(token)).toBe(short);
  });
});
