import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ChildConsents } from '#shared/consents/child-contract.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Api } from './support/api.js';
import { makePhoto } from './support/photos.js';
import type { Phone } from './support/weapp/phone.js';
import { mother, WeappHouse } from './support/weapp/weapp-house.js';

const father = 'demo-openid-wang-qiang';
const teacher = 'demo-openid-chen-laoshi';

describe('consents of a child in the WeChat bundle', () => {
  let house: WeappHouse;
  let phone: Phone;
  let hers: Api;
  let child: { token: string; name: string };
  let issue = '';
  before(async () => {
    house = await WeappHouse.open();
    hers = await Api.asPersona(house.server.url, mother);
    const session = await hers.get<{ children: { token: string; name: string }[] }>('/api/v1/session');
    assert.ok(session.children[0]);
    child = session.children[0];
  });
  after(async () => {
    await phone?.kill();
    await house?.close();
  });

  const consents = () => hers.get<ChildConsents>(`/api/v1/children/${child.token}/consents`);
  const state = async () => (await consents()).items.find(({ purpose }) => purpose === 'photos_class')?.state;
  const becomes = async (wanted: string) =>
    phone.waitFor(async () => (await state()) === wanted && (await phone.count('.x-button--off')) === 0);
  const status = async (address: string) => (await fetch(new URL(address, house.server.url))).status;

  it('are cards in plain words, to which she says no and yes with one tap', async () => {
    phone = await house.phone('mother', mother);
    await phone.tapTab('孩子');
    await phone.tap('#go-consents');
    await phone.waitFor('#purpose-photos_class');
    await house.show(phone, 'consents');
    // What nothing uses yet stands apart, and asks for no yes.
    await phone.tap('#not-in-use #purpose-photos_public');
    await phone.waitFor('#consent-photos_public');
    assert.match(await phone.pageText(), /现在还没有用到/);
    assert.equal(await phone.count('#consent-yes'), 0);
    assert.equal(await phone.count('#consent-no'), 1);
    await house.show(phone, 'consent-not-in-use');
    await phone.back();
    await phone.tap('#purpose-photos_class');
    await phone.waitFor('#consent-photos_class');
    await phone.waitForText('不同意，孩子一样上学，老师一样照顾。');
    await house.show(phone, 'consent');
    await phone.tap('#consent-no');
    await becomes('refused');
    await phone.waitForText('您收回了');
    await phone.tap('#consent-yes');
    await becomes('given');
    await phone.waitForText('您同意了');
    assert.deepEqual(phone.notes.errors, []);
  });

  it('open a photo to the class while they hold, and shut it with the second guardian’s no', async () => {
    const photo = await makePhoto(house.folder, 'consent-photo');
    const form = new FormData();
    form.set('clientId', crypto.randomUUID());
    form.set('file', new Blob([new Uint8Array(await readFile(photo.path))]), 'p.jpg');
    const sent = await hers.upload<{ token: string }>(form);
    const { items } = await hers.get<{ items: { token: string; code: string }[] }>('/api/v1/categories');
    const category = items.find(({ code }) => code === 'facilities')?.token ?? items[0]?.token;
    const reported = await hers.post<IssueDetail>('/api/v1/issues', {
      ...{ clientId: crypto.randomUUID(), text: '走廊的地砖翘起来了', child: child.token, category },
      photos: [sent.token],
    });
    issue = reported.token;
    const class_ = await Api.asPersona(house.server.url, teacher);
    const seen = await class_.get<IssueDetail>(`/api/v1/issues/${issue}`);
    const [shown] = seen.photos;
    assert.ok(shown);
    assert.equal(await status(shown.url), 200);

    const classroom = await house.phone('teacher', teacher);
    await classroom.open('navigateTo', `/packages/issues/detail/index?token=${issue}`);
    await classroom.waitFor('#issue-facts');
    assert.equal(await classroom.count('#withheld'), 0);

    const his = await Api.asPersona(house.server.url, father);
    await his.post(`/api/v1/children/${child.token}/consents`, {
      ...{ purpose: 'photos_class', version: 1, decision: 'refused' },
    });
    await classroom.pullDown();
    await classroom.waitFor('#withheld');
    await house.show(classroom, 'consent-withheld');
    // The address that was shown before opens nothing any more, long before it ends.
    assert.equal(await status(shown.url), 404);
    const own = (await hers.get<IssueDetail>(`/api/v1/issues/${issue}`)).photos[0];
    assert.ok(own);
    assert.equal(await status(own.url), 200);

    await classroom.open('navigateTo', `/packages/people/child/index?token=${child.token}`);
    await classroom.waitFor('#child');
    await classroom.tap('#go-consents');
    await classroom.waitForText('家里说得不一样');
    await house.show(classroom, 'consent-teacher');
    assert.deepEqual(classroom.notes.errors, []);
    await classroom.kill();
  });

  it('say kindly that the family disagrees, and keep what she says without a signal', async () => {
    await phone.back();
    await phone.waitForText('妈妈说同意，爸爸说不同意');
    await house.show(phone, 'consents-disagreed');
    await phone.tap('#purpose-photos_class');
    await phone.waitFor('#disagreed');
    await phone.network(false);
    await phone.tap('#consent-no');
    await phone.waitForText('还没送到，有网会自动发');
    await house.show(phone, 'consent-offline');
    assert.equal(await state(), 'disagreed');
    await phone.network(true);
    await becomes('refused');
  });

  it('keep health from the teacher, who opens it in an emergency, with a reason and in the family’s sight', async () => {
    await hers.post(`/api/v1/children/${child.token}/health`, {
      ...{ words: '对花生过敏，书包里有药', after: null },
    });
    await hers.post(`/api/v1/children/${child.token}/consents`, {
      ...{ purpose: 'health_data', version: 1, decision: 'refused' },
    });
    const classroom = await house.phone('teacher', teacher);
    await classroom.open('navigateTo', `/packages/people/child/index?token=${child.token}`);
    await classroom.waitForText('健康情况家里还没有同意给看，这里不显示。');
    assert.doesNotMatch(await classroom.pageText(), /花生/);
    await house.show(classroom, 'health-withheld');
    await classroom.tap('#open-health');
    await classroom.fill('#open-health-reason', '孩子喉咙肿了，正在送医院，医生问过敏');
    await house.show(classroom, 'health-reason');
    await classroom.tap('#open-health-send');
    await classroom.waitForText(/对花生过敏/);
    await house.show(classroom, 'health-opened');
    await classroom.tap('#health-shut');
    await classroom.waitFor('#open-health');
    assert.doesNotMatch(await classroom.pageText(), /花生/);
    assert.deepEqual(classroom.notes.errors, []);
    await classroom.kill();
  });

  it('show who looked, by office and by relation', async () => {
    await phone.back();
    await phone.waitFor('#who-looked');
    await phone.tap('#who-looked');
    await phone.waitFor('#readers');
    await phone.waitForText(/班主任 陈/);
    await phone.waitForText(/有急事，写明原因看了健康情况/);
    await house.show(phone, 'consent-readers');
    assert.deepEqual(phone.notes.errors, []);
  });

  /** What of the consents lies in the storage of her phone. */
  const kept = (): string[] => {
    const file = path.join(house.folder, 'mother', encodeURIComponent(mother), 'storage.json');
    const entries = JSON.parse(readFileSync(file, 'utf8')) as [string, string][];
    return entries.filter(([name]) => name.includes('child-consents')).map(([, value]) => value);
  };

  it('are there without a network, with until when they were known, and take her no', async () => {
    await becomes('refused');
    await phone.kill();
    phone = await house.phone('mother', mother, { online: false });
    await phone.tapTab('孩子');
    await phone.tap('#go-consents');
    await phone.waitFor('#purpose-voice_class');
    await phone.waitForText(/这是今天 \d\d:\d\d 知道的。后来家里人改了什么，有网才看得到。/);
    await house.show(phone, 'consents-kept');
    await phone.tap('#purpose-voice_class');
    await phone.waitFor('#known-since');
    await phone.tap('#consent-no');
    await phone.waitForText('还没送到，有网会自动发');
    await house.show(phone, 'consent-kept');
    const voice = async () =>
      (await consents()).items.find(({ purpose }) => purpose === 'voice_class')?.mine ?? null;
    const before = await voice();
    // Neither the end of the program nor a second start loses it.
    await phone.kill();
    phone = await house.phone('mother', mother, { online: false });
    assert.equal(await voice(), before);
    await phone.network(true);
    await phone.waitFor(async () => ['refused', 'withdrawn'].includes((await voice()) ?? ''), 'her no');
    await phone.tapTab('孩子');
    await phone.tap('#go-consents');
    await phone.waitFor('#purpose-voice_class');
    assert.equal(await phone.count('#known-since'), 0);
    assert.deepEqual(phone.notes.errors, []);
  });

  it('lie on the phone of the family alone, shut where it is shut, and go when she goes', async () => {
    const file = path.join(house.folder, 'teacher', encodeURIComponent(teacher), 'storage.json');
    assert.doesNotMatch(readFileSync(file, 'utf8'), /child-consents/);
    assert.equal(kept().length, 1);
    await hers.post('/api/v1/session/pin', { pictures: ['sun', 'bird', 'tree', 'cup'] });
    await phone.kill();
    phone = await house.phone('mother', mother);
    await phone.waitFor('#report');
    await phone.network(false);
    await phone.tapTab('孩子');
    await phone.tap('#go-consents');
    await phone.waitFor('#face-locked');
    assert.equal(await phone.count('#purpose-voice_class'), 0);
    await phone.tap('#unlock');
    for (const picture of ['sun', 'bird', 'tree', 'cup']) await phone.tap(`#pin-tap-${picture}`);
    await phone.waitForText(/图片密码由学校核对/);
    await house.show(phone, 'consents-locked');
    await phone.network(true);
    for (const picture of ['sun', 'bird', 'tree', 'cup']) await phone.tap(`#pin-tap-${picture}`);
    await phone.waitFor('#purpose-voice_class');
    await phone.open('switchTab', '/pages/me/index');
    await phone.tap('#unbind');
    await phone.tap('#confirm-yes');
    await phone.waitFor(async () => (await phone.count('#unbind')) === 0, 'her to be gone');
    assert.deepEqual(kept(), []);
  });
});
