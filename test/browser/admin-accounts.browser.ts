import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { bytesOfBase32, codeOfStep, stepAt } from '../../server/src/platform/auth/totp.js';
import { by, choose, demoPassword, go, show } from './support/admin.js';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.js';
import { startServer, type TestServer } from './support/server.js';

const worker = 'wang.jianguo';
/** Whose name a stranger tries. */
const guarded = 'zhou.dayong';

describe('how staff come in, on the admin page', () => {
  let browser: Browser;
  let server: TestServer;
  let head: WatchedPage;
  const opened: WatchedPage[] = [];

  /** A computer with an address of its own: tries to sign in are counted by it. */
  const desk = async (address: string): Promise<Page> => {
    const extraHTTPHeaders = { 'x-forwarded-for': address };
    const one = await openPage(
      browser,
      { viewport: { width: 1360, height: 900 }, extraHTTPHeaders },
      /401|429/,
    );
    opened.push(one);
    await one.page.goto(`${server.url}/admin`);
    return one.page;
  };
  const signIn = async (page: Page, login: string): Promise<void> => {
    await by(page, 'login-name').fill(login);
    await by(page, 'login-password').fill(demoPassword);
    await by(page, 'login-submit').click();
  };
  const openStaff = (page: Page, name: string): Promise<void> =>
    page.locator('[data-testid="staff-row"]', { hasText: name }).getByTestId('staff-open').click();

  before(async () => {
    browser = await launchBrowser();
    server = await startServer({ TRUST_PROXY: '127.0.0.1' });
    const page = await desk('10.0.0.1');
    head = opened[0] as WatchedPage;
    await signIn(page, 'wang.yuanzhang');
    await by(page, 'main-menu').waitFor();
  });
  afterEach(() => {
    for (const { page, problems } of opened) assert.deepEqual(problems, [], page.url());
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('asks a second step of the offices that the school names, from the next sign-in on', async () => {
    const { page } = head;
    await go(page, 'settings');
    await choose(page, 'settings-second-step', '后勤');
    await show(page, 'settings-second-step');
    await by(page, 'settings-submit').click();
    await page.getByText('设置存好了').waitFor();

    const desktop = await desk('10.0.0.2');
    await signIn(desktop, worker);
    await by(desktop, 'first-second-step').waitFor();
    await show(desktop, 'first-second-step');
    await desktop.getByTestId('setup-password').fill(demoPassword);
    await by(desktop, 'setup-begin').click();
    const secret = bytesOfBase32((await by(desktop, 'setup-secret').innerText()).replaceAll(/\s/g, ''));
    await show(desktop, 'first-second-step-qr');
    await desktop.getByTestId('setup-code').fill('000000');
    await by(desktop, 'setup-confirm').click();
    await by(desktop, 'problem').waitFor();
    const step = stepAt(new Date());
    await desktop.getByTestId('setup-code').fill(codeOfStep(secret, step));
    await by(desktop, 'setup-confirm').click();
    await by(desktop, 'recovery-codes-written').click();
    await show(desktop, 'first-recovery-codes');
    await by(desktop, 'recovery-codes-done').click();
    await by(desktop, 'main-menu').waitFor();

    // The code that set it up is used; the next one is within what a clock may be wrong.
    const laptop = await desk('10.0.0.3');
    await signIn(laptop, worker);
    await by(laptop, 'second-step-code').fill(codeOfStep(secret, step + 1));
    await by(laptop, 'second-step-submit').click();
    await by(laptop, 'main-menu').waitFor();
  });

  it('lets who leads the school unlock somebody, see where she is signed in, and let her begin anew', async () => {
    for (let tries = 0; tries < 5; tries++)
      await fetch(`${server.url}/api/v1/session/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': '10.9.9.9' },
        body: JSON.stringify({ login: guarded, password: `guess-${tries}` }),
      });
    const another = await desk('10.0.0.4');
    await signIn(another, guarded);
    await by(another, 'problem').getByText('请学校管理员解锁').waitFor();
    await show(another, 'login-paused');

    const { page } = head;
    await go(page, 'staff');
    await openStaff(page, '周大勇');
    await by(page, 'staff-unlock').scrollIntoViewIfNeeded();
    await show(page, 'staff-locked');
    await by(page, 'staff-unlock').click();
    await page.getByTestId('staff-unlock').waitFor({ state: 'hidden' });
    await by(another, 'login-submit').click();
    await by(another, 'main-menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('staff-panel').waitFor({ state: 'hidden' });

    await openStaff(page, '王建国');
    assert.match(await by(page, 'staff-device').innerText(), /Linux 电脑 · Chrome（管理页面） × 2/);
    await by(page, 'staff-sign-ins').scrollIntoViewIfNeeded();
    await show(page, 'staff-sign-in');
    await by(page, 'staff-end-sessions').click();
    await by(page, 'staff-end-sessions-confirm').waitFor();
    await show(page, 'staff-end-sessions');
    await by(page, 'staff-end-sessions-confirm').click();
    await page.getByText('没有登录着的设备').waitFor();
    await by(page, 'staff-reset-second-step').click();
    await by(page, 'staff-reset-second-step-confirm').click();
    await page.getByTestId('staff-reset-second-step').waitFor({ state: 'hidden' });
    await show(page, 'staff-anew');

    const desktop = opened[1]?.page as Page;
    await desktop.reload();
    await signIn(desktop, worker);
    await by(desktop, 'first-second-step').waitFor();
  });

  it('lets an officer of the county in again with a password for one sign-in', async () => {
    const page = await desk('10.0.0.5');
    await signIn(page, 'peng.yuan');
    await by(page, 'officer-add').waitFor();
    const row = page.locator('[data-testid="officer-row"]', { hasText: '刘振华' });
    await row.getByTestId('officer-reset').click();
    await by(page, 'officer-reset-confirm').waitFor();
    await show(page, 'officer-reset');
    await by(page, 'officer-reset-confirm').click();
    const password = (await by(page, 'officer-reset-once').innerText()).trim();
    await show(page, 'officer-reset-once');
    await by(page, 'officer-reset-once-close').click();

    const office = await desk('10.0.0.6');
    await signIn(office, 'liu.zhenhua');
    await by(office, 'problem').waitFor();
    await by(office, 'login-password').fill(password);
    await by(office, 'login-submit').click();
    await by(office, 'first-password').waitFor();
  });
});
