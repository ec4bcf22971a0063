import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { OfferedAnswers } from '#shared/consultations/contract.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { mediaLimits } from '#shared/media/limits.js';
import { wave } from '../media/recordings.js';
import { AdminDoor, by, go, show } from './support/admin.js';
import { Api } from './support/api.js';
import { launchBrowser } from './support/browser.js';
import { readRows } from './support/database.js';
import { startServer, type TestServer } from './support/server.js';

const mother = 'demo-openid-zhou-ting';
const principal = 'demo-openid-wang-yuanzhang';
/** What is refused for good reason is an answer of 409, which every browser writes down. */
const refused = /status of 409/;

describe('questions and answers on the admin page', () => {
  let browser: Browser;
  let server: TestServer;
  let door: AdminDoor;
  let guardian: Api;
  let head: Api;

  const offered = (text: string) =>
    guardian.post<OfferedAnswers>('/api/v1/published-answers/suggest', { text });

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

  it('speaks an answer as lightly as a phone, and is told in words why a heavy file is not taken', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang', /status of 413/);
    await go(page, 'consultations');
    await by(page, 'answer-table').waitFor();
    await by(page, 'answer-add').click();
    await by(page, 'answer-question').fill('午睡要带被子吗？');
    await page.locator('[data-testid="answer-text"]').locator('visible=true').fill('要，周一带来。');
    await by(page, 'answer-topic').getByText('带什么').click();
    await page.locator('[data-testid="answer-voice"] input[type="file"]').setInputFiles({
      name: '办公室.wav',
      mimeType: 'audio/wav',
      buffer: wave(5, { rate: 16_000, bits: 16 }),
    });
    await by(page, 'voice-problem').waitFor();
    assert.match(await by(page, 'voice-problem').innerText(), /太大.*没有丢.*再录一遍/);
    assert.equal(await by(page, 'answer-question').inputValue(), '午睡要带被子吗？');
    await show(page, 'answer-heavy-voice');
    await by(page, 'voice-record').click();
    await by(page, 'voice-record').getByText('录好了（2 秒）').waitFor();
    assert.equal(await by(page, 'answer-submit').isDisabled(), true);
    await show(page, 'answer-speaking');
    await by(page, 'voice-record').click();
    await by(page, 'answer-voice').getByText('新录音').waitFor();
    await by(page, 'answer-submit').and(page.locator(':enabled')).click();
    await by(page, 'answer-panel').waitFor({ state: 'hidden' });
    const [spoken] = await readRows<{ bytes: number; seconds: number }>(
      server,
      'SELECT bytes, seconds FROM media WHERE seconds IS NOT NULL ORDER BY id DESC LIMIT 1',
    );
    assert.ok(
      spoken && spoken.seconds >= 2 && spoken.bytes <= mediaLimits.voiceBytesPerSecond * spoken.seconds,
    );
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('writes, is told what leads to a person, publishes and retires', async () => {
    const { page, problems, context } = await door.signIn('wang.yuanzhang', refused);
    await go(page, 'consultations');
    await by(page, 'answer-table').waitFor();
    assert.match(await by(page, 'answer-figures').innerText(), /当场问到了/);
    await show(page, 'answers');
    await by(page, 'answer-add').click();
    await by(page, 'answer-question').fill('雨伞放在哪里？');
    await page.locator('[data-testid="answer-text"]').locator('visible=true').fill('交给王梓涵的妈妈。');
    await by(page, 'answer-topic').getByText('带什么').click();
    await show(page, 'answer-form');
    await by(page, 'answer-submit').click();
    await by(page, 'answer-panel').waitFor({ state: 'hidden' });
    const row = page.getByTestId('answer-row').filter({ hasText: '雨伞放在哪里' });
    await row.getByTestId('answer-publish').click();
    await by(page, 'answer-publish-confirm').click();
    await by(page, 'personal-details').waitFor();
    assert.match(await by(page, 'personal-details').innerText(), /回答里：“王梓涵”像是孩子的名字/);
    assert.equal(await by(page, 'answer-publish-confirm').isDisabled(), true);
    await show(page, 'answer-refused');
    await page
      .getByRole('button', { name: '先 不' })
      .or(page.getByRole('button', { name: '先不' }))
      .click();
    await row.getByTestId('answer-edit').click();
    await page.locator('[data-testid="answer-text"]').locator('visible=true').fill('放在门口的架子上。');
    await by(page, 'answer-submit').click();
    await by(page, 'answer-panel').waitFor({ state: 'hidden' });
    await row.getByTestId('answer-publish').click();
    await by(page, 'answer-publish-confirm').click();
    await row.getByTestId('answer-retire').waitFor();
    assert.equal((await offered('雨伞放哪')).items[0]?.question, '雨伞放在哪里？');
    await row.getByTestId('answer-versions').click();
    await by(page, 'answer-versions-panel').waitFor();
    await show(page, 'answer-versions');
    await page.keyboard.press('Escape');
    await row.getByTestId('answer-retire').click();
    await by(page, 'answer-retire-confirm').click();
    await row.getByTestId('answer-publish').waitFor();
    assert.deepEqual((await offered('雨伞放哪')).items, []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('makes an answer for everybody from a question, once somebody has looked', async () => {
    const { token } = await guardian.post<{ token: string }>('/api/v1/issues', {
      clientId: crypto.randomUUID(),
      text: '校服湿了有没有烘干机可以用',
      asks: 'belongings',
    });
    const issue = await head.get<IssueDetail>(`/api/v1/issues/${token}`);
    const own = await head.get<{ person: { token: string } }>('/api/v1/session');
    if (issue.assignee?.token !== own.person.token)
      await head.post(`/api/v1/issues/${token}/assign`, { assignee: own.person.token });
    await head.post(`/api/v1/issues/${token}/accept`, {});
    await head.post(`/api/v1/issues/${token}/answer`, { text: '有，保健室一台，交给老师就行。' });
    const { page, problems, context } = await door.signIn('wang.yuanzhang', refused);
    await page.goto(`${server.url}/admin/issues/${token}`);
    await by(page, 'asked-card').waitFor();
    await show(page, 'asked-issue');
    await by(page, 'make-answer').click();
    await by(page, 'answer-panel').waitFor();
    assert.equal(await by(page, 'answer-question').inputValue(), '校服湿了有没有烘干机可以用');
    await show(page, 'answer-from-issue');
    await by(page, 'answer-submit').click();
    await by(page, 'answer-panel').waitFor({ state: 'hidden' });
    const row = page.getByTestId('answer-row').filter({ hasText: '烘干机' });
    await row.getByTestId('answer-publish').click();
    await by(page, 'answer-publish-confirm').click();
    await by(page, 'answer-confirm').waitFor();
    await show(page, 'answer-confirm');
    await by(page, 'answer-confirm').click();
    await by(page, 'answer-publish-confirm').click();
    await row.getByTestId('answer-retire').waitFor();
    const found = (await offered('衣服湿了能烘干吗')).items.map(({ question }) => question);
    assert.ok(found.slice(0, 3).includes('校服湿了有没有烘干机可以用'), found.join());
    assert.deepEqual(problems, []);
    await context.close();
  });
});
