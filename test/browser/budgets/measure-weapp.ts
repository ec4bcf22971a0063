import assert from 'node:assert/strict';
import { mediaLimits } from '#shared/media/limits.js';
import { makePhoto } from '../support/photos.js';
import type { Phone } from '../support/weapp/phone.js';
import { mother, type WeappHouse } from '../support/weapp/weapp-house.js';
import { formAround, type ScreenAddress } from './budgets.js';
import { fileRow, inKB, screenRow, type Measured } from './rows.js';
import { cameraPhoto, schoolOf, screens } from './screens.js';

/** Walks through the built WeChat bundle as a carer, and reports with a camera's photo and a recording. */
export async function measureWeapp(house: WeappHouse): Promise<Measured[]> {
  const rows: Measured[] = [];
  const first = await house.phone('budgets', mother);
  await first.waitFor('#report');
  await first.kill();
  // Signed in, and opened on another day.
  const phone = await house.phone('budgets', mother);
  const since = { exchanges: 0, setData: 0 };
  const note = (address: ScreenAddress): void => {
    const exchanges = phone.notes.exchanges.slice(since.exchanges);
    const calls = phone.notes.setData.slice(since.setData);
    rows.push(screenRow('WeChat', address, exchanges, Math.max(0, ...calls.map(({ bytes }) => bytes))));
  };
  const mark = (): void => {
    since.exchanges = phone.notes.exchanges.length;
    since.setData = phone.notes.setData.length;
  };
  await phone.waitFor('#report');
  await rested(phone);
  note('pages/home/index');

  const heavy = await cameraPhoto(house.folder);
  const light = await makePhoto(house.folder, 'light', { width: 800, height: 600 });
  const seconds = 20;
  mark();
  await phone.open('navigateTo', '/packages/issues/report/index');
  await phone.waitFor('#send');
  await rested(phone);
  note('packages/issues/report/index');
  mark();
  await phone.fill('#text', '楼道的消防栓玻璃裂了');
  await phone.answers({ photos: [[heavy.path, light.path]], recordings: [seconds * 1000] });
  await phone.tap('#photo-add');
  await phone.waitFor('#photo-remove-1');
  await phone.tap('#speak');
  await phone.waitFor('#speak-stop');
  await phone.tap('#speak-stop');
  await phone.waitFor('#speak-recorded');
  await phone.tap('#send');
  await phone.waitFor('#sent-delivered');
  const files = phone.notes.exchanges
    .slice(since.exchanges)
    .filter(({ method, path }) => method === 'POST' && path === '/api/v1/media');
  assert.equal(files.length, 3);
  const [voice, photo, small] = files.map(({ sent }) => sent - formAround);
  rows.push(
    fileRow('WeChat', `photo of ${inKB(heavy.bytes)}`, photo ?? NaN, mediaLimits.photoBytes),
    fileRow('WeChat', `photo of ${inKB(light.bytes)}`, small ?? NaN, mediaLimits.photoBytes),
    fileRow('WeChat', 'voice, each second', (voice ?? NaN) / seconds, mediaLimits.voiceBytesPerSecond),
  );
  // Who has a light one gets it there byte for byte.
  assert.equal((await house.photosNamed(light)).length, 1);
  assert.equal((await house.photosNamed(heavy)).length, 0);
  const [issue] = await house.reportedBy(mother);
  await phone.open('switchTab', '/pages/home/index');
  await rested(phone);

  for (const { address, query, ready } of screens(await schoolOf(house.server.url), issue?.token ?? '')) {
    mark();
    const isTab = address.startsWith('pages/');
    await phone.open(isTab ? 'switchTab' : 'navigateTo', `/${address}${query ? `?${query}` : ''}`);
    await phone.waitFor(ready);
    await rested(phone);
    note(address);
    if (!isTab) await phone.back();
  }
  assert.deepEqual(phone.notes.errors, []);
  await phone.kill();
  return rows;
}

async function rested(phone: Phone): Promise<void> {
  await phone.waitFor(async () => (await phone.count('#loading')) === 0);
  await phone.waitFor(
    () => phone.page.evaluate(() => [...document.images].every((image) => image.complete)),
    'the pictures to be there',
  );
}
