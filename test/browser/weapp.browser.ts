import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readRows } from './support/database.js';
import { makePhoto } from './support/photos.js';
import { caretaker, mother, WeappHouse } from './support/weapp/weapp-house.js';

describe('the WeChat bundle', () => {
  let house: WeappHouse;

  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  it('carries a report from the family to the verdict: not mended, then mended', async () => {
    const text = '东楼楼梯的扶手松了，孩子下楼差点摔着';
    const before = await makePhoto(house.folder, 'handrail-before');
    const after = await makePhoto(house.folder, 'handrail-after');
    const family = await house.phone('mother', mother);
    await family.waitFor('#report');
    await house.show(family, 'home');
    await family.tap('#report');
    await family.fill('#text', text);
    await family.answers({ photos: [[before.path]] });
    await family.tap('#photo-add');
    await family.tap('#place');
    await family.tap(family.locator('#place-picker').getByText('东楼楼梯'));
    await house.show(family, 'report');
    await family.tap('#send');
    await family.waitFor('#sent-delivered');
    await family.tap('#sent-open');
    await family.waitFor('#timeline');
    await family.waitForText(/^交给.*王/);
    await house.show(family, 'timeline');
    assert.deepEqual(
      (await house.photosNamed(before)).map((row) => row.bytes > 0),
      [true],
    );

    const staff = await house.phone('caretaker', caretaker);
    await staff.tapTab('事项');
    await staff.waitForText(text.slice(0, 8));
    await house.show(staff, 'assigned');
    await staff.tap(staff.withText(text.slice(0, 8)).first());
    await staff.waitFor('#action-accept');
    await house.show(staff, 'staff-detail');
    await staff.tap('#action-accept');
    await house.takeStep(staff, '#action-answer', '今天下午去修');
    await house.takeStep(staff, '#action-resolve', '换了两颗螺丝，摇过了', after);

    await family.pullDown();
    await family.waitFor('#verdict-no');
    await house.show(family, 'verdict');
    await house.takeStep(family, '#verdict-no', '上面还是晃');
    await family.waitForText(/^没修好/);

    await staff.pullDown();
    await house.takeStep(staff, '#action-resolve', '整根换了新的');
    await family.pullDown();
    await house.takeStep(family, '#verdict-yes', '');
    await family.waitForText(/^.{1,2}说好了$/);
    await house.show(family, 'confirmed');

    const [issue] = (await house.reportedBy(mother)).filter((one) => one.title.startsWith(text.slice(0, 8)));
    assert.equal(issue?.state, 'confirmed');
    assert.equal((await house.photosNamed(after)).length, 1);
    assert.deepEqual([...family.notes.errors, ...staff.notes.errors], []);
    const largest = Math.max(...family.notes.setData.map((call) => call.bytes));
    assert.ok(largest < 64 * 1024, `one setData took ${largest} bytes`);
    await family.kill();
    await staff.kill();
  });

  it('keeps the name out of a sealed report, and the verdict with the one who made it', async () => {
    const text = '食堂的汤太凉了，孩子喝了肚子痛';
    const family = await house.phone('mother', mother);
    await family.waitFor('#report');
    await family.tap('#report');
    await family.fill('#text', text);
    await family.tap('#name-sealed');
    await family.tap('#send');
    await family.waitFor('#sent-delivered');
    await family.kill();

    const [owner] = await readRows<{ assignee: string }>(
      house.server,
      `SELECT account.openid AS assignee FROM issue
         JOIN account_person ON account_person.personId = issue.assigneeId AND account_person.endedAt IS NULL
         JOIN account ON account.id = account_person.accountId
        ORDER BY issue.id DESC LIMIT 1`,
    );
    assert.ok(owner, 'the sealed report has an owner with a phone');
    const staff = await house.phone('owner', owner.assignee);
    await staff.tapTab('事项');
    await staff.waitForText(text.slice(0, 7));
    assert.doesNotMatch(await staff.pageText(), /李娟/);
    await staff.tap(staff.withText(text.slice(0, 7)).first());
    await staff.waitFor('#timeline');
    assert.doesNotMatch(await staff.pageText(), /李娟|王梓涵/);
    await staff.kill();
    assert.ok((await house.reportedBy(mother)).some((one) => one.title.startsWith(text.slice(0, 7))));
  });

  it('has four tabs that stay, subpackages, and everything named for those who hear it', async () => {
    const phone = await house.phone('tabs', mother);
    await phone.waitFor('#report');
    assert.match(await phone.aria(), /button "说一件事"/);
    for (const [word, name] of [
      ['事项', 'issues'],
      ['孩子', 'children'],
      ['我的', 'me'],
    ] as const) {
      await phone.tapTab(word);
      await phone.waitFor(async () => (await phone.count('#loading')) === 0);
      await house.show(phone, name);
    }
    await phone.tap('#bind');
    await phone.waitFor('#bind-code');
    assert.equal(await phone.route(), 'packages/account/bind/index');
    await house.show(phone, 'bind');
    await phone.back();
    await phone.tapTab('首页');
    await phone.tap('#report');
    assert.equal(await phone.route(), 'packages/issues/report/index');
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('fits at twice the text size', async () => {
    const phone = await house.phone('large', mother, { fontSizeScaleFactor: 2 });
    await phone.waitFor('#report');
    const fits = async (where: string): Promise<void> => {
      await phone.waitFor(async () => (await phone.count('#loading')) === 0);
      const width = await phone.page
        .locator('.page-frame[data-top] .scroller')
        .evaluate((element) => element.scrollWidth);
      await house.show(phone, `large-${where}`);
      assert.ok(width <= 375, `${where} is ${width} px wide`);
    };
    await fits('home');
    await phone.tapTab('事项');
    await fits('issues');
    await phone.tapTab('我的');
    await fits('me');
    await phone.tapTab('首页');
    await phone.tap('#report');
    await phone.waitFor('#text');
    await fits('report');
    await phone.kill();
  });

  it('welcomes a phone that nobody has bound yet', async () => {
    const phone = await house.phone('new', 'demo-openid-new-phone');
    await phone.waitFor('#face-unbound');
    await house.show(phone, 'unbound');
    await phone.tap('#go-bind');
    await phone.fill('#bind-code', '0000-0000');
    await phone.tap('#bind-send');
    await phone.waitFor(
      async () => /不对|没有|过期|用过|错/.test(await phone.pageText()),
      'a sentence about the wrong code',
    );
    await house.show(phone, 'bind-wrong');
    await phone.kill();
  });
});
