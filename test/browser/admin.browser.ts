import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { mediaLimits } from '#shared/media/limits.js';
import { AdminDoor, by, choose, demoPassword as password, go, rows, show } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser, loseFirstAnswer, openPage, type WatchedPage } from './support/browser.js';
import { makePhoto } from './support/photos.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-zhou-ting';
/** A refused login is an answer of 401, which every browser writes down. */
const refusedLogin = /status of 40[01]/;

interface Issue {
  token: string;
  state: string;
  category: { name: string } | null;
  assignee: { name: string } | null;
}

describe('the admin page', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-admin-'));
  let browser: Browser;
  let server: TestServer;
  let guardian: Api;

  let door: AdminDoor;
  const signIn = (login: string, expected?: RegExp): Promise<WatchedPage> => door.signIn(login, expected);
  const report = async (text: string, more: object = {}): Promise<string> =>
    (
      await guardian.post<{ token: string }>('/api/v1/issues', {
        clientId: crypto.randomUUID(),
        text,
        ...more,
      })
    ).token;
  const stateOf = (token: string): Promise<Issue> => guardian.get<Issue>(`/api/v1/issues/${token}`);

  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
    // This suite alone meets it with everything that slides and fades in.
    door = new AdminDoor(browser, server.url, { reducedMotion: 'no-preference' });
    guardian = await Api.asPersona(server.url, mother);
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('refuses a wrong password in words and lets the principal in', async () => {
    const { page, problems, context } = await openPage(
      browser,
      { viewport: { width: 1360, height: 900 } },
      refusedLogin,
    );
    await page.goto(`${server.url}/admin`);
    await by(page, 'login-name').fill('wang.yuanzhang');
    await by(page, 'login-password').fill('not-the-password');
    await show(page, 'login');
    await by(page, 'login-submit').click();
    await by(page, 'problem').waitFor();
    await by(page, 'login-password').fill(password);
    await by(page, 'login-submit').click();
    await by(page, 'today').waitFor();
    await go(page, 'issues');
    await rows(page).first().waitFor();
    await show(page, 'board');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('narrows the board by filters and words, and turns its pages', async () => {
    const { page, problems, context } = await signIn('wang.yuanzhang');
    await go(page, 'issues');
    await rows(page).first().waitFor();
    const first = await rows(page).first().innerText();
    await by(page, 'page-next').click();
    await waitUntil(
      'the next page',
      async () => (await rows(page).count()) > 0 && (await rows(page).first().innerText()) !== first,
    );
    await show(page, 'board-second-page');
    await by(page, 'page-previous').click();
    await waitUntil(
      'the first page again',
      async () =>
        (await rows(page)
          .first()
          .innerText()
          .catch(() => '')) === first,
    );

    await choose(page, 'filter-category', '饮食卫生');
    await waitUntil('only food', async () => {
      const texts = await rows(page).allInnerTexts();
      return texts.length > 0 && texts.every((text) => text.includes('饮食卫生'));
    });
    await show(page, 'board-filtered');
    await by(page, 'filter-clear').click();
    await report('东楼二层的水龙头拧不紧');
    const search = page.locator('input#filter-q');
    await search.fill('水龙头');
    await search.press('Enter');
    await waitUntil('the words', async () => {
      const texts = await rows(page).allInnerTexts();
      return texts.length > 0 && texts.every((text) => text.includes('水龙头'));
    });
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('shows a report with what decided its category, and hands it to somebody else', async () => {
    const token = await report('教室的窗户玻璃裂了，怕割到孩子');
    assert.equal((await stateOf(token)).assignee?.name, '王建国');
    const { page, problems, context } = await signIn('wang.yuanzhang');
    await page.goto(`${server.url}/admin/issues/${token}`);
    await by(page, 'report-text').waitFor();
    assert.match(await by(page, 'classification').innerText(), /设施安全/);
    await show(page, 'issue');
    await by(page, 'action-assign').click();
    await choose(page, 'assign-person', '周大勇');
    await show(page, 'assign');
    await by(page, 'assign-submit').click();
    await waitUntil('the new owner', async () => (await stateOf(token)).assignee?.name === '周大勇');
    await by(page, 'timeline').getByText('周大勇').first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('lets its owner take, answer and finish a report with a photo', async () => {
    const token = await report('走廊的灯坏了，一闪一闪的');
    // As a camera takes it: the page draws it anew before it is sent.
    const photo = await makePhoto(folder, 'lamp', { width: 2400, height: 1800 });
    assert.ok(photo.bytes > 2 * mediaLimits.photoBytes);
    const { page, problems, context } = await signIn('wang.jianguo');
    await page.goto(`${server.url}/admin/issues/${token}`);
    await by(page, 'action-accept').click();
    await by(page, 'action-resolve').click();
    await page.locator('textarea#resolve-text').fill('换了新灯管');
    const sending = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/api/v1/media'),
    );
    await page.getByTestId('photo-input').last().setInputFiles(photo.path);
    const { requestBodySize } = await (await sending).sizes();
    assert.ok(requestBodySize < mediaLimits.photoBytes + 1200, `${requestBodySize} bytes`);
    await by(page, 'photo-tile').waitFor();
    await by(page, 'resolve-submit').and(page.locator(':enabled')).click();
    await waitUntil('the report to be done', async () => (await stateOf(token)).state === 'resolved');
    await page.getByText('换了新灯管').filter({ visible: true }).first().waitFor();
    await show(page, 'resolved');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('edits assignment rules, and the next report follows them', async () => {
    const { page, problems, context } = await signIn('song.jia');
    await go(page, 'routing-rules');
    await by(page, 'rule-table').waitFor();
    const ruleRows = page.locator('[data-testid="rule-row"]');
    const before = await ruleRows.count();
    await show(page, 'rules');
    await by(page, 'rule-add').click();
    await choose(page, 'rule-category', '收费');
    await choose(page, 'rule-classroom', '小一班');
    await choose(page, 'rule-owner-role', '食堂');
    await show(page, 'rule-form');
    await by(page, 'rule-submit').click();
    await waitUntil('the rule to be there', async () => (await ruleRows.count()) === before + 1);
    const mine = ruleRows.filter({ hasText: '收费' }).filter({ hasText: '小一班' });
    assert.match(await mine.innerText(), /食堂/);

    await mine.getByTestId('rule-edit').click();
    await choose(page, 'rule-owner-role', '保健');
    await by(page, 'rule-submit').click();
    await mine.getByText(/保健/).waitFor();
    const { children } = await guardian.get<{ children: Array<{ token: string }> }>('/api/v1/session');
    const token = await report('这个月的伙食费怎么多收了二十块钱，收费单对不上', {
      child: children[0]?.token,
    });
    const filed = await stateOf(token);
    assert.equal(filed.category?.name, '收费');
    assert.equal(filed.assignee?.name, '李敏');

    await mine.getByTestId('rule-delete').click();
    await page.getByTestId('rule-delete-confirm').click();
    await waitUntil('the rule to be gone', async () => (await ruleRows.count()) === before);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('adds, renames and retires a category', async () => {
    const { page, problems, context } = await signIn('song.jia');
    await go(page, 'categories');
    await by(page, 'category-table').waitFor();
    await by(page, 'category-name').fill('校园绿化');
    await by(page, 'category-submit').click();
    const row = page.locator('[data-testid="category-row"]').filter({ hasText: '绿化' });
    await row.waitFor();
    await row.getByTestId('category-rename').click();
    await by(page, 'category-rename-name').fill('绿化和花草');
    await by(page, 'category-rename-submit').click();
    await row.getByText('绿化和花草').waitFor();
    await row.getByTestId('category-turn').click();
    await row.getByText('停用了').waitFor();
    await show(page, 'categories');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('adds a member of staff with a first password and makes a code to bind a phone', async () => {
    const { page, problems, context } = await signIn('song.jia');
    await go(page, 'staff');
    await by(page, 'staff-table').waitFor();
    await show(page, 'staff');
    await by(page, 'staff-add').click();
    await by(page, 'staff-name').fill('向小溪');
    await choose(page, 'staff-role-0', '后勤');
    await by(page, 'staff-login').fill('xiang.xiaoxi');
    await by(page, 'staff-submit').click();
    await by(page, 'first-password-once').waitFor();
    const first = (await by(page, 'first-password-once').innerText()).trim();
    assert.ok(first.length >= 8);
    await by(page, 'first-password-once-close').click();
    await page.getByText('向小溪').filter({ visible: true }).first().waitFor();
    await page.locator('tr', { hasText: '向小溪' }).getByTestId('staff-open').click();
    await by(page, 'staff-panel').waitFor();
    await by(page, 'binding-code-make').click();
    await by(page, 'binding-code-once').waitFor();
    await show(page, 'binding-code');
    assert.match((await by(page, 'binding-code-once').innerText()).replace(/[\s-]/g, ''), /^[A-Z0-9]{8}$/);
    await by(page, 'binding-code-once-close').click();
    await context.close();

    // Whoever comes with a first password has to choose one of her own before anything else.
    const fresh = await openPage(browser);
    await fresh.page.goto(`${server.url}/admin`);
    await by(fresh.page, 'login-name').fill('xiang.xiaoxi');
    await by(fresh.page, 'login-password').fill(first);
    await by(fresh.page, 'login-submit').click();
    await by(fresh.page, 'first-password').waitFor();
    assert.deepEqual([...problems, ...fresh.problems], []);
    await fresh.context.close();
  });

  it('adds somebody once although the first answer was lost, and says that the password went with it', async () => {
    const { page, problems, context } = await signIn('song.jia', /net::ERR_FAILED/);
    await loseFirstAnswer(page, '**/api/v1/staff?*');
    await go(page, 'staff');
    await by(page, 'staff-add').click();
    await by(page, 'staff-name').fill('向大河');
    await choose(page, 'staff-role-0', '后勤');
    await by(page, 'staff-login').fill('xiang.dahe');
    await by(page, 'staff-submit').click();
    await by(page, 'problem').waitFor();
    await by(page, 'staff-submit').click();
    await by(page, 'first-password-lost').waitFor();
    await show(page, 'first-password-lost');
    await by(page, 'first-password-lost').click();
    const added = page.locator('tr', { hasText: '向大河' }).filter({ visible: true });
    await added.first().waitFor();
    assert.equal(await added.count(), 1);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('shows every role only its own doors', async () => {
    const doors = async (login: string): Promise<string[]> => {
      const { page, context, problems } = await signIn(login);
      const names = await by(page, 'main-menu').getByRole('link').allInnerTexts();
      assert.deepEqual(problems, []);
      await context.close();
      return names.map((name) => name.trim());
    };
    assert.deepEqual(await doors('wang.jianguo'), ['事项看板', '问答']);
    const lead = await doors('luo.jing');
    assert.ok(lead.includes('安全保护') && !lead.includes('分派规则'), lead.join('、'));
    const principal = await doors('wang.yuanzhang');
    assert.ok(
      principal.includes('分派规则') && principal.includes('教职工') && !principal.includes('安全保护'),
      principal.join('、'),
    );

    const { page, context } = await signIn('wang.jianguo', /status of 40[34]/);
    await page.goto(`${server.url}/admin/routing-rules`);
    await page
      .getByTestId('not-found')
      .or(page.getByTestId('no-doors'))
      .or(page.getByTestId('issue-row').first())
      .first()
      .waitFor();
    assert.equal(await page.getByTestId('rule-table').count(), 0);
    await show(page, 'caretaker');
    await context.close();
  });
});
