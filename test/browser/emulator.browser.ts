import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Api } from './support/api.js';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.js';
import { screenshotPath } from './support/screenshots.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-zhou-ting';
const caretaker = 'demo-openid-wang-jianguo';

interface Message {
  page: string;
  title: string;
  fields: Array<{ value: string }>;
}

describe('the WeChat emulator', () => {
  let browser: Browser;
  let server: TestServer;
  const text = '小一班洗手池漏水，地上全是水';

  const open = async (): Promise<WatchedPage> => {
    const opened = await openPage(browser, { viewport: { width: 1280, height: 860 } }, /favicon\.ico/);
    await opened.page.goto(`${server.url}/emulator/`);
    return opened;
  };
  const choose = async (page: Page, name: string): Promise<void> => {
    await page.locator('#search').fill(name);
    await page.locator('#people').getByText(name, { exact: true }).first().click();
    await page.locator('#phone-head').getByText(name).first().waitFor();
  };
  const messagesOf = async (openid: string): Promise<Message[]> =>
    new Api(server.url).get<Message[]>(`/emulator/api/messages?openid=${openid}`);

  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
    // Pushes wait for the morning; this test may run at night.
    const principal = await Api.asPersona(server.url, 'demo-openid-wang-yuanzhang');
    await principal.patch('/api/v1/settings', { quietFrom: 0, quietTo: 0 });
    const guardian = await Api.asPersona(server.url, mother);
    const issue = await guardian.post<{ token: string; assignee: { name: string } | null }>(
      '/api/v1/issues',
      {
        clientId: crypto.randomUUID(),
        text,
      },
    );
    const now = await guardian.get<{ assignee: { name: string } | null }>(`/api/v1/issues/${issue.token}`);
    assert.equal(now.assignee?.name, '王建国');
    await waitUntil(
      'the message to the caretaker',
      async () => (await messagesOf(caretaker)).length > 0,
      30_000,
    );
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('lists the people of the demo, finds one by class or name, and shows whose phone it is', async () => {
    const { page, problems, context } = await open();
    await page.getByText('周奶奶').first().waitFor();
    await page.locator('#search').fill('后勤');
    await page.locator('#people').getByText('王建国').first().waitFor();
    await choose(page, '王建国');
    await page.screenshot({ path: screenshotPath('emulator-phone'), animations: 'disabled' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('shows the message about assigned work, which tells nothing of the report, and opens its page', async () => {
    const [message] = (await messagesOf(caretaker)).toReversed();
    assert.ok(message);
    const told = message.fields.map((field) => field.value).join(' ');
    assert.doesNotMatch(`${told} ${message.title} ${message.page}`, /周婷|杨子轩|洗手池/);

    const { page, problems, context } = await open();
    await choose(page, '王建国');
    await page.locator('#messages').getByText(message.title).first().waitFor();
    await page.screenshot({ path: screenshotPath('emulator-message'), animations: 'disabled' });
    const link = page.locator('#messages a[href]').first();
    const opened = context.waitForEvent('page', { timeout: 3_000 }).catch(() => page);
    await link.click();
    const preview = await opened;
    await preview.waitForLoadState();
    await preview.getByText(text.slice(0, 7)).filter({ visible: true }).first().waitFor();
    await preview.locator('#action-accept').filter({ visible: true }).first().waitFor();
    await preview.screenshot({ path: screenshotPath('emulator-link-opened'), animations: 'disabled' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('makes the next sending fail on order, and says so', async () => {
    const { page, problems, context } = await open();
    await choose(page, '王建国');
    await page.locator('#failure-buttons button').first().click();
    await waitUntil(
      'the order to be kept',
      async () => (await new Api(server.url).get<unknown[]>('/emulator/api/failures')).length > 0,
    );
    await page.locator('#failures').getByText(/\S/).first().waitFor();
    await page.screenshot({ path: screenshotPath('emulator-failures'), animations: 'disabled' });
    assert.deepEqual(problems, []);
    await context.close();
  });
});
