import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { Api } from './support/api.js';
import { launchBrowser, loseFirstAnswer, phoneViewport, type WatchedPage } from './support/browser.js';
import { readRows } from './support/database.js';
import { attach, openPreview, show, shown, words, write } from './support/h5-phone.js';
import { makePhoto } from './support/photos.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-luo-fang';
const father = 'demo-openid-wang-yang';
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 900 } };

interface Issue {
  token: string;
  title: string;
  state: string;
  assignee: { name: string } | null;
}

describe('the H5 preview', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-h5-'));
  let browser: Browser;
  let server: TestServer;

  const open = (persona: string | null, options = phoneViewport): Promise<WatchedPage> =>
    openPreview(browser, server.url, persona, '', options);
  const mine = async (openid: string, words: string): Promise<Issue[]> => {
    const api = await Api.asPersona(server.url, openid);
    const { items } = await api.get<{ items: Issue[] }>('/api/v1/issues?scope=mine');
    return items.filter((issue) => issue.title.startsWith(words));
  };
  /** Lets whoever owns the issue take it and say that it is done. */
  const staffResolves = async (token: string): Promise<void> => {
    const [owner] = await readRows<{ openid: string }>(
      server,
      `SELECT account.openid AS openid FROM issue
         JOIN account_person ON account_person.personId = issue.assigneeId AND account_person.endedAt IS NULL
         JOIN account ON account.id = account_person.accountId WHERE issue.token = ?`,
      token,
    );
    assert.ok(owner, 'the report has an owner with a phone');
    const staff = await Api.asPersona(server.url, owner.openid);
    await staff.post(`/api/v1/issues/${token}/accept`, {});
    await staff.post(`/api/v1/issues/${token}/resolve`, { text: '修过了', photos: [] });
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

  it('goes out packed as small as it gets, as does the admin page, and what has a hash may be kept', async () => {
    for (const page of ['/', '/admin']) {
      const html = await (await fetch(server.url + page)).text();
      const script = /src="([^"]+\.js)"/.exec(html)?.[1] ?? '';
      const ask = async (encoding: string) => {
        const answer = await fetch(server.url + script, { headers: { 'accept-encoding': encoding } });
        const { headers } = answer;
        return { headers, packed: headers.get('content-encoding'), text: await answer.text() };
      };
      const plain = await ask('identity');
      assert.equal(plain.packed, null);
      for (const encoding of ['br', 'gzip']) {
        const { headers, packed, text } = await ask(encoding);
        assert.deepEqual([packed, headers.get('vary')], [encoding, 'accept-encoding']);
        assert.match(headers.get('content-type') ?? '', /javascript/);
        assert.match(headers.get('cache-control') ?? '', /immutable/);
        const bytes = Number(headers.get('content-length'));
        assert.ok(bytes > 0 && bytes < plain.text.length / 3, `${script} ${encoding}: ${bytes}`);
        assert.ok(text === plain.text, 'and holds the same');
      }
    }
  });

  it('lets a visitor choose who to be, beside a phone', async () => {
    const { page, problems, context } = await open(null, desktop);
    await page.locator('#persona-search').fill('罗芳');
    await page.locator(`#persona-${mother}`).click();
    await shown(page, '#report').waitFor();
    await words(page, /，罗芳/).waitFor();
    await show(page, 'preview');
    await page.locator('#persona-search').fill('王建国');
    await page.locator('#persona-demo-openid-wang-jianguo').click();
    await words(page, /，王建国/).waitFor();
    await shown(page, '#home-assigned').waitFor();
    await show(page, 'staff');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('has its title in the middle, and nothing of a family’s first screen over something else', async () => {
    const { page, problems, context } = await open(mother);
    const boxOf = async (selector: string) => {
      await shown(page, selector).waitFor();
      return (await shown(page, selector).boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    };
    const title = await page
      .locator('.x-topbar__title')
      .filter({ visible: true })
      .evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const { left, right } = range.getBoundingClientRect();
        return (left + right) / 2 - window.innerWidth / 2;
      });
    assert.ok(Math.abs(title) < 2, `the title stands ${title} px beside the middle`);
    const [reader, children] = [await boxOf('.x-read__chip'), await boxOf('.x-childbar')];
    assert.ok(reader.y + reader.height <= children.y, 'the loudspeaker is not cut off by the children');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('keeps a report with a photo while there is no network, says so, and sends it once', async () => {
    const text = '二楼走廊的灯不亮，天黑看不见';
    const photo = await makePhoto(folder, 'lamp');
    const { page, problems, context } = await open(mother);
    await shown(page, '#report').click();
    await shown(page, '#photo-add').waitFor();
    await write(page, '#text', text);
    await context.setOffline(true);
    await shown(page, '#offline-banner').waitFor();
    await attach(page, '#photo-add', photo.path);
    await show(page, 'report');
    await shown(page, '#send').click();
    await shown(page, '#sent-waiting').waitFor();
    assert.match(await shown(page, '#sent-waiting').innerText(), /有网会自动发/);
    await show(page, 'kept-offline');
    assert.equal((await mine(mother, '二楼走廊')).length, 0);

    await context.setOffline(false);
    await shown(page, '#sent-delivered').waitFor();
    const arrived = await mine(mother, '二楼走廊');
    assert.equal(arrived.length, 1);
    const stored = await readRows<{ n: number }>(
      server,
      'SELECT COUNT(*) AS n FROM media WHERE sourceSha256 = ?',
      Buffer.from(photo.sha256, 'hex').toString('base64url'),
    );
    assert.equal(stored[0]?.n, 1, 'the very bytes of the photo, once');

    await shown(page, '#sent-open').click();
    await shown(page, '#timeline').waitFor();
    await words(page, /^交给.+/).waitFor();
    await show(page, 'timeline');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('asks for the verdict, and 没修好 opens the issue again', async () => {
    const [issue] = await mine(mother, '二楼走廊');
    assert.ok(issue);
    await staffResolves(issue.token);
    const { page, problems, context } = await open(mother);
    await shown(page, `#issue-${issue.token}`).click();
    await shown(page, '#verdict-no').waitFor();
    await show(page, 'verdict');
    await shown(page, '#verdict-no').click();
    await write(page, '#step-text', '换了灯泡还是不亮');
    await shown(page, '#step-send').click();
    await words(page, /^没修好/).waitFor();
    await words(page, '换了灯泡还是不亮').waitFor();
    await show(page, 'reopened');
    assert.equal((await mine(mother, '二楼走廊'))[0]?.state, 'reopened');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('sends what one persona wrote in her name after another has taken the phone', async () => {
    const text = '沙池靠墙那边有块碎玻璃，快来看看';
    const { page, problems, context } = await open(father);
    await shown(page, '#report').click();
    await shown(page, '#photo-add').waitFor();
    await write(page, '#text', text);
    // Only the API is out of reach, so that the preview itself can be opened anew.
    await context.route('**/api/v1/**', (route) => route.abort('internetdisconnected'));
    await shown(page, '#send').click();
    await shown(page, '#sent-waiting').waitFor();
    await context.unroute('**/api/v1/**');
    await page.goto(`${server.url}/?persona=${mother}`);
    await words(page, /，罗芳/).waitFor();
    await waitUntil('the report to arrive', async () => (await mine(father, '沙池靠墙')).length > 0);
    assert.equal((await mine(father, '沙池靠墙')).length, 1);
    assert.equal((await mine(mother, '沙池靠墙')).length, 0);
    assert.doesNotMatch(await page.locator('body').innerText(), /沙池靠墙/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('binds a phone once although the first answer was lost', async () => {
    const office = await new Api(server.url).post<{ token: string }>('/api/v1/session/password', {
      login: 'song.jia',
      password: 'taoyuan-2026',
    });
    const api = new Api(server.url, office.token);
    const added = await api.post<{ member: { token: string } }>('/api/v1/staff', {
      name: '向小河',
      roles: [{ role: 'logistics' }],
    });
    const slip = await api.post<{ code: string }>(`/api/v1/staff/${added.member.token}/binding-code`, {});
    const { page, problems, context } = await open('demo-openid-new-phone');
    await loseFirstAnswer(page, '**/api/v1/session/binding');
    await shown(page, '#go-bind').click();
    await write(page, '#bind-code', slip.code);
    await shown(page, '#bind-send').click();
    await words(page, /没有收到回音/).waitFor();
    await shown(page, '#bind-send').click();
    await words(page, /，向小河/).waitFor();
    // The repeat is refused in so many words, which every browser writes down.
    assert.deepEqual(
      problems.filter((problem) => !/status of 409/.test(problem)),
      [],
    );
    await context.close();
  });

  it('grows to twice the text size without running over the edge', async () => {
    const { page, problems, context } = await open(mother);
    await shown(page, '#report').waitFor();
    const tab = (word: string): Locator =>
      shown(page, `.weui-tabbar__item:has-text("${word}"), .taro-tabbar__tabbar-item:has-text("${word}")`);
    await tab('我的').click();
    await shown(page, '#font-size').click();
    await shown(page, '#size-picker-200').click();
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
    const size = await shown(page, '#me-card').evaluate((element) =>
      parseFloat(getComputedStyle(element).fontSize),
    );
    assert.ok(size >= 30, `text is ${size} px`);
    for (const word of ['我的', '事项', '孩子', '首页']) {
      await tab(word).click();
      await waitUntil(
        'the page to be there',
        async () => (await page.locator('#loading').filter({ visible: true }).count()) === 0,
      );
      await show(page, `large-${word}`);
      assert.ok((await width()) <= 375, `${word} is ${await width()} px wide`);
    }
    await shown(page, '#report').click();
    await shown(page, '#send').waitFor();
    await show(page, 'large-report');
    assert.ok((await width()) <= 375, `the report is ${await width()} px wide`);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
