import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { ChildList } from '#shared/people/contract.js';
import { AdminDoor } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser } from './support/browser.js';
import { readRows } from './support/database.js';
import { attach, openPreview, shown, words, write } from './support/h5-phone.js';
import { AdminEye, PreviewEye } from './support/looking.js';
import { makePhoto } from './support/photos.js';
import { startServer, type TestServer } from './support/server.js';

const mother = 'demo-openid-li-juan';
const grandmother = 'demo-openid-zhou-nainai';
const teacher = 'demo-openid-chen-laoshi';

/** Where letters of twice the size fit here, they fit on every wider phone: the screens below are looked at on both. */
const widths = [320];
const detail = (token: string): string => `/packages/issues/detail/index?token=${token}`;

describe('what somebody meets inside forms and sheets who sees little, or uses no finger', () => {
  let browser: Browser;
  let server: TestServer;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'xinqiao-access-'));
    browser = await launchBrowser();
    server = await startServer({}, { simple: true });
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const speak = async (page: Page): Promise<void> => {
    await shown(page, '#speak').click();
    await shown(page, '#speak-stop').waitFor();
    await words(page, '0:01').waitFor();
    await shown(page, '#speak-stop').click();
    await shown(page, '#speak-recorded').waitFor();
  };
  const tapAll = async (page: Page, pad: string, pictures: readonly string[]): Promise<void> => {
    for (const picture of pictures) await shown(page, `#${pad}-tap-${picture}`).click();
  };
  const report = async (text: string): Promise<IssueDetail> => {
    const api = await Api.asPersona(server.url, mother);
    return api.post<IssueDetail>('/api/v1/issues', { clientId: crypto.randomUUID(), text });
  };
  /** Somebody with a phone to whom the report was handed. */
  const ownerOf = async (token: string): Promise<string> => {
    const [owner] = await readRows<{ openid: string }>(
      server,
      `SELECT account.openid AS openid FROM issue
         JOIN account_person ON account_person.personId = issue.assigneeId AND account_person.endedAt IS NULL
         JOIN account ON account.id = account_person.accountId WHERE issue.token = ?`,
      token,
    );
    assert.ok(owner, 'the report has an owner with a phone');
    return owner.openid;
  };

  it('finds nothing wrong in what a carer fills in', async () => {
    const photo = await makePhoto(folder, 'lamp', { width: 640, height: 480 });
    const { page, context } = await openPreview(browser, server.url, mother);
    const eye = new PreviewEye(page, 'carer', widths);
    await shown(page, '#report').waitFor();
    await eye.open('/packages/issues/report/index', '#send');
    await attach(page, '#photo-add', photo.path);
    await shown(page, '#about-staff').click();
    await speak(page);
    await eye.look('report spoken');
    await eye.openSheet('four pictures', '#send', '#picture-sheet');
    await shown(page, '#picture-broken').click();
    await shown(page, '#picture-send').click();
    await shown(page, '#sent-delivered').waitFor();
    await eye.look('report sent');
    await context.setOffline(true);
    await shown(page, '#sent-home').click();
    await shown(page, '#report').click();
    await write(page, '#text', '滑梯松了');
    await eye.look('report written');
    await shown(page, '#send').click();
    await shown(page, '#sent-waiting').waitFor();
    await eye.look('report kept');
    await shown(page, '#sent-undelivered').click();
    await shown(page, '#entries').waitFor();
    await eye.look('kept');
    await eye.openSheet('throwing away', '[id^="discard-"]', '#confirm');
    await shown(page, '#confirm-yes').click();
    await context.setOffline(false);
    await eye.open('/packages/consents/home/index', '#purpose-photos_class');
    await eye.look('child consents');
    await shown(page, '#purpose-photos_class').click();
    await shown(page, '#consent-photos_class').waitFor();
    await eye.look('child consent');
    await eye.open('/packages/consents/home/index', '#who-looked');
    await shown(page, '#who-looked').click();
    await shown(page, '#readers').waitFor();
    await eye.look('readers');
    await eye.open('/packages/family/home/index', '#family');
    await eye.sheet('unbinding', '[id^="unbind-"]', '#confirm');
    await eye.openSheet('code for the family', '#new-code', '#code-sheet');
    await shown(page, '#code-make').click();
    await shown(page, '#code-shown').waitFor();
    await eye.look('code of the family');
    await shown(page, '#code-sheet-close').click();
    await context.close();
    assert.equal(eye.problems.join('\n'), '');
  });

  it('finds nothing wrong in what a grandmother is asked, step by step', async () => {
    const { page, context } = await openPreview(browser, server.url, null);
    // A voice whose words leave the phone: she is asked before it speaks for the first time.
    await page.addInitScript(() => {
      const far = { name: '远处', lang: 'zh-CN', localService: false, default: true, voiceURI: 'far' };
      window.speechSynthesis.getVoices = () => [far];
    });
    const eye = new PreviewEye(page, 'grandmother', widths);
    await page.goto(`${server.url}/?persona=${grandmother}`);
    await shown(page, '#choose-person').waitFor();
    await words(page, '周奶奶').click();
    await shown(page, '#simple-home').waitFor();
    await eye.sheet('may it be read', '#greeting-hear', '#consent');
    await shown(page, '#report').click();
    await speak(page);
    await eye.look('spoken');
    const onward = async (step: string): Promise<void> => {
      await shown(page, '#step-next').click();
      await shown(page, step).waitFor();
      await eye.look(step);
    };
    await onward('#ask-what');
    await shown(page, '#picture-broken').click();
    await onward('#ask-photo');
    await onward('#ask-where');
    await onward('#ask-name');
    await shown(page, '#send').click();
    await shown(page, '#sent-delivered').waitFor();
    await eye.look('sent');

    await eye.open('/packages/account/pin/index', '#pin-first');
    await tapAll(page, 'pin-first', ['sun', 'bird', 'tree', 'cup']);
    await shown(page, '#pin-second').waitFor();
    await eye.look('pin again');
    await tapAll(page, 'pin-second', ['cup', 'tree', 'bird', 'sun']);
    await words(page, '两遍不一样').waitFor();
    await eye.look('pin differs');
    await tapAll(page, 'pin-first', ['sun', 'bird', 'tree', 'cup']);
    await shown(page, '#pin-second').waitFor();
    await tapAll(page, 'pin-second', ['sun', 'bird', 'tree', 'cup']);
    await shown(page, '#pin-second').waitFor({ state: 'hidden' });
    await eye.open('/packages/account/pin/index', '#change-pin');
    await eye.look('pin set');
    await eye.sheet('giving the pin up', '#remove-pin', '#confirm');
    await eye.open('/packages/account/switch/index', '[id^="person-"]');
    await words(page, '王爷爷').click();
    await shown(page, '#report').waitFor();
    await eye.open('/packages/account/switch/index', '[id^="person-"]');
    await words(page, '周奶奶').click();
    await shown(page, '#pin-sheet').waitFor();
    await eye.look('pin asked');
    await tapAll(page, 'pin', ['cup', 'tree', 'bird', 'sun']);
    await words(page, '图片密码不对').waitFor();
    await eye.look('pin wrong');
    await context.close();
    assert.equal(eye.problems.join('\n'), '');
  });

  it('finds nothing wrong in what staff write on their phones, and in what the family answers', async () => {
    const problems: string[] = [];
    const { token } = await report('走廊的消防栓玻璃裂了，要换');
    const openid = await ownerOf(token);
    const owner = await Api.asPersona(server.url, openid);
    const worker = await openPreview(browser, server.url, openid);
    const hers = new PreviewEye(worker.page, 'worker', widths);
    await shown(worker.page, '#report').waitFor();
    await hers.open(detail(token), '#action-accept');
    await hers.sheet('declining', '#decline', '#decline-sheet');
    await hers.openSheet('diverting', '#action-divert', '#divert-sheet');
    await write(worker.page, '#divert-text', '孩子说手疼');
    await shown(worker.page, '#divert-sheet-close').click();
    await owner.post(`/api/v1/issues/${token}/accept`, {});
    await worker.page.reload();
    await shown(worker.page, '#action-resolve').waitFor();
    await hers.sheet('done', '#action-resolve', '#step-sheet');
    problems.push(...hers.problems);
    await worker.context.close();

    await owner.post(`/api/v1/issues/${token}/resolve`, { text: '换过了', photos: [] });
    const family = await openPreview(browser, server.url, mother);
    const eye = new PreviewEye(family.page, 'carer', widths);
    await shown(family.page, '#report').waitFor();
    await eye.open(detail(token), '#verdict-no');
    await eye.look('verdict');
    await eye.sheet('not mended', '#verdict-no', '#step-sheet');
    problems.push(...eye.problems);
    await family.context.close();

    const { page, context } = await openPreview(browser, server.url, teacher);
    const teachers = new PreviewEye(page, 'teacher', widths);
    await shown(page, '#report').waitFor();
    await teachers.open('/packages/issues/report/index', '#send');
    await teachers.sheet('for whom', '#on-behalf', '#on-behalf-picker');
    await teachers.open('/pages/children/index', '#taught');
    await shown(page, '#taught [id^="child-"]').click();
    await shown(page, '#child').waitFor();
    await teachers.sheet('face to face', '[id^="talk-"]', '#face-to-face');
    problems.push(...teachers.problems);
    await context.close();
    assert.equal(problems.join('\n'), '');
  });

  it('finds nothing wrong in the drawers of the admin page', async () => {
    const problems: string[] = [];
    const { token } = await report('操场边的栏杆松了，一推就晃');
    const door = new AdminDoor(browser, server.url);
    for (const [login, rounds] of Object.entries(drawers(token))) {
      const { page, context } = await door.signIn(login, /status of 404/);
      const eye = new AdminEye(page);
      for (const [address, ...floats] of rounds) {
        await eye.open(address);
        for (const [button, panel, inside = []] of floats)
          await eye.floats(button, panel, async () => {
            for (const [button, panel] of inside) await eye.floats(button, panel);
          });
      }
      problems.push(...eye.problems);
      await context.close();
    }
    assert.equal(problems.join('\n'), '');
  });

  it('finds nothing wrong in the questions that are asked on the way', async () => {
    const head = await Api.asPersona(server.url, 'demo-openid-wang-yuanzhang');
    await head.post('/api/v1/published-answers', {
      topic: 'pickup',
      question: '雨靴放在哪里？',
      text: '放在门口的架子上。',
    });
    const classTeacher = await Api.asPersona(server.url, teacher);
    const { items } = await classTeacher.get<ChildList>('/api/v1/children?scope=classroom');
    await classTeacher.post(`/api/v1/children/${items[0]?.token}/open-fields`, {
      fields: ['protection'],
      reason: '孩子说不想回家，要看看有没有安排',
    });
    const { token } = await report('滑梯旁边的台阶松了一块');
    const door = new AdminDoor(browser, server.url);
    const { page, context } = await door.signIn('wang.yuanzhang');
    const eye = new AdminEye(page);
    await eye.open('consultations');
    await eye.floats('answer-publish', 'answer-publish-confirm');
    await eye.open(`issues?q=${encodeURIComponent('台阶松了一块')}`);
    await page.locator(`[data-token="${token}"]`).getByRole('checkbox').click();
    await eye.floats('bulk-open', 'panel-bulk-assign');
    await context.close();
    const lead = await door.signIn('luo.jing');
    const leads = new AdminEye(lead.page);
    await leads.open('openings');
    await leads.floats('opening-review', 'review-submit');
    await lead.context.close();
    assert.equal([...eye.problems, ...leads.problems].join('\n'), '');
  });
});

