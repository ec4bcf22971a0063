import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { IssueSummary } from '#shared/issues/contract.js';
import { AdminDoor, by } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser } from './support/browser.js';
import { openPreview, shown } from './support/h5-phone.js';
import { AdminEye, PreviewEye } from './support/looking.js';
import { startServer, type TestServer } from './support/server.js';

const mother = 'demo-openid-li-juan';
const grandmother = 'demo-openid-zhou-nainai';
const teacher = 'demo-openid-chen-laoshi';
const principal = 'demo-openid-wang-yuanzhang';

/** Sizes in points at which everything has to fit with letters of twice the size: most phones, and the smallest. */
const widths = [375, 320];

const detail = (token: string): string => `/packages/issues/detail/index?token=${token}`;

describe('what somebody meets who sees little, or uses no finger', () => {
  let browser: Browser;
  let server: TestServer;

  before(async () => {
    browser = await launchBrowser();
    server = await startServer({}, { simple: true });
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  /** Open reports as somebody sees them, by what may be done with them. */
  const issues = async (openid: string, scope: string, person?: string): Promise<IssueSummary[]> => {
    const api = await Api.asPersona(server.url, openid, person);
    return (await api.get<{ items: IssueSummary[] }>(`/api/v1/issues?scope=${scope}&limit=50`)).items;
  };

  it('finds nothing wrong on the screens of a carer', async () => {
    const { page, context } = await openPreview(browser, server.url, mother);
    const eye = new PreviewEye(page, 'carer', widths);
    await shown(page, '#report').waitFor();
    await eye.look('home');
    await eye.open('/pages/issues/index', '[id^="issue-"], #face-empty');
    await eye.look('issues');
    await eye.open('/pages/children/index', '[id^="child-"]');
    await eye.look('children');
    await eye.open('/pages/me/index', '#me-card');
    await eye.look('me');
    await eye.sheet('size of letters', '#font-size', '#size-picker');
    await eye.sheet('leaving', '#leave', '#confirm');
    await eye.open('/packages/issues/report/index', '#send');
    await eye.look('report');
    await eye.sheet('place', '#place', '#place-picker');
    const [issue] = await issues(mother, 'mine');
    assert.ok(issue, 'she has said something');
    await eye.open(detail(issue.token), '#timeline');
    await eye.look('issue');
    await eye.open('/packages/family/home/index', '#family');
    await eye.look('family');
    await eye.open('/packages/evaluations/rate/index', '#services');
    await eye.look('services');
    await shown(page, '[id^="service-"]').click();
    await shown(page, '#rate-form').waitFor();
    await eye.look('faces');
    const { children } = await (
      await Api.asPersona(server.url, mother)
    ).get<{ children: { school: { token: string } }[] }>('/api/v1/session');
    const school = children[0]?.school.token ?? '';
    await eye.open(`/packages/evaluations/notes/index?school=${school}`, '.x-card, #face-empty');
    await eye.look('notes');
    await eye.open(`/packages/consultations/ask/index?school=${school}`, '#topics');
    await eye.look('asking');
    await shown(page, '[id^="topic-"]').click();
    await shown(page, '#answers').waitFor();
    await eye.look('answers');
    for (const [name, ready] of [
      ['consents', '[id^="consent-"]'],
      ['simple', '#simple-on'],
      ['picture', '.x-pad'],
      ['pin', '#pin-first'],
      ['bind', '#bind-code'],
      ['undelivered', '#face-empty'],
    ] as const) {
      await eye.open(`/packages/account/${name}/index`, ready);
      await eye.look(name);
    }
    await context.close();
    assert.equal(eye.problems.join('\n'), '');
  });

  it('finds nothing wrong on the big buttons', async () => {
    const { page, context } = await openPreview(browser, server.url, grandmother);
    const eye = new PreviewEye(page, 'grandmother', widths);
    await shown(page, '#choose-person').waitFor();
    await eye.look('chooser');
    await page.getByText('周奶奶').filter({ visible: true }).first().click();
    await shown(page, '#simple-home').waitFor();
    await eye.look('simple home');
    await eye.open('/packages/issues/mine/index', '[id^="issue-"], #face-empty');
    await eye.look('simple mine');
    const [issue] = await issues(grandmother, 'mine', '周奶奶');
    assert.ok(issue, 'she has said something');
    await eye.open(detail(issue.token), '#timeline');
    await eye.look('simple issue');
    await eye.open('/packages/issues/report/index', '#speak');
    await eye.look('simple report');
    await eye.open('/packages/account/simple/index', '#simple-off');
    await eye.look('simple settings');
    await eye.open('/packages/account/consents/index', '[id^="consent-"]');
    await eye.look('simple consents');
    await eye.open('/packages/account/switch/index', '[id^="person-"]');
    await eye.look('simple switch');
    await eye.open('/packages/evaluations/rate/index', '#services');
    await eye.look('simple services');
    await shown(page, '[id^="service-"]').click();
    await shown(page, '#step-1').waitFor();
    await eye.look('simple face');
    // All five faces on a small phone, below the two bars of WeChat.
    const bottom = await page.evaluate(() => {
      const faces = [...document.querySelectorAll('#step-1 .x-stars__one')];
      const body = faces[0]?.closest('.x-body')?.getBoundingClientRect().top ?? NaN;
      return Math.max(...faces.map((face) => face.getBoundingClientRect().bottom)) - body;
    });
    assert.ok(bottom <= 667 - 24 - 44, `the last face ends at ${bottom}`);
    await context.close();
    assert.equal(eye.problems.join('\n'), '');
  });

  it('finds nothing wrong on the phones of a teacher and a principal', async () => {
    const problems: string[] = [];
    for (const [who, openid] of Object.entries({ teacher, principal })) {
      const { page, context } = await openPreview(browser, server.url, openid);
      const eye = new PreviewEye(page, who, widths);
      await shown(page, '#report').waitFor();
      await eye.look('home');
      await eye.open('/pages/issues/index', '[id^="issue-"], #face-empty');
      await eye.look('issues');
      await eye.open('/pages/children/index', '.x-page');
      await eye.look('children');
      await eye.open('/pages/me/index', '#me-card');
      await eye.look('me');
      const [issue] = await issues(openid, 'assigned');
      if (issue) {
        await eye.open(detail(issue.token), '#timeline');
        await eye.look('issue');
      }
      if (who === 'teacher') {
        await eye.open('/pages/children/index', '#taught');
        await shown(page, '#taught [id^="child-"]').click();
        await shown(page, '#child').waitFor();
        await eye.look('child');
      }
      problems.push(...eye.problems);
      await context.close();
    }
    assert.equal(problems.join('\n'), '');
  });

  it('finds nothing wrong on the admin page', async () => {
    const problems: string[] = [];
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
        'account',
        'classrooms',
        'roles',
        'people',
        'consents',
        'consent-texts',
        'nowhere',
      ],
      'luo.jing': ['safeguarding', 'openings', 'audit'],
      'liu.zhenhua': ['office'],
      'peng.yuan': ['officers'],
      'shi.guihua': ['village'],
    })) {
      const { page, context } = await door.signIn(login, /status of 404/);
      const eye = new AdminEye(page);
      // The first by its address, as from a bookmark, the others as by a link.
      await page.goto(`${server.url}/admin/${paths[0]}`);
      for (const path of paths) {
        await eye.open(path);
        await eye.look(path);
      }
      if (login === 'wang.yuanzhang') {
        await eye.open('issues');
        await by(page, 'issue-row').click();
        await by(page, 'issue-actions').waitFor();
        await eye.look('issue');
      }
      problems.push(...eye.problems);
      await context.close();
    }
    assert.equal(problems.join('\n'), '');
  });
});
