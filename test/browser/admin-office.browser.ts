import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { bytesOfBase32, codeOfStep, stepAt } from '../../server/src/platform/auth/totp.js';
import { AdminDoor, by, choose, demoPassword, go, rows, show } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser, openPage } from './support/browser.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-zhou-ting';
const caretaker = 'demo-openid-wang-jianguo';
const principal = 'demo-openid-wang-yuanzhang';

interface Issue {
  token: string;
  state: string;
  stateLabel: string;
  assignee: { name: string } | null;
  decline: { reason: string; text: string; elsewhere: string } | null;
}
interface Share {
  part: number;
  of: number;
}
interface Dashboard {
  all: { reported: number; confirmed: Share; reopened: Share };
  byCategory: { reported: number; category: { name: string } | null }[];
}

describe('the office on the admin page', () => {
  let browser: Browser;
  let server: TestServer;
  let door: AdminDoor;
  let guardian: Api;
  let worker: Api;

  const report = async (text: string): Promise<string> => {
    const body = { clientId: crypto.randomUUID(), text };
    return (await guardian.post<{ token: string }>('/api/v1/issues', body)).token;
  };
  const stateOf = (token: string): Promise<Issue> => guardian.get<Issue>(`/api/v1/issues/${token}`);

  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
    door = new AdminDoor(browser, server.url);
    guardian = await Api.asPersona(server.url, mother);
    worker = await Api.asPersona(server.url, caretaker);
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('begins with what waits, and leads from there to the board with its filter set', async () => {
    const token = await report('嗯');
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    const unsorted = by(page, 'attention-unsorted');
    await unsorted.waitFor();
    await by(page, 'figures').waitFor();
    await show(page, 'today');
    const count = Number.parseInt(await unsorted.getByTestId('attention-count').innerText(), 10);
    assert.ok(count >= 1);
    await unsorted.getByTestId('attention-all').click();
    await waitUntil('the rows that the card counted', async () => (await rows(page).count()) === count);
    assert.equal(await page.locator(`[data-testid="issue-row"][data-token="${token}"]`).count(), 1);
    assert.match(page.url(), /attention=unsorted/);

    await by(page, 'save-filter').click();
    await by(page, 'save-filter-name').fill('没分类的');
    await by(page, 'save-filter-submit').click();
    await by(page, 'saved-filter').waitFor();
    await by(page, 'filter-clear').click();
    await waitUntil('all rows', async () => (await rows(page).count()) > count);
    await by(page, 'saved-filter').click();
    await waitUntil('the saved filter', async () => (await rows(page).count()) === count);
    await show(page, 'saved-filter');
    await by(page, 'saved-filter-delete').click();
    await by(page, 'saved-filter-delete-confirm').click();
    await by(page, 'saved-filter').waitFor({ state: 'hidden' });
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('hands several issues to one person, and says which did not go', async () => {
    const tokens = [await report('扶手松了，靠门那一头'), await report('扶手松了，靠窗那一头')];
    const [stays = '', goes = ''] = tokens;
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await page.goto(`${server.url}/admin/issues?q=${encodeURIComponent('扶手松了')}`);
    for (const token of tokens) await page.locator(`[data-token="${token}"]`).getByRole('checkbox').click();
    await by(page, 'bulk-open').click();
    // While she chooses a person, one of them is done.
    await worker.post(`/api/v1/issues/${stays}/accept`, {});
    await worker.post(`/api/v1/issues/${stays}/resolve`, { text: '拧紧了' });
    await choose(page, 'bulk-person', '周大勇');
    await show(page, 'bulk-assign');
    await by(page, 'bulk-submit').click();
    await by(page, 'bulk-results').waitFor();
    await show(page, 'bulk-results');
    assert.match(await by(page, 'bulk-results').innerText(), /1 件交过去了，1 件没有/);
    assert.match(await by(page, 'bulk-failed').innerText(), /靠门那一头/);
    await by(page, 'bulk-close').click();
    // Nothing is lost: what did not go is still chosen.
    assert.match(await by(page, 'chosen-bar').innerText(), /选了 1 件/);
    assert.equal((await stateOf(goes)).assignee?.name, '周大勇');
    assert.equal((await stateOf(stays)).assignee?.name, '王建国');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('shows phone numbers and addresses to who asks, changes them, and finds a guardian by her number', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang', /400/);
    await go(page, 'children');
    const first = by(page, 'child-open');
    const name = (await first.innerText()).trim();
    await first.click();
    await by(page, 'child-panel').waitFor();
    assert.ok(!(await by(page, 'child-panel').innerText()).includes('138 0000'));
    await by(page, 'private-open').click();
    await by(page, 'private-phone').waitFor();
    await show(page, 'private');
    assert.match(await by(page, 'private-phone').innerText(), /138 0000/);
    assert.match(await by(page, 'private-address').innerText(), /样板村/);
    await by(page, 'private-edit-phone').click();
    await by(page, 'private-value').fill('12345');
    await by(page, 'private-save').click();
    await page.getByText('请填手机号，或者带区号的电话').first().waitFor();
    await show(page, 'private-wrong');
    await by(page, 'private-value').fill('139-0736-1234');
    await by(page, 'private-save').click();
    await page.getByTestId('private-phone').filter({ hasText: '139 0736 1234' }).waitFor();
    await page.keyboard.press('Escape');
    await by(page, 'child-panel').waitFor({ state: 'hidden' });
    await by(page, 'phone-search-open').click();
    await by(page, 'phone-search').locator('input').fill('139 0736 1234');
    await page.keyboard.press('Enter');
    await by(page, 'phone-found').waitFor();
    await show(page, 'phone-found');
    await by(page, 'phone-found').getByRole('button', { name }).click();
    await by(page, 'child-panel').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('downloads the filtered board as a table', async () => {
    await report('=1+1 个水龙头在滴水');
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await page.goto(`${server.url}/admin/issues?q=${encodeURIComponent('水龙头在滴水')}`);
    await rows(page).first().waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), by(page, 'board-export').click()]);
    assert.match(file.suggestedFilename(), /^事项-\d{4}-\d{2}-\d{2}\.xlsx$/);
    const sheet = await readSheet(await file.path());
    assert.deepEqual(
      sheet.map((cells) => cells[1]),
      ['说的什么', "'=1+1 个水龙头在滴水"],
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('declines with a preview of what the family will read', async () => {
    const token = await report('教室的窗户关不严，能不能全换新的');
    const { page, problems, context } = await door.signIn('wang.jianguo');
    await page.goto(`${server.url}/admin/issues/${token}`);
    await by(page, 'action-accept').click();
    await by(page, 'action-resolve').waitFor();
    await by(page, 'action-decline').click();
    await choose(page, 'decline-reason', '现在办不到');
    await page.locator('textarea#decline-text').fill('今年没有这笔钱，我们先用胶条封好。');
    await page.locator('input#decline-elsewhere').fill('镇教育办，周一到周五上班');
    const letter = await page.getByTestId('panel-decline').getByTestId('decline-letter').innerText();
    for (const words of ['王建国的答复', '现在办不到', '今年没有这笔钱，我们先用胶条封好。', '镇教育办'])
      assert.ok(letter.includes(words), letter);
    await show(page, 'decline');
    await by(page, 'decline-submit').click();
    await by(page, 'decline-card').waitFor();
    await by(page, 'panel-decline').waitFor({ state: 'hidden' });
    await show(page, 'declined');
    assert.equal(await by(page, 'state-tag').innerText(), '办不了，等家长说一声');
    const declined = await stateOf(token);
    assert.equal(declined.state, 'declined');
    assert.deepEqual(
      [declined.decline?.reason, declined.decline?.elsewhere],
      ['not_possible', '镇教育办，周一到周五上班'],
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('brings two reports of one matter together after a second look, and apart again', async () => {
    const [one, other] = [await report('沙池里有碎玻璃'), await report('沙池里有碎玻璃片，很危险')];
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await page.goto(`${server.url}/admin/issues/${other}`);
    await by(page, 'action-merge').click();
    await page.locator('input#merge-words').fill('碎玻璃');
    await page.locator('input#merge-words').press('Enter');
    await page.locator(`[data-testid="merge-choice"][data-token="${one}"]`).click();
    await show(page, 'merge');
    await by(page, 'merge-confirm').click();
    await by(page, 'related-primary').waitFor();
    await show(page, 'merged');
    assert.equal((await stateOf(other)).state, 'merged');
    await by(page, 'action-separate').click();
    await by(page, 'related-primary').waitFor({ state: 'hidden' });
    assert.equal((await stateOf(other)).state, 'reopened');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('shows how the school does, with every share in words and every chart as a table too', async () => {
    const figures = await (await Api.asPersona(server.url, principal)).get<Dashboard>('/api/v1/dashboard');
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await go(page, 'dashboard');
    await by(page, 'by-week').waitFor();
    await show(page, 'dashboard');
    const { reported, confirmed, reopened } = figures.all;
    const card = (key: string): Promise<string> => by(page, `figure-${key}`).innerText();
    assert.match(await card('reported'), new RegExp(`${reported} 件`));
    assert.ok(
      (await card('confirmed')).includes(
        `办结的 ${confirmed.of} 件里，家长亲口说好了的 ${confirmed.part} 件`,
      ),
    );
    assert.ok(
      (await card('reopened')).includes(`的 ${reopened.of} 件里，家长退回来过的 ${reopened.part} 件`),
    );
    const lines = await by(page, 'by-category').locator('tbody tr.ant-table-row').allInnerTexts();
    assert.deepEqual(
      lines.map((line) => line.split('\t').slice(0, 2)),
      figures.byCategory.map(({ category, reported: of }) => [category?.name ?? '还没分类', String(of)]),
    );
    assert.equal(await page.getByTestId('chart').locator('svg').count(), 3);

    await page.getByText('30 天').click();
    await waitUntil('the shorter span', () => /from=/.test(page.url()));
    await by(page, 'by-week').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('takes a code of an app beside the password, and one from paper when the phone is lost', async () => {
    const { page, problems, context } = await door.signIn('li.min');
    await by(page, 'person-menu').click();
    await by(page, 'person-account').click();
    await by(page, 'second-step-set-up').click();
    await page.getByTestId('setup-password').fill(demoPassword);
    await by(page, 'setup-begin').click();
    await by(page, 'setup-qr').waitFor();
    await show(page, 'second-step-qr');
    const secret = (await by(page, 'setup-secret').innerText()).replaceAll(/\s/g, '');
    await page.getByTestId('setup-code').fill(codeOfStep(bytesOfBase32(secret), stepAt(new Date())));
    await by(page, 'setup-confirm').click();
    const code = await page.getByTestId('recovery-code').first().innerText();
    await show(page, 'recovery-codes');
    await by(page, 'recovery-codes-written').click();
    await by(page, 'recovery-codes-done').click();
    await by(page, 'second-step-state').getByText('还有 10 个备用码').waitFor();

    const fresh = await openPage(browser, { viewport: { width: 1360, height: 900 } }, /401/);
    await fresh.page.goto(`${server.url}/admin`);
    await by(fresh.page, 'login-name').fill('li.min');
    await by(fresh.page, 'login-password').fill(demoPassword);
    await by(fresh.page, 'login-submit').click();
    await by(fresh.page, 'second-step-code').fill('000000');
    await by(fresh.page, 'second-step-submit').click();
    await by(fresh.page, 'problem').waitFor();
    await show(fresh.page, 'second-step');
    await by(fresh.page, 'second-step-code').fill(code);
    await by(fresh.page, 'second-step-submit').click();
    await by(fresh.page, 'main-menu').waitFor();
    assert.deepEqual(fresh.problems, []);

    await page.reload();
    const ends = page.getByTestId('own-session-end');
    await ends.first().waitFor();
    await show(page, 'account');
    await by(page, 'own-sessions-end-others').click();
    await waitUntil('only this one left', async () => (await ends.count()) === 0);
    await fresh.page.reload();
    await by(fresh.page, 'login-name').waitFor();
    await fresh.context.close();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('opens what the closed room keeps for a reason, and another looks at why', async () => {
    const reason = '门口来了一个人说是她爸爸，要把孩子接走';
    const teacher = await door.signIn('chen.laoshi');
    await go(teacher.page, 'children');
    await by(teacher.page, 'child-open').click();
    await by(teacher.page, 'open-fields').click();
    await by(teacher.page, 'open-fields-reason').fill(reason);
    await show(teacher.page, 'open-fields');
    await by(teacher.page, 'open-fields-submit').click();
    await by(teacher.page, 'opening-banner').waitFor();
    await by(teacher.page, 'open-fields-submit').waitFor({ state: 'hidden' });
    await show(teacher.page, 'opening-banner');

    const lead = await door.signIn('luo.jing');
    await go(lead.page, 'openings');
    await by(lead.page, 'opening').getByText(reason).waitFor();
    await by(lead.page, 'opening-review').click();
    await by(lead.page, 'review-unjustified').click();
    await by(lead.page, 'review-note').fill('问过门卫，没有人来');
    await show(lead.page, 'opening-review');
    await by(lead.page, 'review-submit').click();
    await by(lead.page, 'face-empty').waitFor();
    await by(lead.page, 'openings-reviewed').click();
    await by(lead.page, 'opening').getByText('问过门卫，没有人来').waitFor();
    await show(lead.page, 'openings');

    await teacher.page.reload();
    await by(teacher.page, 'open-fields').waitFor();
    assert.equal(await teacher.page.getByTestId('opening-banner').count(), 0);

    await go(lead.page, 'audit');
    await by(lead.page, 'audit-table').getByText('复核打开资料：不合理').waitFor();
    await show(lead.page, 'audit');
    const head = await door.signIn('wang.yuanzhang');
    await go(head.page, 'audit');
    await by(head.page, 'audit-table').waitFor();
    assert.equal(await head.page.getByText('急事打开').count(), 0);
    for (const { page, problems, context } of [teacher, lead, head]) {
      assert.deepEqual(problems, [], page.url());
      await context.close();
    }
  });

  it('opens health that the family has not agreed to show, in an emergency, and the family sees who looked', async () => {
    const family = await Api.asPersona(server.url, 'demo-openid-li-juan');
    const { children } = await family.get<{ children: { token: string; name: string }[] }>('/api/v1/session');
    const [child] = children;
    assert.ok(child);
    const words = '对花生过敏，嘴唇会肿，书包里有药';
    await family.post(`/api/v1/children/${child.token}/health`, { words, after: null });
    await family.post(`/api/v1/children/${child.token}/consents`, {
      ...{ purpose: 'health_data', version: 1, decision: 'refused' },
    });
    const teacher = await door.signIn('chen.laoshi');
    await teacher.page.goto(`${server.url}/admin/children?child=${child.token}`);
    await by(teacher.page, 'withheld').getByText('家里还没有同意给看').waitFor();
    assert.equal(await teacher.page.getByTestId('health').count(), 0);
    await show(teacher.page, 'health-withheld');
    await by(teacher.page, 'open-fields').click();
    await by(teacher.page, 'open-fields-reason').fill('孩子喉咙肿了，正在送医院，医生问过敏');
    await show(teacher.page, 'health-reason');
    await by(teacher.page, 'open-fields-submit').click();
    await by(teacher.page, 'health-words').getByText(words).waitFor();
    await by(teacher.page, 'open-fields-submit').waitFor({ state: 'hidden' });
    assert.equal(await teacher.page.getByTestId('health-edit').count(), 0);
    await show(teacher.page, 'health-opened');
    const lead = await door.signIn('luo.jing');
    await go(lead.page, 'openings');
    await by(lead.page, 'opening').getByText('医生问过敏').waitFor();
    await show(lead.page, 'health-opening');
    const readers = await family.get<{ items: { what: string }[] }>(
      `/api/v1/children/${child.token}/readers`,
    );
    assert.ok(readers.items.some(({ what }) => what === '有急事，写明原因看了健康情况'));
    // With the family's yes it is simply there, and can be kept.
    await family.post(`/api/v1/children/${child.token}/consents`, {
      ...{ purpose: 'health_data', version: 1, decision: 'given' },
    });
    const head = await door.signIn('wang.yuanzhang');
    await head.page.goto(`${server.url}/admin/children?child=${child.token}`);
    await by(head.page, 'health-edit').click();
    await by(head.page, 'health-value').fill(`${words}；对青霉素也过敏`);
    await by(head.page, 'health-save').click();
    await by(head.page, 'health-words').getByText('青霉素').waitFor();
    await show(head.page, 'health-kept');
    for (const { page, problems, context } of [teacher, lead, head]) {
      assert.deepEqual(problems, [], page.url());
      await context.close();
    }
  });
});
