import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { EvaluationFigures } from '#shared/evaluations/contract.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { AdminDoor, by, go, show } from './support/admin.js';
import { Api } from './support/api.js';
import { readRows } from './support/database.js';
import { waitUntil } from './support/wait-until.js';
import type { Phone } from './support/weapp/phone.js';
import { mother, principal, WeappHouse } from './support/weapp/weapp-house.js';

describe('the WeChat bundle and the evaluation code', () => {
  let house: WeappHouse;
  let office: Api;
  let codes: ServiceCodeView[];

  const sceneOf = (label: string): string => {
    const code = codes.find((one) => one.kind === 'evaluation' && one.label === label);
    assert.ok(code, `an evaluation code hangs at ${label}`);
    return code.scene;
  };
  /** Opens what a scanned code opens, as WeChat does when the program was not running. */
  const scan = (name: string, scene: string): Promise<Phone> =>
    house.phone(name, mother, {
      launch: {
        path: 'packages/issues/report/index',
        query: { scene: encodeURIComponent(scene) },
        scene: 1047,
      },
    });
  /** Taps the face of so many stars for every dimension on the page. */
  const tapFaces = async (phone: Phone, stars: number): Promise<void> => {
    const faces = await phone.locator(`[id^="stars-"][id$="-${stars}"]`).all();
    assert.ok(faces.length >= 1);
    for (const face of faces) await phone.tap(face);
  };
  const marks = async (): Promise<number> =>
    (await readRows(house.server, 'SELECT mark FROM evaluation_mark')).length;

  before(async () => {
    house = await WeappHouse.open();
    office = await Api.asPersona(house.server.url, principal);
    codes = (await office.get<{ items: ServiceCodeView[] }>('/api/v1/service-codes?limit=50')).items;
  });
  after(() => house?.close());

  it('opens the faces of the canteen, sends them, and tells the school what it is when they are low', async () => {
    const before = await marks();
    const phone = await scan('canteen', sceneOf('食堂'));
    await phone.waitFor('#rate-form');
    assert.match(await phone.text('#rate-form'), /餐食[^]*孩子爱吃[^]*吃得饱[^]*干净放心/);
    assert.match(await phone.text('#kept'), /看不到是谁评的/);
    await house.show(phone, 'faces');
    await phone.tap('#send');
    await phone.waitForText(/还有 3 样没有点/);
    await tapFaces(phone, 2);
    await house.show(phone, 'faces-tapped');
    await phone.tap('#send');
    await phone.waitFor('#stars-delivered');
    await phone.waitFor('#low');
    await house.show(phone, 'low');
    assert.equal((await marks()) - before, 1);
    await phone.tap('#tell');
    await phone.waitFor('#speak');
    assert.match(await phone.text('#place'), /食堂/);
    await house.show(phone, 'tell');
    await phone.fill('#text', '汤端上来就凉了');
    await phone.tap('#send');
    await phone.waitFor('#sent-delivered');
    const [{ token } = { token: '' }] = await house.reportedBy(mother);
    const api = await Api.asPersona(house.server.url, mother);
    const issue = await api.get<IssueDetail>(`/api/v1/issues/${token}`);
    assert.deepEqual([issue.place?.name, issue.category?.name], ['食堂', '饮食卫生']);
  });

  it('offers pictures where the code is about everything, says what was given, and takes words about people elsewhere', async () => {
    const phone = await scan('everywhere', sceneOf('全园'));
    await phone.waitFor('#services');
    assert.match(await phone.text('#services'), /餐食\s*评过了/);
    await house.show(phone, 'services');
    await phone.tap(phone.withText('家校沟通').first());
    await phone.waitFor('#rate-form');
    await tapFaces(phone, 4);
    await phone.tap('#write');
    await phone.fill('#text', '陈老师总是很晚才回');
    await house.show(phone, 'words');
    await phone.tap('#send');
    await phone.waitFor('#stars-attention');
    await phone.waitForText(/评的是服务，不评人/);
    await house.show(phone, 'words-elsewhere');
    await phone.tap('#tell-instead');
    await phone.waitFor('#speak');
    assert.equal(await phone.locator('#text textarea').inputValue(), '陈老师总是很晚才回');
  });

  it('keeps the faces without a network, and sends them once when there is one', async () => {
    const before = await marks();
    const phone = await scan('offline', sceneOf('全园'));
    await phone.waitFor('#services');
    await phone.tap(phone.withText('环境卫生').first());
    await phone.waitFor('#rate-form');
    await tapFaces(phone, 5);
    await phone.network(false);
    await phone.tap('#send');
    await phone.waitFor('#stars-waiting');
    await house.show(phone, 'waiting');
    await phone.network(true);
    await phone.waitFor('#stars-delivered');
    assert.equal((await marks()) - before, 1);
  });

  it('shows the principal how it goes, and families what was done about it', async () => {
    const { services } = await office.get<EvaluationFigures>('/api/v1/evaluation-figures');
    assert.deepEqual(
      services.map(({ months }) => months.length),
      [3, 3, 3, 3, 3, 3],
    );
    const door = new AdminDoor(house.browser, house.server.url);
    const { page, problems, context } = await door.signIn('wang.yuanzhang');
    await go(page, 'evaluations');
    await by(page, 'evaluation-service').first().waitFor();
    await waitUntil(
      'the charts',
      async () => (await page.locator('[data-testid="chart"] svg').count()) >= 12,
    );
    await show(page, 'evaluations');
    await by(page, 'evaluations-notes').click();
    await by(page, 'note-said').fill('放学时门口挤');
    await by(page, 'note-done').fill('放学分两批，先小班');
    await by(page, 'note-publish').click();
    await by(page, 'evaluation-note').getByText('放学分两批，先小班').waitFor();
    await show(page, 'evaluation-notes');
    await by(page, 'evaluations-services').click();
    await by(page, 'service-table').waitFor();
    await by(page, 'service-add').click();
    await by(page, 'service-name').fill('王园长');
    await show(page, 'evaluation-services');
    assert.deepEqual(problems, []);
    await context.close();

    const phone = await house.phone('notes', mother);
    await phone.tapTab('我的');
    await phone.waitFor('#rate');
    await phone.tap('#rate');
    await phone.waitFor('#services');
  });
});
