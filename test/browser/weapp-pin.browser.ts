import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { SessionView } from '#shared/session/contract.js';
import { Api } from './support/api.js';
import type { Phone } from './support/weapp/phone.js';
import { mother, sharedPhone, WeappHouse } from './support/weapp/weapp-house.js';

const right = ['sun', 'bird', 'tree', 'cup'];
const wrong = ['cup', 'tree', 'bird', 'sun'];

describe('the WeChat bundle on a phone that several hold', () => {
  let house: WeappHouse;

  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  /** What a phone keeps for the program: its storage by name, and how many files. */
  const kept = (name: string, openid: string) => {
    const folder = path.join(house.folder, name, encodeURIComponent(openid));
    const text = readFileSync(path.join(folder, 'storage.json'), 'utf8');
    return {
      text,
      names: (JSON.parse(text) as [string, string][]).map(([key]) => key),
      files: readdirSync(path.join(folder, 'store')).length,
      bearer: (JSON.parse(text) as [string, string][])
        .filter(([key]) => key === 'xq.session')
        .map(([, value]) => (JSON.parse(JSON.parse(value) as string) as { bearer: string }).bearer)[0],
    };
  };
  const tapAll = async (phone: Phone, pad: string, pictures: readonly string[]): Promise<void> => {
    for (const picture of pictures) await phone.tap(`#${pad}-tap-${picture}`);
  };
  const report = async (api: Api, text: string, more: object = {}): Promise<string> => {
    const body = { clientId: crypto.randomUUID(), text, ...more };
    return (await api.post<{ token: string }>('/api/v1/issues', body)).token;
  };
  const look = async (phone: Phone, token: string): Promise<void> => {
    await phone.open('navigateTo', `/packages/issues/detail/index?token=${token}`);
    await phone.waitFor(async () => (await phone.count('#loading')) === 0);
  };

  it('takes four pictures for a PIN, and leaves nothing of hers to whoever has the phone next', async () => {
    const api = await Api.asPersona(house.server.url, sharedPhone, '周奶奶');
    const { person } = await api.get<SessionView>('/api/v1/session');
    const hers = person?.token ?? '';
    const plain = await report(api, '跷跷板的把手松了，会夹手');
    const sealed = await report(api, '不敢说是谁推了孩子', { sealed: true });
    const phone = await house.phone('round', sharedPhone);
    await phone.waitFor('#choose-person');
    await phone.tap(phone.withText('周奶奶').first());
    await phone.waitFor('#report');
    await look(phone, plain);
    await phone.waitFor('#timeline');
    await phone.back();
    await look(phone, sealed);
    await phone.waitFor('#timeline');
    await phone.back();
    assert.match(kept('round', sharedPhone).text, /跷跷板/);
    assert.doesNotMatch(kept('round', sharedPhone).text, /不敢说是谁/, 'what is sensitive is never kept');

    await phone.tapTab('我的');
    await phone.tap('#picture-pin');
    await phone.waitFor('#pin-first');
    await house.show(phone, 'pin-first');
    await tapAll(phone, 'pin-first', ['sun', 'sun', 'sun', 'sun']);
    await phone.waitForText('四张图不要都一样');
    await phone.tap('#pin-first-tap-sun');
    assert.match(await phone.aria(), /点了1张，一共4张/);
    await phone.tap('#pin-first-again');
    await tapAll(phone, 'pin-first', right);
    await phone.waitFor('#pin-second');
    await tapAll(phone, 'pin-second', wrong);
    await phone.waitForText('两遍不一样，从头再来一次。');
    await house.show(phone, 'pin-differs');
    await tapAll(phone, 'pin-first', right);
    await phone.waitFor('#pin-second');
    await tapAll(phone, 'pin-second', right);
    await phone.waitFor('#me-card');
    assert.match(await phone.text('#picture-pin'), /有/);

    await phone.tap('#switch-person');
    await house.show(phone, 'pin-people');
    await phone.tap(phone.withText('王爷爷').first());
    await phone.waitForText(/，王爷爷/);
    const after = kept('round', sharedPhone);
    assert.doesNotMatch(after.text, /跷跷板|不敢说是谁/);
    assert.deepEqual(
      after.names.filter((name) => name.includes(hers)),
      [],
      'no cache, no key, no draft of hers',
    );
    assert.equal(after.files, 0);
    await look(phone, sealed);
    await phone.waitFor('#face-someone-elses');
    assert.doesNotMatch(await phone.pageText(), /不敢说是谁/);
    await house.show(phone, 'pin-someone-elses');
    await phone.back();

    await phone.tapTab('我的');
    await phone.tap('#switch-person');
    await phone.tap(phone.withText('周奶奶').first());
    await phone.waitFor('#pin-sheet');
    await house.show(phone, 'pin-asked');
    await tapAll(phone, 'pin', wrong);
    await phone.waitForText('图片密码不对，请再点一次。');
    await house.show(phone, 'pin-wrong');
    await phone.tap('#pin-sheet-close');
    assert.doesNotMatch(kept('round', sharedPhone).text, /跷跷板/, 'he is still the one who acts');
    await phone.tap(phone.withText('周奶奶').first());
    await tapAll(phone, 'pin', right);
    await phone.waitForText(/，周奶奶/);
    await look(phone, sealed);
    await phone.waitFor('#timeline');
    await phone.back();
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('locks after five wrong ones, for the right one too, and says for how long', async () => {
    const phone = await house.phone('guessing', sharedPhone);
    await phone.waitFor('#choose-person');
    await phone.tap(phone.withText('周奶奶').first());
    await phone.waitFor('#pin-sheet');
    for (let tries = 1; tries <= 5; tries += 1) {
      await tapAll(phone, 'pin', wrong);
      await phone.waitForText('图片密码不对，请再点一次。');
    }
    for (const pictures of [wrong, right]) {
      await tapAll(phone, 'pin', pictures);
      await phone.waitForText('图片密码错了太多次，15 分钟以后再试。忘了可以请老师当面重设。');
    }
    await house.show(phone, 'pin-paused');
    await phone.tap('#pin-sheet-close');
    // Whoever is not meant goes on.
    await phone.tap(phone.withText('王爷爷').first());
    await phone.waitForText(/，王爷爷/);
    assert.doesNotMatch(kept('guessing', sharedPhone).text, /跷跷板|不敢说是谁/);
    await phone.kill();
  });

  it('keeps what is sensitive shut on her own phone, and forgets what was read when her session is refused', async () => {
    const api = await Api.asPersona(house.server.url, mother);
    const plain = await report(api, '滑梯底下的沙子太薄了');
    const sealed = await report(api, '有人在厕所里吓唬孩子，不敢说名字', { sealed: true });
    await api.post('/api/v1/session/pin', { pictures: right });
    const phone = await house.phone('own', mother);
    await phone.waitFor('#report');
    await phone.tapTab('事项');
    await phone.waitFor('#show-locked');
    await house.show(phone, 'pin-list-locked');
    assert.doesNotMatch(await phone.pageText(), /厕所/);
    await look(phone, plain);
    await phone.waitFor('#timeline');
    await phone.back();
    await look(phone, sealed);
    await phone.waitFor('#face-locked');
    await house.show(phone, 'pin-locked');
    await phone.tap('#unlock');
    await tapAll(phone, 'pin', wrong);
    await phone.waitForText('图片密码不对，请再点一次。');
    await house.show(phone, 'pin-sheet-wrong');
    await tapAll(phone, 'pin', right);
    await phone.waitForText(/厕所/);
    await house.show(phone, 'pin-opened');
    await phone.back();
    const before = kept('own', mother);
    assert.match(before.text, /滑梯底下/);
    assert.doesNotMatch(before.text, /厕所/);
    const cachedIssue = (names: string[]): string[] => names.filter((name) => name.includes(plain));
    assert.equal(cachedIssue(before.names).length, 1);

    // Ended from somewhere else: what was read goes, though she is let in again at once.
    const hers = new Api(house.server.url, before.bearer);
    const deletion = await fetch(`${house.server.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${before.bearer}` },
    });
    assert.equal(deletion.status, 204);
    await assert.rejects(hers.get('/api/v1/session'));
    await phone.tapTab('首页');
    await phone.pullDown();
    await phone.waitFor('#report');
    const afterwards = kept('own', mother);
    assert.notEqual(afterwards.bearer, before.bearer);
    assert.deepEqual(cachedIssue(afterwards.names), []);
    await look(phone, sealed);
    await phone.waitFor('#face-locked');
    await phone.kill();
  });
});
