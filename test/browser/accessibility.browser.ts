import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { IssueSummary } from '#shared/issues/contract.js';
import { axeProblems, drawAt, layoutProblems } from './support/accessibility.js';
import { AdminDoor, by } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser } from './support/browser.js';
import { openPreview, shown } from './support/h5-phone.js';
import { screenshotPath } from './support/screenshots.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-li-juan';
const grandmother = 'demo-openid-zhou-nainai';
const teacher = 'demo-openid-chen-laoshi';
const principal = 'demo-openid-wang-yuanzhang';

/** Sizes in points at which everything has to fit with letters of twice the size: most phones, and the smallest. */
const widths = [375, 320];
const height = 812;

const detail = (token: string): string => `/packages/issues/detail/index?token=${token}`;

describe('what somebody meets who sees little, or uses no finger', () => {
  let browser: Browser;
  let server: TestServer;
  let problems: string[];

  before(async () => {
    browser = await launchBrowser();
    server = await startServer({}, { simple: true });
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  const rested = (page: Page): Promise<unknown> =>
    waitUntil('the page to rest', async () => {
      const waits = await page.locator('#loading').filter({ visible: true }).count();
      return waits === 0;
    });
  /** Looks at what stands there: by every rule of axe, and at twice the size of letters on two widths. */
  const look = async (page: Page, where: string): Promise<void> => {
    await rested(page);
    problems.push(...(await axeProblems(page, where)), ...(await layoutProblems(page, where)));
    await drawAt(page, 200);
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      problems.push(...(await layoutProblems(page, `${where}, twice the size, ${width}`)));
    }
    await page.screenshot({ path: screenshotPath(`access-${where.replace(/\W+/g, '-')}`) });
    await page.setViewportSize({ width: 375, height });
    await drawAt(page, 100);
  };
  const open = async (page: Page, path: string, ready: string): Promise<void> => {
    await page.evaluate((hash) => (location.hash = hash), `#${path}`);
    await shown(page, ready).waitFor();
  };
  /** Opens a sheet, looks, and closes it with the keyboard: the focus goes in, stays in, and comes back. */
  const sheet = async (page: Page, where: string, button: string, id: string): Promise<void> => {
    await shown(page, button).focus();
    await page.keyboard.press('Enter');
    await shown(page, id).waitFor();
    const inside = (): Promise<boolean> =>
      page.evaluate((id) => document.activeElement?.closest(id) !== null, id);
    await waitUntil(`${where}: the focus to go into ${id}`, inside, 10_000);
    for (let tabs = 0; tabs < 12; tabs += 1) await page.keyboard.press('Tab');
    if (!(await inside())) problems.push(`${where}: the focus leaves ${id}`);
    await look(page, where);
    await page.keyboard.press('Escape');
    await shown(page, id).waitFor({ state: 'hidden' });
    const back = await page.evaluate((button) => document.activeElement?.matches(button) ?? false, button);
    if (!back) problems.push(`${where}: the focus does not come back from ${id}`);
  };
  /** Open reports as somebody sees them, by what may be done with them. */
  const issues = async (openid: string, scope: string, person?: string): Promise<IssueSummary[]> => {
    const api = await Api.asPersona(server.url, openid, person);
    return (await api.get<{ items: IssueSummary[] }>(`/api/v1/issues?scope=${scope}&limit=50`)).items;
  };

  it('finds nothing wrong on the screens of a carer', async () => {
    problems = [];
    const { page, context } = await openPreview(browser, server.url, mother);
    await shown(page, '#report').waitFor();
    await look(page, 'carer home');
    await open(page, '/pages/issues/index', '[id^="issue-"], #face-empty');
    await look(page, 'carer issues');
    await open(page, '/pages/children/index', '[id^="child-"]');
    await look(page, 'carer children');
    await open(page, '/pages/me/index', '#me-card');
    await look(page, 'carer me');
    await sheet(page, 'carer size of letters', '#font-size', '#size-picker');
    await sheet(page, 'carer leaving', '#leave', '#confirm');
    await open(page, '/packages/issues/report/index', '#send');
    await look(page, 'carer report');
    await sheet(page, 'carer place', '#place', '#place-picker');
    const [issue] = await issues(mother, 'mine');
    assert.ok(issue, 'she has said something');
    await open(page, detail(issue.token), '#timeline');
    await look(page, 'carer issue');
    await open(page, '/packages/family/home/index', '#family');
    await look(page, 'carer family');
    await open(page, '/packages/evaluations/rate/index', '#services');
    await look(page, 'carer services');
    await shown(page, '[id^="service-"]').click();
    await shown(page, '#rate-form').waitFor();
    await look(page, 'carer faces');
    const { children } = await (
      await Api.asPersona(server.url, mother)
    ).get<{ children: { school: { token: string } }[] }>('/api/v1/session');
    const school = children[0]?.school.token ?? '';
    await open(page, `/packages/evaluations/notes/index?school=${school}`, '.x-card, #face-empty');
    await look(page, 'carer notes');
    await open(page, `/packages/consultations/ask/index?school=${school}`, '#topics');
    await look(page, 'carer asking');
    await shown(page, '[id^="topic-"]').click();
    await shown(page, '#answers').waitFor();
    await look(page, 'carer answers');
    for (const [name, ready] of [
      ['consents', '[id^="consent-"]'],
      ['simple', '#simple-on'],
      ['picture', '.x-pad'],
      ['pin', '#pin-first'],
      ['bind', '#bind-code'],
      ['undelivered', '#face-empty'],
    ] as const) {
      await open(page, `/packages/account/${name}/index`, ready);
      await look(page, `carer ${name}`);
    }
    await context.close();
    assert.equal(problems.join('\n'), '');
  });

  it('finds nothing wrong on the big buttons', async () => {
    problems = [];
    const { page, context } = await openPreview(browser, server.url, grandmother);
    await shown(page, '#choose-person').waitFor();
    await look(page, 'chooser');
    await page.getByText('周奶奶').filter({ visible: true }).first().click();
    await shown(page, '#simple-home').waitFor();
    await look(page, 'simple home');
    await open(page, '/packages/issues/mine/index', '[id^="issue-"], #face-empty');
    await look(page, 'simple mine');
    const [issue] = await issues(grandmother, 'mine', '周奶奶');
    assert.ok(issue, 'she has said something');
    await open(page, detail(issue.token), '#timeline');
    await look(page, 'simple issue');
    await open(page, '/packages/issues/report/index', '#speak');
    await look(page, 'simple report');
    await open(page, '/packages/account/simple/index', '#simple-off');
    await look(page, 'simple settings');
    await open(page, '/packages/account/consents/index', '[id^="consent-"]');
    await look(page, 'simple consents');
    await open(page, '/packages/account/switch/index', '[id^="person-"]');
    await look(page, 'simple switch');
    await open(page, '/packages/evaluations/rate/index', '#services');
    await look(page, 'simple services');
    await shown(page, '[id^="service-"]').click();
    await shown(page, '#step-1').waitFor();
    await look(page, 'simple face');
    // All five faces on a small phone, below the two bars of WeChat.
    const bottom = await page.evaluate(() => {
      const faces = [...document.querySelectorAll('#step-1 .x-stars__one')];
      const body = faces[0]?.closest('.x-body')?.getBoundingClientRect().top ?? NaN;
      return Math.max(...faces.map((face) => face.getBoundingClientRect().bottom)) - body;
    });
    assert.ok(bottom <= 667 - 24 - 44, `the last face ends at ${bottom}`);
    await context.close();
    assert.equal(problems.join('\n'), '');
  });

  it('finds nothing wrong on the phones of a teacher and a principal', async () => {
    problems = [];
    for (const [who, openid] of Object.entries({ teacher, principal })) {
      const { page, context } = await openPreview(browser, server.url, openid);
      await shown(page, '#report').waitFor();
      await look(page, `${who} home`);
      await open(page, '/pages/issues/index', '[id^="issue-"], #face-empty');
      await look(page, `${who} issues`);
      await open(page, '/pages/children/index', '.x-page');
      await look(page, `${who} children`);
      await open(page, '/pages/me/index', '#me-card');
      await look(page, `${who} me`);
      const [issue] = await issues(openid, 'assigned');
      if (issue) {
        await open(page, detail(issue.token), '#timeline');
        await look(page, `${who} issue`);
      }
      if (who === 'teacher') {
        await open(page, '/pages/children/index', '#taught');
        await shown(page, '#taught [id^="child-"]').click();
        await shown(page, '#child').waitFor();
        await look(page, `${who} child`);
      }
      await context.close();
    }
    assert.equal(problems.join('\n'), '');
  });

  it('finds nothing wrong on the admin page', async () => {
    problems = [];
    const door = new AdminDoor(browser, server.url);
    for (const [login, paths] of Object.entries({
      'wang.yuanzhang': [
        'today',
        'issues',
        'dashboard',
        'evaluations',
        'deliveries',
        'consultations',
        'service-codes',
        'children',
        'bindings',
        'staff',
        'routing-rules',
        'categories',
        'classifier',
        'places',
        'calendar',
        'clocks',
        'settings',
        'password',
        'nowhere',
      ],
      'luo.jing': ['safeguarding'],
      'liu.zhenhua': ['office'],
      'peng.yuan': ['officers'],
      'shi.guihua': ['village'],
    })) {
      const { page, context } = await door.signIn(login, /status of 404/);
      /** Looks when nothing is on its way any more. */
      const lookAt = async (where: string): Promise<void> => {
        await waitUntil(
          `${where} to rest`,
          async () =>
            (await page.locator('.ant-spin-spinning, .ant-skeleton').count()) === 0 &&
            (await page.locator('h1').count()) > 0,
        );
        // A drawer that is still sliding in has the colours of something half seen.
        await page.evaluate(() =>
          Promise.all(
            document
              .getAnimations()
              .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
              .map(({ finished }) => finished.catch(() => undefined)),
          ),
        );
        problems.push(...(await axeProblems(page, `admin ${where}`)));
        // A browser that draws everything at twice the size has half the room.
        await page.setViewportSize({ width: 680, height: 450 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (beyond > 0) problems.push(`admin ${where}, twice the size: ${beyond} px too wide`);
        await page.setViewportSize({ width: 1360, height: 900 });
      };
      for (const path of paths) {
        await page.goto(`${server.url}/admin/${path}`, { waitUntil: 'networkidle' });
        await by(page, 'main-menu').waitFor();
        await lookAt(path);
      }
      if (login === 'wang.yuanzhang') {
        await page.goto(`${server.url}/admin/issues`, { waitUntil: 'networkidle' });
        await by(page, 'issue-row').click();
        await page.waitForLoadState('networkidle');
        await lookAt('issue');
        for (const [path, button, panel] of [
          ['staff', 'staff-open', 'staff-panel'],
          ['service-codes', 'code-add', 'code-submit'],
          ['calendar', 'day-add', 'dated-panel'],
          ['clocks', 'level-add', 'level-submit'],
          ['classrooms', 'move-up', 'move-up-preview'],
        ] as const) {
          await page.goto(`${server.url}/admin/${path}`, { waitUntil: 'networkidle' });
          await by(page, button).click();
          await by(page, panel).waitFor();
          await lookAt(panel);
        }
      }
      await context.close();
    }
    assert.equal(problems.join('\n'), '');
  });
});
