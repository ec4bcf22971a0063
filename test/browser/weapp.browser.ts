import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { Api } from './support/api.js';
import { launchBrowser } from './support/browser.js';
import { readRows } from './support/database.js';
import { makePhoto, type TestPhoto } from './support/photos.js';
import { screenshotPath } from './support/screenshots.js';
import { projectRoot, startServer, type TestServer } from './support/server.js';
import { openWeapp, type WeappOptions } from './support/weapp/open-weapp.js';
import type { Phone } from './support/weapp/phone.js';

const mother = 'demo-openid-li-juan';
const caretaker = 'demo-openid-wang-jianguo';
const sharedPhone = 'demo-openid-zhou-nainai';

interface StoredPhoto {
  sourceSha256: string;
  bytes: number;
}
interface ReportedIssue {
  token: string;
  title: string;
  state: string;
  reporter: { name: string } | null;
}

const stored = (photo: TestPhoto): string => Buffer.from(photo.sha256, 'hex').toString('base64url');

describe('the WeChat bundle', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-weapp-'));
  let browser: Browser;
  let server: TestServer;

  const open = (name: string, openid: string, more: Partial<WeappOptions> = {}): Promise<Phone> =>
    openWeapp({
      dist: path.join(projectRoot, 'dist/weapp'),
      server: server.url,
      openid,
      storageDir: path.join(folder, name),
      browser,
      ...more,
    });
  const show = (phone: Phone, name: string): Promise<void> =>
    phone.screenshot(screenshotPath(`weapp-${name}`));
  const photosNamed = (photo: TestPhoto): StoredPhoto[] =>
    readRows(server.dataDir, 'SELECT sourceSha256, bytes FROM media WHERE sourceSha256 = ?', stored(photo));
  const mine = async (openid: string, person?: string): Promise<ReportedIssue[]> => {
    const api = await Api.asPersona(server.url, openid, person);
    return (await api.get<{ items: ReportedIssue[] }>('/api/v1/issues?scope=mine')).items;
  };
  /** Writes a step in the sheet that a button opens, with a photo where one is given. */
  const takeStep = async (phone: Phone, button: string, text: string, photo?: TestPhoto): Promise<void> => {
    await phone.waitFor(button);
    await phone.tap(button);
    if (text) await phone.fill('#step-text', text);
    if (photo) {
      await phone.answers({ photos: [[photo.path]] });
      await phone.tap('#step-photo-add');
    }
    await phone.tap('#step-send');
    await phone.waitFor(
      async () => (await phone.count('#step-sheet')) === 0 && (await phone.count('#pending-steps')) === 0,
    );
  };

  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('carries a report from the family to the verdict: not mended, then mended', async () => {
    const text = '东楼楼梯的扶手松了，孩子下楼差点摔着';
    const before = await makePhoto(folder, 'handrail-before');
    const after = await makePhoto(folder, 'handrail-after');
    const family = await open('mother', mother);
    await family.waitFor('#report');
    await show(family, 'home');
    await family.tap('#report');
    await family.fill('#text', text);
    await family.answers({ photos: [[before.path]] });
    await family.tap('#photo-add');
    await family.tap('#place');
    await family.tap(family.locator('#place-picker').getByText('东楼楼梯'));
    await show(family, 'report');
    await family.tap('#send');
    await family.waitFor('#sent-delivered');
    await family.tap('#sent-open');
    await family.waitFor('#timeline');
    await family.waitForText(/^交给.*王/);
    await show(family, 'timeline');
    assert.deepEqual(
      photosNamed(before).map((row) => row.bytes > 0),
      [true],
    );

    const staff = await open('caretaker', caretaker);
    await staff.tapTab('事项');
    await staff.waitForText(text.slice(0, 8));
    await show(staff, 'assigned');
    await staff.tap(staff.withText(text.slice(0, 8)).first());
    await staff.waitFor('#action-accept');
    await show(staff, 'staff-detail');
    await staff.tap('#action-accept');
    await takeStep(staff, '#action-answer', '今天下午去修');
    await takeStep(staff, '#action-resolve', '换了两颗螺丝，摇过了', after);

    await family.pullDown();
    await family.waitFor('#verdict-no');
    await show(family, 'verdict');
    await takeStep(family, '#verdict-no', '上面还是晃');
    await family.waitForText(/^没修好/);

    await staff.pullDown();
    await takeStep(staff, '#action-resolve', '整根换了新的');
    await family.pullDown();
    await takeStep(family, '#verdict-yes', '');
    await family.waitForText(/^.{1,2}说好了$/);
    await show(family, 'confirmed');

    const [issue] = (await mine(mother)).filter((one) => one.title.startsWith(text.slice(0, 8)));
    assert.equal(issue?.state, 'confirmed');
    assert.equal(photosNamed(after).length, 1);
    assert.deepEqual([...family.notes.errors, ...staff.notes.errors], []);
    const largest = Math.max(...family.notes.setData.map((call) => call.bytes));
    assert.ok(largest < 256 * 1024, `one setData took ${largest} bytes`);
    await family.kill();
    await staff.kill();
  });

  it('keeps the name out of a sealed report, and the verdict with the one who made it', async () => {
    const text = '食堂的汤太凉了，孩子喝了肚子痛';
    const family = await open('mother', mother);
    await family.waitFor('#report');
    await family.tap('#report');
    await family.fill('#text', text);
    await family.tap('#name-sealed');
    await family.tap('#send');
    await family.waitFor('#sent-delivered');
    await family.kill();

    const owner = readRows<{ assignee: string }>(
      server.dataDir,
      `SELECT account.openid AS assignee FROM issue
         JOIN account_person ON account_person.personId = issue.assigneeId AND account_person.endedAt IS NULL
         JOIN account ON account.id = account_person.accountId
        ORDER BY issue.id DESC LIMIT 1`,
    )[0]?.assignee;
    assert.ok(owner, 'the sealed report has an owner with a phone');
    const staff = await open('owner', owner);
    await staff.tapTab('事项');
    await staff.waitForText(text.slice(0, 7));
    assert.doesNotMatch(await staff.pageText(), /李娟/);
    await staff.tap(staff.withText(text.slice(0, 7)).first());
    await staff.waitFor('#timeline');
    assert.doesNotMatch(await staff.pageText(), /李娟|王梓涵/);
    await staff.kill();
    assert.ok((await mine(mother)).some((one) => one.title.startsWith(text.slice(0, 7))));
  });

  it('brings a report home once, byte for byte and in the right name, over kills and switches', async () => {
    const text = '滑梯旁边的钉子露出来了\n就在红色那一边，会扎到手';
    const photo = await makePhoto(folder, 'nail');
    let phone = await open('shared', sharedPhone);
    await phone.waitFor('#choose-person');
    await show(phone, 'choose-person');
    await phone.tap(phone.withText('周奶奶').first());
    await phone.waitFor('#report');
    await phone.network(false);
    await phone.waitFor('#offline-banner');
    await phone.tap('#report');
    await phone.fill('#text', text);
    await phone.answers({ photos: [[photo.path]] });
    await phone.tap('#photo-add');
    await phone.tap('#send');
    await phone.waitFor('#sent-waiting');
    assert.match(await phone.pageText(), /有网会自动发/);
    await show(phone, 'kept-offline');
    assert.equal(photosNamed(photo).length, 0);

    // The network comes back and the program is killed while the photo is half way up.
    await phone.holdUploads(30_000);
    await phone.network(true);
    await phone.uploadHeld();
    await phone.kill();

    // Another WeChat account on the same phone sees nothing of it.
    const other = await open('shared', mother);
    await other.waitFor('#report');
    await other.tapTab('我的');
    await other.waitFor('#undelivered');
    assert.doesNotMatch(await other.pageText(), /还没送到的/);
    await other.kill();

    // Reopened without a network it still says so; then somebody else takes the phone over while it is on its way.
    phone = await open('shared', sharedPhone, { online: false });
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

    phone = await open('shared', sharedPhone);
    await phone.waitFor(
      async () => (await mine(sharedPhone, '周奶奶')).some((one) => one.title.startsWith('滑梯旁边的钉子')),
      'the report to arrive',
    );
    await phone.tapTab('事项');
    await phone.waitFor(async () => (await phone.count('#loading')) === 0);
    assert.doesNotMatch(await phone.pageText(), /滑梯旁边的钉子/);
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();

    const arrived = (await mine(sharedPhone, '周奶奶')).filter((one) =>
      one.title.startsWith('滑梯旁边的钉子'),
    );
    assert.equal(arrived.length, 1);
    assert.equal((await mine(sharedPhone, '王爷爷')).filter((one) => one.title.startsWith('滑梯')).length, 0);
    const grandmother = await Api.asPersona(server.url, sharedPhone, '周奶奶');
    const issue = await grandmother.get<{ text: string; photos: unknown[] }>(
      `/api/v1/issues/${arrived[0]?.token}`,
    );
    assert.equal(issue.text, text);
    assert.equal(issue.photos.length, 1);
    assert.equal(photosNamed(photo).length, 1);
    const rows = readRows<{ n: number }>(
      server.dataDir,
      'SELECT COUNT(*) AS n FROM media WHERE subjectId IS NULL AND sourceSha256 = ?',
      stored(photo),
    );
    assert.equal(rows[0]?.n, 0, 'no second copy lies about');
    assert.equal(
      createHash('sha256').update(text).digest('hex'),
      createHash('sha256').update(issue.text).digest('hex'),
    );
  });

  it('has four tabs that stay, subpackages, and everything named for those who hear it', async () => {
    const phone = await open('tabs', mother);
    await phone.waitFor('#report');
    assert.match(await phone.aria(), /button "说一件事"/);
    for (const [word, name] of [
      ['事项', 'issues'],
      ['孩子', 'children'],
      ['我的', 'me'],
    ] as const) {
      await phone.tapTab(word);
      await phone.waitFor(async () => (await phone.count('#loading')) === 0);
      await show(phone, name);
    }
    await phone.tap('#bind');
    await phone.waitFor('#bind-code');
    assert.equal(await phone.route(), 'packages/account/bind/index');
    await show(phone, 'bind');
    await phone.back();
    await phone.tapTab('首页');
    await phone.tap('#report');
    assert.equal(await phone.route(), 'packages/issues/report/index');
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('fits at twice the text size', async () => {
    const phone = await open('large', mother, { fontSizeScaleFactor: 2 });
    await phone.waitFor('#report');
    const fits = async (where: string): Promise<void> => {
      await phone.waitFor(async () => (await phone.count('#loading')) === 0);
      const width = await phone.page
        .locator('.page-frame[data-top] .scroller')
        .evaluate((element) => element.scrollWidth);
      await show(phone, `large-${where}`);
      assert.ok(width <= 375, `${where} is ${width} px wide`);
    };
    await fits('home');
    await phone.tapTab('事项');
    await fits('issues');
    await phone.tapTab('我的');
    await fits('me');
    await phone.tapTab('首页');
    await phone.tap('#report');
    await phone.waitFor('#text');
    await fits('report');
    await phone.kill();
  });

  it('welcomes a phone that nobody has bound yet', async () => {
    const phone = await open('new', 'demo-openid-new-phone');
    await phone.waitFor('#face-unbound');
    await show(phone, 'unbound');
    await phone.tap('#go-bind');
    await phone.fill('#bind-code', '0000-0000');
    await phone.tap('#bind-send');
    await phone.waitFor(
      async () => /不对|没有|过期|用过|错/.test(await phone.pageText()),
      'a sentence about the wrong code',
    );
    await show(phone, 'bind-wrong');
    await phone.kill();
  });
});
