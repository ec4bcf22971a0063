import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConsultationFigures } from '#shared/consultations/contract.js';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { Api } from './support/api.js';
import type { Phone } from './support/weapp/phone.js';
import { principal, WeappHouse } from './support/weapp/weapp-house.js';

/** A WeChat account that is bound to nobody. */
const stranger = 'demo-openid-new-phone';

describe('the WeChat bundle and the consultation code', () => {
  let house: WeappHouse;
  let head: Api;

  const scan = async (name: string): Promise<Phone> => {
    const codes = await head.get<{ items: { scene: string }[] }>('/api/v1/service-codes?kind=consultation');
    const scene = encodeURIComponent(codes.items[0]?.scene ?? '');
    // As every print does: the page behind the code finds out what kind it is.
    return house.phone(name, stranger, {
      launch: { path: 'packages/issues/report/index', query: { scene }, scene: 1047 },
    });
  };
  const figures = () => head.get<ConsultationFigures>('/api/v1/published-answers/figures');

  before(async () => {
    house = await WeappHouse.open();
    head = await Api.asPersona(house.server.url, principal);
    await head.patch('/api/v1/settings', { quietFrom: 0, quietTo: 0 });
  });
  after(() => house?.close());

  it('is answered by tapping a picture, without an account and without a ticket', async () => {
    const earlier = await figures();
    const phone = await scan('asker');
    await phone.waitFor('#topics');
    await house.show(phone, 'ask');
    await phone.tap('#topic-nap');
    await phone.waitFor('#answers');
    await house.show(phone, 'ask-topic');
    await phone.tap(phone.withText('午睡的被子要自己带吗？').first());
    await phone.waitForText(/被子、枕头园里有/);
    await house.show(phone, 'ask-answer');
    await phone.tap(phone.withText('这就是我要的').first());
    await phone.waitFor('#settled');
    await house.show(phone, 'ask-settled');
    const later = await figures();
    assert.deepEqual(
      [later.asked - earlier.asked, later.settled - earlier.settled, later.sent - earlier.sent],
      [1, 1, 0],
    );
    await phone.tap('#settled-again');
    await phone.waitFor('#topics');
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('goes on to the school as a visitor, who reads the reply and has the last word', async () => {
    const phone = await scan('visitor');
    await phone.waitFor('#topics');
    await phone.fill('#ask-text', '我是隔壁村的，想来园里看看，哪天方便');
    await phone.tap('#ask-school');
    await phone.waitFor('#visitor-door');
    await house.show(phone, 'visitor-door');
    await phone.tap('#visitor-go');
    await phone.waitForText(/请写一个称呼/);
    await phone.fill('#visitor-name', '龙大嫂');
    await phone.tap('#visitor-go');
    await phone.waitFor('#send');
    await house.show(phone, 'visitor-form');
    await phone.tap('#send');
    await phone.waitFor('#sent-delivered');
    const [issue] = await house.reportedBy(stranger);
    assert.equal(issue?.reporter?.name, '龙大嫂');
    assert.match(issue.title, /隔壁村/);

    const { token } = issue;
    const board = await head.get<IssueDetail>(`/api/v1/issues/${token}`);
    assert.deepEqual(board.asked, { topic: 'other', mayDraft: false });
    const staff = await head.get<{ items: { token: string; name: string }[] }>('/api/v1/assignees');
    const own = await head.get<{ person: { token: string } }>('/api/v1/session');
    assert.ok(staff.items.some((one) => one.token === own.person.token));
    if (board.assignee?.token !== own.person.token)
      await head.post(`/api/v1/issues/${token}/assign`, { assignee: own.person.token });
    await head.post(`/api/v1/issues/${token}/accept`, {});
    await head.post(`/api/v1/issues/${token}/resolve`, { text: '星期三下午三点都可以来，到门卫登记一下。' });

    await phone.tap('#sent-open');
    await phone.waitForText(/星期三下午三点都可以来/);
    await house.show(phone, 'visitor-answer');
    await house.takeStep(phone, '#verdict-yes', '');
    await phone.waitForText(/您说：/);
    const mine = await (
      await Api.asPersona(house.server.url, stranger)
    ).get<{ items: IssueSummary[] }>('/api/v1/issues?scope=mine');
    assert.deepEqual(
      mine.items.map(({ state }) => state),
      ['confirmed'],
    );
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });
});