/** A button, and what then stands in what it opens; then the buttons in there. */
type Floats = [button: string, panel: string, inside?: [button: string, panel: string][]];

/** What opens on which page of the admin page, by who signs in. */
const drawers = (issue: string): Record<string, [address: string, ...Floats[]][]> => ({
  'wang.yuanzhang': [
    [
      'children',
      [
        'child-open',
        'child-panel',
        [
          ['guardian-add', 'guardian-panel'],
          ['right-give', 'right-panel'],
          ['right-end', 'end-panel'],
          ['entrust-open', 'entrust-panel'],
          ['left-behind-open', 'left-behind-panel'],
          ['child-move', 'move-panel'],
        ],
      ],
      ['phone-search-open', 'phone-search'],
    ],
    [
      'classrooms',
      [
        'classroom-open',
        'classroom-panel',
        [
          ['enrol-open', 'enrol-panel'],
          ['classroom-rename', 'rename-panel'],
          ['classroom-close', 'close-panel'],
        ],
      ],
      ['move-up', 'move-up-form-panel'],
    ],
    ['roles', ['role-give', 'role-give-panel'], ['role-end', 'role-end-panel']],
    [
      'staff',
      ['staff-open', 'staff-panel', [['give-role-open', 'role-give-panel']]],
      ['staff-add', 'staff-add-panel'],
    ],
    [
      'service-codes',
      ['code-add', 'code-panel'],
      ['code-renew', 'code-end-confirm'],
      ['code-revoke', 'code-end-confirm'],
    ],
    [
      'consultations',
      ['answer-add', 'answer-panel'],
      ['answer-edit', 'answer-panel'],
      ['answer-versions', 'answer-versions-panel'],
      ['answer-retire', 'answer-retire-confirm'],
    ],
    ['evaluations?tab=services', ['service-add', 'service-panel'], ['service-edit', 'service-panel']],
    ['consents', ['consent-open', 'consent-panel']],
    ['consent-texts', ['write-photos_class', 'consent-text-panel']],
    ['routing-rules', ['rule-add', 'rule-panel']],
    ['categories', ['category-rename', 'category-rename-name']],
    ['calendar', ['day-add', 'dated-panel'], ['week-edit', 'week-panel']],
    ['clocks', ['level-add', 'level-panel']],
    ['issues?q=%E6%A0%8F%E6%9D%86', ['save-filter', 'save-filter-name']],
    [
      `issues/${issue}`,
      ['action-assign', 'panel-assign'],
      ['action-merge', 'panel-merge'],
      ['action-decline', 'panel-decline'],
      ['action-divert', 'panel-divert'],
    ],
    ['account', ['second-step-set-up', 'second-step-setup']],
  ],
  'luo.jing': [['children', ['child-open', 'child-panel', [['bar-open', 'bar-panel']]]]],
  'he.laoshi': [['children', ['child-open', 'child-panel', [['open-fields', 'open-fields-submit']]]]],
  'peng.yuan': [['officers', ['officer-add', 'officer-panel'], ['officer-end', 'role-end-panel']]],
});
