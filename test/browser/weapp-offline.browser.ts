import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Api } from './support/api.js';
import { readRows } from './support/database.js';
import { offlineActions } from '../miniapp/offline-actions.js';
import { makePhoto } from './support/photos.js';
import { shutPhone, whatNeedsSignal, whatSheDoes } from './support/offline-deeds.js';
import { mother, sharedPhone, WeappHouse } from './support/weapp/weapp-house.js';

describe('the WeChat bundle without a network', () => {
  let house: WeappHouse;

  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  it('brings a spoken report home once, byte for byte and in the right name, over kills and switches', async () => {
    const text = '滑梯旁边的钉子露出来了\n就在红色那一边，会扎到手';
    const photo = await makePhoto(house.folder, 'nail');
    let phone = await house.phone('shared', sharedPhone);
    await phone.waitFor('#choose-person');
    await house.show(phone, 'choose-person');
    await phone.tap(phone.withText('周奶奶').first());
    await phone.waitFor('#report');
    await phone.network(false);
    await phone.waitFor('#offline-banner');
    await phone.tap('#report');
    await phone.answers({ recordings: [20_000] });
    await phone.tap('#speak');
    await phone.waitFor('#speak-stop');
    await phone.tap('#speak-stop');
    await phone.waitFor('#speak-recorded');
    await phone.fill('#text', text);
    await phone.answers({ photos: [[photo.path]] });
    await phone.tap('#photo-add');
    await phone.tap('#send');
    await phone.waitFor('#sent-waiting');
    assert.match(await phone.pageText(), /有网会自动发/);
    await house.show(phone, 'kept-offline');
    assert.equal((await house.photosNamed(photo)).length, 0);

    // The network comes back and the program is killed while the recording is half way up.
    await phone.holdUploads(30_000);
    await phone.network(true);
    await phone.uploadHeld();
    await phone.kill();

    // Another WeChat account on the same phone sees nothing of it.
    const other = await house.phone('shared', mother);
    await other.waitFor('#report');
    await other.tapTab('我的');
    await other.waitFor('#undelivered');
    assert.doesNotMatch(await other.pageText(), /还没送到的/);
    await other.kill();

    // Reopened without a network it still says so; then somebody else takes the phone over while it is on its way.
    phone = await house.phone('shared', sharedPhone, { online: false });
    await phone.tapTab('我的');
    await phone.waitForText('还没送到的');
    await phone.holdUploads(30_000);
    await phone.network(true);
    await phone.uploadHeld();
    await phone.tap('#switch-person');
    await phone.tap(phone.withText('王爷爷').first());
    await phone.waitForText(/，王爷爷/);
    assert.doesNotMatch(await phone.pageText(), /滑梯旁边的钉子/);
    await phone.kill();

    phone = await house.phone('shared', sharedPhone);
    await phone.waitFor(
      async () =>
        (await house.reportedBy(sharedPhone, '周奶奶')).some((one) => one.title.startsWith('滑梯旁边的钉子')),
      'the report to arrive',
    );
    await phone.tapTab('事项');
    await phone.waitFor(async () => (await phone.count('#loading')) === 0);
    assert.doesNotMatch(await phone.pageText(), /滑梯旁边的钉子/);
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();

    const arrived = (await house.reportedBy(sharedPhone, '周奶奶')).filter((one) =>
      one.title.startsWith('滑梯旁边的钉子'),
    );
    assert.equal(arrived.length, 1);
    assert.equal(
      (await house.reportedBy(sharedPhone, '王爷爷')).filter((one) => one.title.startsWith('滑梯')).length,
      0,
    );
    const grandmother = await Api.asPersona(house.server.url, sharedPhone, '周奶奶');
    const issue = await grandmother.get<{
      text: string;
      photos: unknown[];
      voice: { seconds: number } | null;
    }>(`/api/v1/issues/${arrived[0]?.token}`);
    assert.equal(issue.text, text);
    assert.equal(issue.photos.length, 1);
    assert.equal(issue.voice?.seconds, 20);
    const recordings = await readRows(house.server, 'SELECT id FROM media WHERE seconds = 20 AND width = 0');
    assert.equal(recordings.length, 1, 'one recording, however often it set out');
    assert.equal((await house.photosNamed(photo)).length, 1);
    assert.equal(await house.strayCopies(photo), 0, 'no second copy lies about');
    assert.equal(
      createHash('sha256').update(text).digest('hex'),
      createHash('sha256').update(issue.text).digest('hex'),
    );
  });

  it('keeps a code that was scanned without a signal, and lets the server say where it hangs', async () => {
    const scene = await house.sceneAt('东楼楼梯');
    const phone = await house.phone('scanned', mother);
    await phone.waitFor('#report');
    await phone.network(false);
    await phone.waitFor('#offline-banner');
    await phone.open('navigateTo', `/packages/issues/report/index?scene=${encodeURIComponent(scene)}`);
    await phone.waitFor('#where');
    assert.match(await phone.text('#place'), /刚才扫码的地方/);
    await house.show(phone, 'scanned-offline');
    await phone.answers({ recordings: [8_000] });
    await phone.tap('#speak');
    await phone.waitFor('#speak-stop');
    await phone.tap('#speak-stop');
    await phone.waitFor('#speak-recorded');
    await phone.tap('#send');
    await phone.tap('#picture-broken');
    await phone.waitForText('园里指定的人会第一个听');
    await phone.tap('#picture-send');
    await phone.waitFor('#sent-waiting');
    await phone.network(true);
    await phone.waitFor('#sent-delivered');
    const [issue] = await house.reportedBy(mother);
    const reporter = await Api.asPersona(house.server.url, mother);
    const arrived = await reporter.get<{ place: { name: string }; category: { name: string } }>(
      `/api/v1/issues/${issue?.token}`,
    );
    assert.deepEqual([arrived.place.name, arrived.category.name], ['东楼楼梯', '设施安全']);
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('keeps everything that a carer can do, says so in words, and sends each once and in her name', async () => {
    const kept = Object.entries(offlineActions).filter(([, action]) => 'kept' in action);
    // What she agrees to stands on a page that must be open before the network goes: see weapp-consents.browser.ts.
    const elsewhere = ['POST /children/{token}/consents'];
    assert.deepEqual(
      [...new Set([...elsewhere, ...Object.values(whatSheDoes).flatMap(({ routes }) => routes)])].sort(),
      kept.map(([route]) => route).sort(),
      'a row for everything that offline-actions.ts keeps',
    );
    const deeds = Object.entries(whatSheDoes);
    const subjects = new Map<string, string>();
    for (const [name, { before }] of deeds) if (before) subjects.set(name, await before(house));
    let phone = await house.phone('deeds', mother);
    await phone.waitFor('#report');
    for (const [name, { meanwhile }] of deeds) await meanwhile?.(phone, house, subjects.get(name) ?? '');
    // What she has looked at can be opened without a network; the rest cannot.
    for (const token of subjects.values()) {
      await phone.open('navigateTo', `/packages/issues/detail/index?token=${token}`);
      await phone.waitFor('#timeline');
      await phone.back();
    }
    await phone.network(false);
    await phone.waitFor('#offline-banner');
    for (const [name, { taps }] of deeds) {
      await taps(phone, house, subjects.get(name) ?? '');
      assert.match(await phone.pageText(), /还没送到，有网会自动发/, name);
      await phone.open('switchTab', '/pages/home/index');
    }
    await phone.kill();

    // Nothing is lost with the program, and nothing was sent.
    phone = await house.phone('deeds', mother, { online: false });
    await phone.open('navigateTo', '/packages/account/undelivered/index');
    await phone.waitFor('#entries');
    const waiting = phone.locator('[id^="entry-"]');
    assert.equal(await waiting.count(), deeds.length);
    assert.equal(await phone.withText('还没送到，有网会自动发').count(), deeds.length);
    await house.show(phone, 'everything-kept');
    await phone.network(true);
    await phone.waitFor(
      async () => (await phone.withText('送到了').count()) === deeds.length,
      'everything to be delivered',
    );
    for (const [name, { arrives }] of deeds) await arrives(house, subjects.get(name) ?? '', name);
    // Over a second start, and a network that comes and goes, nothing goes twice.
    await phone.kill();
    phone = await house.phone('deeds', mother);
    await phone.network(false);
    await phone.network(true);
    for (const [name, { arrives }] of deeds) await arrives(house, subjects.get(name) ?? '', name);
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('says why, where the school has to be asked, and what has not happened', async () => {
    const says = new Map(
      Object.entries(offlineActions).flatMap(([route, action]) =>
        'needsSignal' in action ? [[route, action.needsSignal] as const] : [],
      ),
    );
    assert.deepEqual(Object.keys(whatNeedsSignal).sort(), [...says.keys()].sort());
    for (const [on, openid] of [
      ['own', mother],
      ['shared', sharedPhone],
      ['shut', mother],
    ] as const) {
      if (on === 'shut') await shutPhone(house);
      const phone = await house.phone(`needs-${on}`, openid);
      if (on !== 'shared') await phone.waitFor('#report');
      for (const [route, deed] of Object.entries(whatNeedsSignal)) {
        if (deed.on !== on) continue;
        const words = says.get(route) ?? '';
        await deed.opens?.(phone, house);
        await phone.network(false);
        await deed.taps(phone);
        await phone.waitFor(async () => (await phone.pageText()).includes(words), `${route}: ${words}`);
        await house.show(phone, `needs-${route.replaceAll(/[^a-z]+/gi, '-').toLowerCase()}`);
        await phone.network(true);
        await phone.open('reLaunch', '/pages/home/index');
        await phone.waitFor('#report');
      }
      assert.deepEqual(phone.notes.errors, []);
      await phone.kill();
    }
  });
});
