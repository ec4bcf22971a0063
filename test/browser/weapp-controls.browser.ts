import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { caretaker, mother, principal, sharedPhone, WeappHouse } from './support/weapp/weapp-house.js';
import type { Phone } from './support/weapp/phone.js';

const roles = ['button', 'link', 'radio', 'checkbox', 'tab', 'input', 'textarea', 'switch'];

/** What is wrong with the controls on the page in front, for who hears the screen instead of seeing it. */
async function problemsOn(phone: Phone, where: string): Promise<string[]> {
  await phone.waitFor(async () => (await phone.count('#loading')) === 0, `${where} to rest`);
  const controls = (await phone.controls()).filter(({ hidden }) => !hidden);
  return controls.flatMap(({ id, name, role }) => [
    ...(/[\p{L}\p{N}]/u.test(name) ? [] : [`${where}: ${id} has no name`]),
    ...(roles.includes(role) ? [] : [`${where}: ${id} has the role ${role}`]),
  ]);
}

describe('a screen reader on the WeChat bundle', () => {
  let house: WeappHouse;
  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  it('finds a name and a role at everything that can be tapped', async () => {
    const problems: string[] = [];
    let seen = 0;
    const look = async (phone: Phone, where: string): Promise<void> => {
      seen += (await phone.controls()).length;
      problems.push(...(await problemsOn(phone, where)));
    };
    /** Opens a sheet, looks, and closes it again. */
    const sheet = async (phone: Phone, button: string, id: string): Promise<void> => {
      await phone.tap(button);
      await phone.waitFor(id);
      await look(phone, id);
      await phone.tap(`${id}-close`);
    };

    /** What only somebody with a child has. */
    const starsAndFamily = async (phone: Phone): Promise<void> => {
      await phone.open('navigateTo', '/packages/family/home/index');
      await look(phone, `mother family`);
      await phone.back();
      await phone.open('navigateTo', '/packages/evaluations/rate/index');
      await phone.waitFor('#services');
      await look(phone, `mother services`);
      await phone.tap(phone.locator('[id^="service-"]').first());
      await phone.waitFor('#rate-form');
      await look(phone, `mother faces`);
      await phone.back();
    };

    /** What opens only after something was tapped. */
    const deeper = async (phone: Phone): Promise<void> => {
      await phone.open('navigateTo', '/packages/family/home/index');
      await phone.waitFor('#new-code');
      await phone.tap('#new-code');
      await phone.waitFor('#code-sheet');
      await look(phone, 'mother code sheet');
      await phone.tap('#code-make');
      await phone.waitFor('#code-shown');
      await look(phone, 'mother code shown');
      await phone.tap('#code-sheet-close');
      await phone.back();
      await phone.open('navigateTo', '/packages/consents/home/index');
      await phone.waitFor('#purpose-photos_class');
      await look(phone, 'mother consents');
      await phone.tap('#purpose-photos_class');
      await phone.waitFor('#consent-photos_class');
      await look(phone, 'mother consent');
      await phone.back();
      await phone.back();
      await phone.open('navigateTo', '/packages/account/pin/index');
      await phone.waitFor('#pin-first');
      for (const picture of ['sun', 'bird', 'tree', 'cup']) await phone.tap(`#pin-first-tap-${picture}`);
      await phone.waitFor('#pin-second');
      await look(phone, 'mother pin again');
      await phone.back();
      await phone.open('navigateTo', '/packages/issues/report/index');
      await phone.answers({ recordings: [5000] });
      await phone.tap('#speak');
      await phone.waitFor('#speak-stop');
      await look(phone, 'mother speaking');
      await phone.tap('#speak-stop');
      await phone.waitFor('#speak-recorded');
      await phone.tap('#about-staff');
      await look(phone, 'mother report spoken');
      await sheet(phone, '#send', '#picture-sheet');
      await phone.back();
    };

    const shared = await house.phone('names-shared', sharedPhone);
    await shared.waitFor('#choose-person');
    await look(shared, 'choosing');
    await shared.kill();

    for (const [who, openid] of Object.entries({ mother, caretaker, principal })) {
      const phone = await house.phone(`names-${who}`, openid);
      await phone.waitFor('#report');
      for (const tab of ['首页', '事项', '孩子', '我的']) {
        await phone.tapTab(tab);
        await look(phone, `${who} ${tab}`);
      }
      await sheet(phone, '#font-size', '#size-picker');
      await sheet(phone, '#leave', '#confirm');
      for (const page of ['bind', 'switch', 'undelivered', 'picture', 'pin']) {
        await phone.open('navigateTo', `/packages/account/${page}/index`);
        await look(phone, `${who} ${page}`);
        await phone.back();
      }
      if (who === 'mother') {
        await starsAndFamily(phone);
        await deeper(phone);
      }
      await phone.open('navigateTo', '/packages/issues/report/index');
      await phone.waitFor('#send');
      await look(phone, `${who} report`);
      await phone.back();
      await phone.tapTab('事项');
      await phone.waitFor(async () => (await phone.count('#loading')) === 0);
      if ((await phone.count('[id^="issue-"]')) > 0) {
        await phone.tap(phone.locator('[id^="issue-"]').first());
        await phone.waitFor('#timeline');
        await look(phone, `${who} detail`);
      }
      assert.deepEqual(phone.notes.errors, []);
      await phone.kill();
    }
    assert.ok(seen > 100, `${seen} controls were looked at`);
    assert.deepEqual(problems, []);
  });
});
