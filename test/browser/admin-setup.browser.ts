import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { EscalationLevelView, ServiceTargetsView } from '#shared/issues/clock-contract.js';
import { AdminDoor, by, choose, confirm, go, show } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser } from './support/browser.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-zhou-ting';
const principal = 'demo-openid-wang-yuanzhang';

interface Issue {
  token: string;
  assignee: { name: string } | null;
}
interface List<Item> {
  items: Item[];
}

describe('what the office sets up on the admin page', () => {
  let browser: Browser;
  let server: TestServer;
  let door: AdminDoor;
  let guardian: Api;
  let head: Api;

  const report = async (text: string, more: object = {}): Promise<Issue> =>
    guardian.post<Issue>('/api/v1/issues', { clientId: crypto.randomUUID(), text, ...more });
  /** Number field of Ant Design: what stands in it is replaced and left. */
  const put = async (page: Page, id: string, value: string): Promise<void> => {
    const field = page.getByTestId(id).filter({ visible: true }).locator('input').or(by(page, id)).last();
    await field.fill(value);
    await field.blur();
  };
  const row = (page: Page, kind: string, words: string) =>
    page.locator(`[data-testid="${kind}"]`, { hasText: words }).filter({ visible: true }).first();

  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
    door = new AdminDoor(browser, server.url);
    guardian = await Api.asPersona(server.url, mother);
    head = await Api.asPersona(server.url, principal);
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('hangs a code up, prints its poster, changes it for a new one and takes that down', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await go(page, 'service-codes');
    await by(page, 'code-add').click();
    await choose(page, 'code-place', '洗手池');
    await page.getByTestId('code-label').fill('一楼洗手池');
    await show(page, 'code-form');
    await by(page, 'code-submit').click();
    const hung = row(page, 'code-row', '一楼洗手池');
    await hung.waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      hung.getByTestId('code-poster').click(),
    ]);
    assert.match(file.suggestedFilename(), /\.pdf$/);
    assert.equal((await readFile(await file.path())).subarray(0, 5).toString(), '%PDF-');
    const token = await hung.getAttribute('data-token');
    await hung.getByTestId('code-renew').click();
    await show(page, 'code-renew');
    await by(page, 'code-end-confirm').click();
    await waitUntil('a new one in its place', async () => {
      const now = await hung.getAttribute('data-token').catch(() => token);
      return now !== token;
    });
    await by(page, 'code-end-confirm').waitFor({ state: 'hidden' });
    await hung.getByTestId('code-revoke').click();
    await by(page, 'code-end-confirm').click();
    await hung.waitFor({ state: 'hidden' });
    await by(page, 'codes-ended').click();
    const ended = page.locator('[data-testid="code-row"]', { hasText: '一楼洗手池' });
    await waitUntil('both prints among the ended', async () => (await ended.count()) === 2);
    const states = await ended
      .locator('[data-state]')
      .evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-state')).sort());
    assert.deepEqual(states, ['renewed', 'revoked']);
    await show(page, 'codes-ended');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('writes a holiday and the hours of the week, targets and a level', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await go(page, 'calendar');
    await by(page, 'day-add').click();
    await by(page, 'dated-panel').getByText('农忙').click();
    await page.getByTestId('dated-name').fill('收稻子');
    await page.getByTestId('dated-from').fill('2031-10-08');
    await page.getByTestId('dated-to').fill('2031-10-14');
    await show(page, 'calendar-day');
    await by(page, 'dated-submit').click();
    await by(page, 'day-table').getByText('收稻子').waitFor();
    await by(page, 'week-edit').click();
    const begins = by(page, 'week-0-0-from');
    await begins.fill('07:45');
    await begins.blur();
    await by(page, 'week-submit').click();
    await by(page, 'week-panel').waitFor({ state: 'hidden' });
    await by(page, 'week-hours').getByText('7:45').first().waitFor();
    await show(page, 'calendar');

    await go(page, 'clocks');
    const limits = by(page, 'target-fallback').locator('input:not([type="hidden"])');
    await limits.first().fill('2');
    await by(page, 'targets-submit').click();
    await waitUntil('two hours until the first answer', async () => {
      const { fallback } = await head.get<ServiceTargetsView>('/api/v1/service-targets');
      return fallback.responseMinutes === 120;
    });
    await by(page, 'level-add').click();
    await choose(page, 'level-role', '保健');
    await show(page, 'level-form');
    await by(page, 'level-submit').click();
    await by(page, 'level-panel').waitFor({ state: 'hidden' });
    const made = row(page, 'level-row', '保健');
    await by(page, 'level-list').getByText('保健').first().waitFor();
    await show(page, 'clocks');
    const levels = await head.get<List<EscalationLevelView>>('/api/v1/escalation-levels');
    assert.ok(levels.items.some(({ role, clock }) => role === 'health' && clock === 'response'));
    await made.getByTestId('level-delete').click();
    await confirm(page, 'level-delete-confirm');
    await by(page, 'level-list').getByText('保健').first().waitFor({ state: 'hidden' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('notes who is away, and what comes in goes to somebody else until she is back', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await go(page, 'staff');
    await row(page, 'staff-row', '王建国').getByTestId('staff-open').click();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await page.getByTestId('absence-from').fill(today);
    await page.getByTestId('absence-to').fill(today);
    await by(page, 'absence-enter').click();
    await by(page, 'absence-row').getByText('现在不在').waitFor();
    await show(page, 'presence');
    const away = await report('走廊的灯坏了，一闪一闪的');
    assert.notEqual(away.assignee?.name, '王建国');
    await by(page, 'absence-remove').click();
    await by(page, 'absence-remove-confirm').click();
    await by(page, 'absence-row').waitFor({ state: 'hidden' });
    assert.equal((await report('走廊的灯坏了，完全不亮了')).assignee?.name, '王建国');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('decides whom a surname means, and only who is meant stays out', async () => {
    // Of two who are called 王 the head is one: her deputy decides.
    const { token } = await report('王老师今天冲孩子发火了');
    const knock = async (openid: string): Promise<boolean> =>
      (await Api.asPersona(server.url, openid)).get(`/api/v1/issues/${token}`).then(
        () => true,
        () => false,
      );
    assert.equal(await knock(principal), false);
    const { page, problems, context } = await door.signIn('song.jia');
    await page.goto(`${server.url}/admin/issues/${token}`);
    await by(page, 'conflict').waitFor();
    await show(page, 'conflict');
    await by(page, 'conflict-candidates').getByText('王建国').click();
    await by(page, 'conflict-submit').click();
    await by(page, 'conflict').waitFor({ state: 'hidden' });
    assert.deepEqual([await knock(principal), await knock('demo-openid-wang-jianguo')], [true, false]);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('hands up to the county what nobody who leads the school may see, without the family', async () => {
    const { items } = await guardian.get<List<{ token: string; name: string }>>('/api/v1/staff-names');
    const about = items.filter(({ name }) => name === '王园长' || name === '宋佳').map(({ token }) => token);
    assert.equal(about.length, 2);
    const { token } = await report('园长和办公室收了我们的钱，不给收据', { about });
    const { page, problems, context } = await door.signIn('liu.zhenhua');
    await go(page, 'office');
    await page.locator(`[data-testid="office-row"][data-token="${token}"]`).click();
    await by(page, 'action-accept').waitFor();
    await show(page, 'office-issue');
    assert.doesNotMatch(await page.locator('body').innerText(), /周婷|班主任/);
    await by(page, 'action-accept').click();
    await by(page, 'action-resolve').waitFor();
    await by(page, 'back-to-office').click();
    await by(page, 'office-row').waitFor();
    await show(page, 'office');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('lets the classifier learn, shows how often it is right, and from when on it sorts by itself', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await go(page, 'classifier');
    await by(page, 'classifier-matrix').waitFor();
    await by(page, 'classifier-reliability').waitFor();
    const versions = page.locator('[data-testid="classifier-version"]');
    const before = await versions.count();
    await by(page, 'classifier-train').click();
    await waitUntil('one more version', async () => (await versions.count()) === before + 1, 60_000);
    await show(page, 'classifier');
    await put(page, 'classifier-threshold', '73');
    await by(page, 'classifier-threshold-save').click();
    await waitUntil('the threshold', async () => {
      const settings = await head.get<{ classifierThreshold: number }>('/api/v1/settings');
      return settings.classifierThreshold === 0.73;
    });
    assert.match(await by(page, 'classifier-threshold-note').innerText(), /大约 \d+ 件由它自己分/);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
