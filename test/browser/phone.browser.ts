import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { writeSmallBundle } from './fixtures/small-bundle.js';
import { launchBrowser } from './support/browser.js';
import { makePhoto } from './support/photos.js';
import { openWeapp } from './support/weapp/open-weapp.js';
import type { Phone } from './support/weapp/phone.js';

describe('the simulated phone', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-phone-'));
  const dist = writeSmallBundle(path.join(folder, 'bundle'));
  let browser: Browser;
  let receiver: http.Server;
  let server: string;
  const received: string[] = [];
  const broken: number[] = [];
  const open = (name: string, more: { online?: boolean } = {}): Promise<Phone> =>
    openWeapp({ dist, server, openid: 'someone', storageDir: path.join(folder, name), browser, ...more });

  before(async () => {
    browser = await launchBrowser();
    receiver = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => broken.push(Buffer.concat(chunks).length));
      request.on('end', () => {
        received.push(Buffer.concat(chunks).toString('latin1'));
        response.end('ok');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    server = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  });
  after(async () => {
    await browser.close();
    receiver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('sends taps upwards until something catches them, and long presses instead of taps', async () => {
    const phone = await open('taps');
    await phone.tap('#caught');
    await phone.tap('#passed');
    await phone.press('#hold');
    await phone.waitFor(async () => (await phone.text('#notes')).includes('longpress'));
    await phone.lift();
    assert.equal(await phone.text('#notes'), 'show tap:caught tap:passed tap:outer longpress:hold');
    await phone.kill();
  });

  it('has inputs, pickers, forms and scroll views', async () => {
    const phone = await open('forms');
    await phone.fill('#word', '一二三四五六七八');
    assert.equal(await phone.text('#echo'), '一二三四五六');
    await phone.confirm('#word');
    assert.match(await phone.text('#notes'), /confirm:一二三四五六/);
    await phone.pick('#kind', '饭菜');
    assert.equal(await phone.text('#kind-shown'), '饭菜');
    await phone.pick('#day', '2027年', '2月', '28日');
    assert.equal(await phone.text('#day-shown'), '2027-02-28');
    await phone.pick('#two', '乙', '四');
    assert.equal(await phone.text('#two-shown'), '1,1');
    await phone.fill('#nick', '小明');
    await phone.tap('#agree');
    await phone.tap('#who-label');
    await phone.tap('#send');
    assert.deepEqual(JSON.parse(await phone.text('#form')), { nick: '小明', agree: true, who: 'b' });
    await phone.locator('#scroll').evaluate((element) => element.scrollTo(0, 400));
    await phone.waitFor(async () => (await phone.text('#notes')).includes('scrolltolower:lower'));
    assert.equal((await phone.locator('#half').boundingBox())?.width, 187.5);
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('keeps elements that stay when a list changes', async () => {
    const phone = await open('lists');
    await phone.locator('#line-2').evaluate((element) => element.setAttribute('marked', 'yes'));
    await phone.tap('#swap');
    assert.equal(await phone.locator('#line-2').getAttribute('marked'), 'yes');
    assert.deepEqual(await phone.locator('.box[id^=line]').allInnerTexts(), ['尾', '头', '新']);
    await phone.kill();
  });

  it('keeps tabs alive, ends pages that are left, and hands queries on undecoded', async () => {
    const phone = await open('pages');
    await phone.tapTab('二');
    assert.equal(await phone.title(), '第二');
    await phone.fill('#kept', '留着');
    await phone.tapTab('一');
    await phone.tap('#far');
    assert.deepEqual(await phone.stack(), ['pages/first/index', 'far/page/index']);
    assert.equal(await phone.text('#name'), `${encodeURIComponent('小明')} 小明`);
    await phone.back();
    await phone.pullDown();
    assert.equal(await phone.text('#notes'), 'show hide show hide show refresh');
    await phone.tapTab('二');
    assert.equal(await phone.text('#kept-shown'), '留着');
    await phone.kill();
  });

  it('cannot fetch a subpackage without a network, but opens one that it has', async () => {
    const offline = await open('packages', { online: false });
    await offline.tap('#far');
    assert.match(await offline.text('#notes'), /navigateTo:fail loadSubpackage/);
    await offline.network(true);
    await offline.tap('#far');
    await offline.kill();
    const again = await open('packages', { online: false });
    await again.tap('#far');
    assert.equal(await again.route(), 'far/page/index');
    await again.kill();
  });

  it('draws dialogs and answers them from a queue', async () => {
    const phone = await open('dialogs');
    await phone.tap('#ask');
    assert.match(await phone.dialogText(), /真的吗/);
    await phone.tapDialog('确定');
    await phone.answers({ modals: [{ confirm: false }] });
    await phone.tap('#ask');
    assert.match(await phone.text('#notes'), /modal:true modal:false/);
    await phone.tap('#photo');
    assert.match(await phone.text('#notes'), /chooseMedia:fail cancel/);
    await phone.kill();
  });

  it('gives the program no more of the world than WeChat does', async () => {
    const phone = await open('world');
    await phone.tapTab('二');
    assert.equal(await phone.text('#world'), '0 false');
    await phone.tap('#patch');
    assert.match(await phone.text('#answer'), /request:fail method "PATCH"/);
    await phone.kill();
  });

  it('keeps storage and saved files over a kill, and shows them', async () => {
    const photo = await makePhoto(folder, 'kept', { width: 90, height: 60 });
    const phone = await open('kept');
    await phone.answers({ photos: [[photo.path]] });
    await phone.tap('#photo');
    await phone.waitFor('#shot');
    await phone.kill();
    const again = await open('kept');
    await again.waitFor(async () => (await again.text('#notes')).includes('load:loaded'));
    await again.kill();
  });

  it('uploads the very bytes, breaks when the network goes, and dies in the middle', async () => {
    const photo = await makePhoto(folder, 'upload');
    const phone = await open('upload');
    await phone.answers({ photos: [[photo.path], [photo.path], [photo.path]] });
    await phone.tapTab('二');
    await phone.tap('#upload');
    assert.equal(await phone.text('#answer'), 'uploadFile:ok 200 ok');
    const body = Buffer.from(received.at(-1) ?? '', 'latin1');
    assert.match(body.toString('utf8'), /name="clientId"\r\n\r\n一号\r\n/);
    const start = body.indexOf('\r\n\r\n', body.indexOf('filename=')) + 4;
    const file = body.subarray(start, body.lastIndexOf('\r\n--'));
    assert.equal(createHash('sha256').update(file).digest('hex'), photo.sha256);

    await phone.holdUploads(40_000);
    await phone.tap('#upload');
    await phone.uploadHeld();
    await phone.network(false);
    assert.match(await phone.text('#answer'), /^uploadFile:fail/);
    await phone.holdUploads(null);
    await phone.network(true);

    await phone.holdUploads(40_000);
    await phone.tap('#upload');
    await phone.uploadHeld();
    await phone.kill();
    assert.equal(received.length, 1);
  });
});
