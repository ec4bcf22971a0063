import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { bytesOfBase32, codeOfStep, stepAt } from '../../server/src/platform/auth/totp.js';
import { by, choose, demoPassword, go, show } from './support/admin.js';
import { launchBrowser, openPage, phoneViewport, type WatchedPage } from './support/browser.js';
import { show as showPhone, shown } from './support/h5-phone.js';
import { startServer, type TestServer } from './support/server.js';

const worker = 'wang.jianguo';
/** Whose name a stranger tries. */
const guarded = 'zhou.dayong';

describe('how staff and officers come in, and what they find', () => {
  let browser: Browser;
  let server: TestServer;
  let head: WatchedPage;
  let county: Page;
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
    county = page;
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

  it('shows a 儿童主任 the children given to her whose families agreed, on both her screens', async () => {
    const { page } = head;
    await page.keyboard.press('Escape');
    await page.getByTestId('staff-panel').waitFor({ state: 'hidden' });
    await go(page, 'children');
    await page.getByTestId('roster-search').locator('input').fill('吴欣妍');
    await page.getByTestId('roster-search').locator('input').press('Enter');
    await page.locator('[data-testid="child-row"]', { hasText: '吴欣妍' }).getByTestId('child-open').click();
    await by(page, 'village-give').click();
    await choose(page, 'village-person', '石桂花');
    await by(page, 'village-because').fill('住在一个村，每月上门看一次');
    await show(page, 'village-form');
    await by(page, 'village-submit').click();
    await page.getByTestId('village-panel').waitFor({ state: 'hidden' });
    await by(page, 'village-officer').getByText('现在看不到').waitFor();
    await by(page, 'village-officer').scrollIntoViewIfNeeded();
    await show(page, 'village-given');

    const officer = await desk('10.0.0.7');
    await signIn(officer, 'shi.guihua');
    await by(officer, 'given-open').waitFor();
    await by(officer, 'whom-to-ask').getByText('桃源县的区域管理员彭远').waitFor();
    const names = await officer.getByTestId('given-open').allInnerTexts();
    assert.deepEqual(names, ['张一诺', '田雨桐']);
    await show(officer, 'village');
    await by(officer, 'given-open').click();
    await by(officer, 'child-facts').waitFor();
    await by(officer, 'guardian').waitFor();
    await show(officer, 'village-child');
    for (const closed of ['private-open', 'guardian-add', 'village-give', 'child-move', 'open-fields'])
      assert.equal(await officer.getByTestId(closed).count(), 0, closed);
    assert.equal(await officer.getByTestId('history-step').count(), 0);

    const phone = await openPage(browser, phoneViewport);
    opened.push(phone);
    await phone.page.goto(`${server.url}/?persona=demo-openid-shi-guihua`);
    await shown(phone.page, '#home-office').getByText('桃源县的区域管理员彭远').waitFor();
    await showPhone(phone.page, 'office-home');
    await shown(phone.page, '#go-given').click();
    await shown(phone.page, '#given').getByText('田雨桐').waitFor();
    assert.equal(await shown(phone.page, '#given').getByText('陈子墨').count(), 0);
    await showPhone(phone.page, 'given');
    await shown(phone.page, '#given').getByText('张一诺').click();
    await shown(phone.page, '#child').getByText('张奶奶').waitFor();
    await showPhone(phone.page, 'given-child');
    assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth), 375);

    // The family reads who has the child, and how to take it back.
    await phone.page.goto(`${server.url}/?persona=demo-openid-he-li#/packages/family/home/index`);
    await shown(phone.page, '#village-officer').getByText('石桂花').waitFor();
    await showPhone(phone.page, 'family-village');
  });

  it('tells a partner that nothing is handed to her yet, and whom she asks', async () => {
    await by(county, 'officer-add').click();
    await by(county, 'officer-name').fill('何志远');
    await by(county, 'officer-login').fill('he.zhiyuan');
    await choose(county, 'officer-role', '合作伙伴');
    await choose(county, 'officer-region', '桃源县');
    await by(county, 'officer-because').fill('暑期陪读志愿者');
    await by(county, 'officer-submit').click();
    const password = (await by(county, 'officer-password').innerText()).trim();
    await by(county, 'officer-password-close').click();

    const partner = await desk('10.0.0.8');
    await by(partner, 'login-name').fill('he.zhiyuan');
    await by(partner, 'login-password').fill(password);
    await by(partner, 'login-submit').click();
    await by(partner, 'first-password').waitFor();
    await partner.getByTestId('password-current').fill(password);
    await partner.getByTestId('password-next').fill('Autumn-2026-leaf');
    await partner.getByTestId('password-again').fill('Autumn-2026-leaf');
    await by(partner, 'password-submit').click();
    await by(partner, 'face-empty').getByText('现在没有交给您的事').waitFor();
    await by(partner, 'whom-to-ask').getByText('桃源县的区域管理员彭远').waitFor();
    assert.deepEqual(await by(partner, 'main-menu').getByRole('link').allInnerTexts(), ['交给我的事']);
    await show(partner, 'tasks');
  });
});
