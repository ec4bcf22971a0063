import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { Api } from './support/api.js';
import { launchBrowser, type WatchedPage } from './support/browser.js';
import { openPreview, show, shown, words, write } from './support/h5-phone.js';
import { startServer, type TestServer } from './support/server.js';
import { waitUntil } from './support/wait-until.js';

const mother = 'demo-openid-luo-fang';
const father = 'demo-openid-wang-yang';
const teacher = 'demo-openid-chen-laoshi';
const caretaker = 'demo-openid-wang-jianguo';
const principal = 'demo-openid-wang-yuanzhang';
const detailPage = '#/packages/issues/detail/index?token=';

describe('printed codes in the H5 preview', () => {
  let browser: Browser;
  let server: TestServer;
  let office: Api;
  let codes: ServiceCodeView[];

  const open = (persona: string | null, hash = ''): Promise<WatchedPage> =>
    openPreview(browser, server.url, persona, hash);
  const api = (persona: string): Promise<Api> => Api.asPersona(server.url, persona);
  const mine = async (persona: string): Promise<IssueSummary[]> =>
    (await (await api(persona)).get<{ items: IssueSummary[] }>('/api/v1/issues?scope=mine')).items;
  const report = async (persona: string, body: object): Promise<IssueDetail> =>
    (await api(persona)).post<IssueDetail>('/api/v1/issues', { clientId: crypto.randomUUID(), ...body });
  const codeAt = (place: string): ServiceCodeView => {
    const code = codes.find((one) => one.kind === 'feedback' && one.place?.name === place);
    assert.ok(code, `a code hangs at ${place}`);
    return code;
  };
  const formOf = (code: ServiceCodeView): string => new URL(code.url).hash;

  before(async () => {
    browser = await launchBrowser();
    server = await startServer();
    office = await api(principal);
    codes = (await office.get<{ items: ServiceCodeView[] }>('/api/v1/service-codes?limit=50')).items;
  });
  after(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('opens the form at the place, records a voice, and tells who will hear it', async () => {
    const canteen = codeAt('食堂');
    const { page, problems, context } = await open(mother, formOf(canteen));
    await shown(page, '#speak').waitFor();
    assert.match(await shown(page, '#place').innerText(), /食堂/);
    assert.match(await shown(page, '#category').innerText(), /饮食卫生/);
    await show(page, 'code-landing');
    await shown(page, '#speak').click();
    await shown(page, '#speak-stop').waitFor();
    await words(page, '0:02').waitFor();
    await shown(page, '#speak-stop').click();
    await shown(page, '#speak-recorded').waitFor();
    await shown(page, '#send').click();
    await shown(page, '#picture-food').click();
    await words(page, /^食堂赵强会第一个听/).waitFor();
    await show(page, 'four-pictures');
    await shown(page, '#picture-send').click();
    await shown(page, '#sent-delivered').waitFor();
    await shown(page, '#sent-open').click();
    await shown(page, '#voice-play').click();
    await words(page, /正在放/).waitFor();
    await show(page, 'voice');
    const [issue] = await mine(mother);
    assert.deepEqual([issue?.hasVoice, issue?.place?.name], [true, '食堂']);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('opens each of the three codes with its own words', async () => {
    for (const [kind, title, begins] of [
      ['consultation', '问一问', '#speak'],
      ['evaluation', '评一评', '#services'],
    ] as const) {
      const code = codes.find((one) => one.kind === kind && one.label === '全园');
      assert.ok(code);
      const { page, problems, context } = await open(mother, formOf(code));
      await shown(page, begins).waitFor();
      await page.locator('.x-topbar__title', { hasText: title }).filter({ visible: true }).waitFor();
      assert.deepEqual(problems, []);
      await context.close();
    }
  });

  it('tells who has not signed in where she is, and comes back to the form after binding', async () => {
    const added = await office.post<{ member: { token: string } }>('/api/v1/staff', {
      name: '向小溪',
      roles: [{ role: 'logistics' }],
    });
    const slip = await office.post<{ code: string }>(`/api/v1/staff/${added.member.token}/binding-code`, {});
    const { page, problems, context } = await open('demo-openid-new-phone', formOf(codeAt('食堂')));
    await words(page, '您在：食堂').waitFor();
    await shown(page, '#go-bind').waitFor();
    await show(page, 'arrival');
    await shown(page, '#go-bind').click();
    await write(page, '#bind-code', slip.code);
    await shown(page, '#bind-send').click();
    await shown(page, '#speak').waitFor();
    assert.match(await shown(page, '#place').innerText(), /食堂/);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('leads an old print on, and says so', async () => {
    const old = await office.post<ServiceCodeView>('/api/v1/service-codes', {
      kind: 'feedback',
      place: codeAt('食堂').place?.token,
      label: '旧食堂',
    });
    await office.post(`/api/v1/service-codes/${old.token}/renew`, {});
    const { page, problems, context } = await open(mother, formOf(old));
    await shown(page, '#code-note').waitFor();
    await shown(page, '#speak').waitFor();
    await show(page, 'old-print');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('shows what others have said already, and joins it', async () => {
    const slide = (
      await office.get<{ items: { token: string; name: string }[] }>('/api/v1/places')
    ).items.find((place) => place.name === '滑梯');
    const first = await report(mother, { text: '滑梯最上面的台阶松了，踩上去会晃', place: slide?.token });
    const { page, problems, context } = await open(father);
    await shown(page, '#report').click();
    await shown(page, '#speak').waitFor();
    await write(page, '#text', '滑梯的台阶松了，会晃');
    await shown(page, '#similar').waitFor();
    assert.doesNotMatch(await shown(page, '#similar').innerText(), /最上面|罗芳/);
    await show(page, 'similar');
    await shown(page, '[id^="similar-"]').click();
    await shown(page, '#joined').waitFor();
    await shown(page, '#similar-undo').click();
    await shown(page, '[id^="similar-"]').click();
    await shown(page, '#send').click();
    await shown(page, '#sent-delivered').waitFor();
    await shown(page, '#sent-open').click();
    await words(page, '2 家都说了').waitFor();
    await show(page, 'joined');
    const [joined] = await mine(father);
    assert.deepEqual([joined?.state, joined?.families], ['merged', 2]);
    await shown(page, '#separate').click();
    await waitUntil('it to stand alone', async () => (await mine(father))[0]?.state !== 'merged');
    assert.equal((await mine(mother)).find((one) => one.token === first.token)?.families, 1);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('is declined by staff on the phone with who else can help, and looked at again by somebody else', async () => {
    const issue = await report(mother, { text: '走廊的灯太暗了，想换成亮一点的' });
    const staff = await open(caretaker, `${detailPage}${issue.token}`);
    await shown(staff.page, '#decline').click();
    await shown(staff.page, '#decline-reason-not_possible').click();
    await write(staff.page, '#decline-text', '这学期没有换灯的钱，先把坏的修好。');
    await shown(staff.page, '#decline-send').click();
    await words(staff.page, '请写一句：还可以找谁').waitFor();
    await write(staff.page, '#decline-elsewhere', '镇中心校总务处，电话贴在大门口');
    await show(staff.page, 'decline');
    await shown(staff.page, '#decline-send').click();
    await words(staff.page, /这件事没能办/).waitFor();
    assert.deepEqual(staff.problems, []);
    await staff.context.close();

    const family = await open(mother, `${detailPage}${issue.token}`);
    await shown(family.page, '#decline-card').waitFor();
    assert.match(await shown(family.page, '#decline-card').innerText(), /镇中心校总务处/);
    await shown(family.page, '#agree').waitFor();
    await show(family.page, 'declined');
    await shown(family.page, '#appeal').click();
    await write(family.page, '#step-text', '孩子摔过两次');
    await shown(family.page, '#step-send').click();
    await words(family.page, /换一位再看看/).waitFor();
    await show(family.page, 'appealed');
    const [appealed] = (await mine(mother)).filter((one) => one.token === issue.token);
    assert.equal(appealed?.state, 'appealed');
    assert.notEqual(appealed.assignee?.name, '王建国', 'somebody else than who declined');
    assert.deepEqual(family.problems, []);
    await family.context.close();
  });

  it('is written down by a teacher for a grandmother, whose it is', async () => {
    const { page, problems, context } = await open(teacher, formOf(codeAt('东楼楼梯')));
    await shown(page, '#on-behalf').click();
    await words(page, /周奶奶/).click();
    await write(page, '#text', '奶奶说二楼的扶手有点晃');
    assert.equal(await page.locator('#name-sealed').filter({ visible: true }).count(), 0);
    await show(page, 'on-behalf');
    await shown(page, '#send').click();
    await shown(page, '#sent-delivered').waitFor();
    const grandmother = await Api.asPersona(server.url, 'demo-openid-zhou-nainai', '周奶奶');
    const { items } = await grandmother.get<{ items: IssueSummary[] }>('/api/v1/issues?scope=mine');
    assert.ok(items.some((one) => one.title.startsWith('奶奶说二楼的扶手')));
    assert.deepEqual(problems, []);
    await context.close();
  });
});
