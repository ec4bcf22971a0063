import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CalendarView } from '#shared/calendar/contract.js';
import { workingMinutesBetween } from '#shared/calendar/working-time.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Api } from './support/api.js';
import { makePhoto } from './support/photos.js';
import { waitUntil } from './support/wait-until.js';
import type { Phone } from './support/weapp/phone.js';
import { caretaker, mother, principal, sharedPhone, WeappHouse } from './support/weapp/weapp-house.js';

describe('the WeChat bundle and the voice', () => {
  let house: WeappHouse;

  const grandmotherSees = async (token: string): Promise<IssueDetail> => {
    const api = await Api.asPersona(house.server.url, sharedPhone, '周奶奶');
    return api.get<IssueDetail>(`/api/v1/issues/${token}`);
  };
  /** Opens what a scanned code opens, as WeChat does when the program was not running. */
  const scan = async (name: string, openid: string, scene: string): Promise<Phone> =>
    house.phone(name, openid, {
      launch: {
        path: 'packages/issues/report/index',
        query: { scene: encodeURIComponent(scene) },
        scene: 1047,
      },
    });
  const speak = async (phone: Phone, milliseconds: number): Promise<void> => {
    await phone.answers({ recordings: [milliseconds] });
    await phone.tap('#speak');
    await phone.waitFor('#speak-stop');
    await phone.tap('#speak-stop');
    await phone.waitFor('#speak-recorded');
  };
  const toldAbout = async (openid: string, token: string): Promise<boolean> => {
    const messages = await new Api(house.server.url).get<{ page: string }[]>(
      `/emulator/api/messages?openid=${openid}`,
    );
    return messages.some((message) => message.page.includes(token));
  };

  before(async () => {
    house = await WeappHouse.open();
    // Pushes wait for the morning; this suite may run at night.
    const head = await Api.asPersona(house.server.url, principal);
    await head.patch('/api/v1/settings', { quietFrom: 0, quietTo: 0 });
  });
  after(() => house?.close());

  it('story 1: she scans the code by the stairs and speaks; not mended, then mended', async () => {
    const before = await makePhoto(house.folder, 'stairs-before');
    const after = await makePhoto(house.folder, 'stairs-after');
    const family = await scan('grandmother', sharedPhone, await house.sceneAt('东楼楼梯'));
    await family.waitFor('#arrival');
    assert.match(await family.text('#arrival'), /您在：东楼楼梯/);
    await family.tap(family.withText('周奶奶').first());
    await family.waitFor('#speak');
    assert.match(await family.text('#place'), /东楼楼梯/);
    assert.match(await family.text('#category'), /设施安全/);
    await house.show(family, 'code-landing');
    await speak(family, 20_000);
    assert.match(await family.text('#speak-recorded'), /录音 20 秒/);
    await family.answers({ photos: [[before.path]] });
    await family.tap('#photo-add');
    await house.show(family, 'spoken');
    await family.tap('#send');
    await family.waitFor('#picture-sheet');
    await family.tap('#picture-broken');
    await family.waitForText('后勤王建国会第一个听');
    await house.show(family, 'four-pictures');
    await family.tap('#picture-send');
    await family.waitFor('#sent-delivered');
    await family.tap('#sent-open');
    await family.waitFor('#timeline');
    assert.match(await family.aria(), /交给后勤王建国/);

    const [{ token } = { token: '' }] = await house.reportedBy(sharedPhone, '周奶奶');
    const reported = await grandmotherSees(token);
    assert.deepEqual([reported.place?.name, reported.category?.name], ['东楼楼梯', '设施安全']);
    assert.deepEqual([reported.assignee?.name, reported.voice?.seconds], ['王建国', 20]);
    assert.deepEqual([reported.text, reported.transcript, reported.photos.length], ['', null, 1]);
    assert.equal((await house.photosNamed(before)).length, 1);
    const calendar = await (
      await Api.asPersona(house.server.url, principal)
    ).get<CalendarView>('/api/v1/calendar');
    assert.equal(reported.due?.clock, 'response');
    const worked = workingMinutesBetween(calendar, new Date(reported.reportedAt), new Date(reported.due.at));
    assert.equal(Math.round(worked), 240, 'four working hours');

    const staff = await house.phone('caretaker', caretaker);
    await staff.tapTab('事项');
    await staff.waitFor(`#issue-${token}`);
    assert.match(await staff.text(`#issue-${token}`), /有录音，还没听/);
    await house.show(staff, 'unheard');
    await staff.tap(`#issue-${token}`);
    await staff.waitFor('#voice-play');
    await staff.tap('#voice-play');
    await staff.waitForText('正在放');
    await staff.finishAudio();
    await staff.waitForText('点一下听');
    await staff.tap('#action-accept');
    await staff.waitFor('#action-resolve');
    const accepted = await grandmotherSees(token);
    assert.equal(accepted.due?.clock, 'resolution');
    await house.takeStep(staff, '#action-resolve', '换了两颗螺丝，摇过了', after);
    assert.equal((await house.photosNamed(after)).length, 1);

    await family.pullDown();
    await family.waitFor('#verdict-no');
    await house.show(family, 'voice-verdict');
    await house.takeStep(family, '#verdict-no', '');
    await family.waitForText(/园长也知道了/);
    const reopened = await grandmotherSees(token);
    assert.equal(reopened.state, 'reopened');
    assert.equal(reopened.due?.clock, 'resolution');
    // The clock stood while she was asked and went on from where it was.
    const moved = Date.parse(reopened.due.at) - Date.parse(accepted.due.at);
    assert.ok(moved >= 0 && moved < 15 * 60_000, `the clock moved by ${moved} ms`);
    await waitUntil('the head to be told', () => toldAbout(principal, token), 30_000);

    await staff.pullDown();
    await house.takeStep(staff, '#action-resolve', '整根换了新的');
    await family.pullDown();
    await house.takeStep(family, '#verdict-yes', '');
    await family.waitForText(/^您说：修好了$/);
    await house.show(family, 'voice-confirmed');
    const confirmed = await grandmotherSees(token);
    assert.deepEqual(
      [confirmed.state, confirmed.transcript],
      ['confirmed', null],
      'nobody had to write it down',
    );
    assert.deepEqual([...family.notes.errors, ...staff.notes.errors], []);
    await family.kill();
    await staff.kill();
  });

  it('lets a recording be heard, thrown away and said again, and warns who hides the name', async () => {
    const phone = await house.phone('again', mother);
    await phone.tap('#report');
    await speak(phone, 5_000);
    await phone.tap('#speak-play');
    await phone.waitForText('正在放');
    await phone.tap('#speak-delete');
    await phone.waitForText('点一下，开始说');
    await speak(phone, 9_000);
    await phone.tap('#speak');
    await phone.waitFor('#speak-stop');
    await phone.answers({ recordings: [12_000] });
    await phone.tap('#speak-stop');
    await phone.waitForText('录音 12 秒');
    // Held down instead of tapped twice: letting go ends it.
    await phone.tap('#speak-delete');
    await phone.answers({ recordings: [7_000] });
    await phone.press('#speak');
    await phone.waitForText('说完了，松开手');
    await house.show(phone, 'voice-held');
    await phone.lift();
    await phone.waitForText('录音 7 秒');
    await phone.tap('#name-sealed');
    await phone.waitForText('声音可能被听出来');
    await phone.tap('#send');
    await phone.tap('#picture-harm');
    await phone.waitForText('只有安全保护专员会听到');
    await house.show(phone, 'picture-harm');
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('takes a no to the microphone kindly', async () => {
    const phone = await house.phone('refused', mother);
    await phone.tap('#report');
    await phone.answers({ microphone: [false] });
    await phone.tap('#speak');
    await phone.waitFor('#speak-refused');
    await house.show(phone, 'microphone-refused');
    await phone.tap('#speak-allow');
    assert.equal((await phone.calls('openSetting')).length, 1);
    await speak(phone, 3_000);
    assert.equal(await phone.count('#speak-refused'), 0);
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });
});
