import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Api } from './support/api.js';
import { readRows } from './support/database.js';
import { mother, principal, WeappHouse } from './support/weapp/weapp-house.js';

describe('the WeChat bundle, from a name that is ticked to an answer that is taken', () => {
  let house: WeappHouse;
  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  /** WeChat account of whoever has an issue. */
  async function openidOfOwner(token: string): Promise<string> {
    const [owner] = await readRows<{ openid: string }>(
      house.server,
      `SELECT account.openid AS openid FROM issue
         JOIN account_person ON account_person.personId = issue.assigneeId AND account_person.endedAt IS NULL
         JOIN account ON account.id = account_person.accountId
        WHERE issue.token = ?`,
      token,
    );
    assert.ok(owner, 'the report has an owner with a phone');
    return owner.openid;
  }

  it('keeps out who is ticked, lets a listener write down what was said, and takes a refusal that is accepted', async () => {
    const api = await Api.asPersona(house.server.url, mother);
    const { items } = await api.get<{ items: { token: string; name: string }[] }>('/api/v1/staff-names');
    const ticked = items.find(({ name }) => name === '赵强');
    assert.ok(ticked);

    const family = await house.phone('family', mother);
    await family.tap('#report');
    await family.answers({ recordings: [8_000] });
    await family.tap('#speak');
    await family.waitFor('#speak-stop');
    await family.tap('#speak-stop');
    await family.waitFor('#speak-recorded');
    await family.tap('#about-staff');
    await family.waitFor(`#staff-tick-${ticked.token}`);
    await family.tap(`#staff-tick-${ticked.token}`);
    await house.show(family, 'staff-ticked');
    await family.waitForText('选了 1 位');
    await family.tap('#send');
    await family.tap('#picture-other');
    await family.tap('#picture-send');
    await family.waitFor('#sent-delivered');

    const [{ token } = { token: '' }] = await house.reportedBy(mother);
    const seenBy = async (openid: string): Promise<boolean> =>
      (await Api.asPersona(house.server.url, openid)).get(`/api/v1/issues/${token}`).then(
        () => true,
        () => false,
      );
    assert.deepEqual([await seenBy(principal), await seenBy('demo-openid-zhao-qiang')], [true, false]);

    const staff = await house.phone('listener', await openidOfOwner(token));
    await staff.tapTab('事项');
    await staff.waitFor(`#issue-${token}`);
    await staff.tap(`#issue-${token}`);
    await staff.waitFor('#action-accept');
    await staff.tap('#action-accept');
    await staff.waitFor('#transcribe');
    await house.show(staff, 'listener');
    await house.takeStep(staff, '#transcribe', '想问能不能给孩子换个座位');
    await staff.waitForText(/想问能不能给孩子换个座位/);
    await house.show(staff, 'transcribed');
    const written = await api.get<IssueDetail>(`/api/v1/issues/${token}`);
    assert.deepEqual([written.transcript, written.unheard], ['想问能不能给孩子换个座位', false]);

    const owner = await Api.asPersona(house.server.url, await openidOfOwner(token));
    await owner.post(`/api/v1/issues/${token}/decline`, {
      reason: 'not_possible',
      text: '座位是轮着坐的，下个月就轮到靠窗了。',
      elsewhere: '可以找班主任再说说',
    });
    await family.tap('#sent-open');
    await family.waitFor('#agree');
    await house.show(family, 'declined');
    await house.takeStep(family, '#agree', '');
    await family.waitForText(/您接受了这个答复/);
    await house.show(family, 'agreed');
    assert.equal((await api.get<IssueDetail>(`/api/v1/issues/${token}`)).state, 'settled');
    assert.deepEqual([...family.notes.errors, ...staff.notes.errors], []);
    await family.kill();
    await staff.kill();
  });
});
