import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConsultationFigures } from '#shared/consultations/contract.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Api } from './support/api.js';
import { makePhoto } from './support/photos.js';
import type { Phone } from './support/weapp/phone.js';
import { caretaker, principal, sharedPhone, WeappHouse } from './support/weapp/weapp-house.js';

const teacher = 'demo-openid-chen-laoshi';

describe('a carer’s whole day in simple mode: speech and pictures, no text typed', () => {
  let house: WeappHouse;
  let family: Phone;
  let token = '';

  const see = async (): Promise<IssueDetail> =>
    (await Api.asPersona(house.server.url, sharedPhone, '周奶奶')).get<IssueDetail>(
      `/api/v1/issues/${token}`,
    );
  const staffSays = async (action: string, body: object = {}): Promise<void> => {
    const api = await Api.asPersona(house.server.url, caretaker);
    await api.post(`/api/v1/issues/${token}/${action}`, body);
  };
  /** Nothing on the screen wants to be written into. */
  const nothingToType = async (where: string): Promise<void> =>
    assert.equal(await family.count('input, textarea'), 0, `something to type on: ${where}`);
  const speak = async (milliseconds: number): Promise<void> => {
    await family.answers({ recordings: [milliseconds] });
    await family.tap('#speak');
    await family.waitFor('#speak-stop');
    await family.tap('#speak-stop');
    await family.waitFor('#speak-recorded');
  };
  /** The same with a finger that stays down until it is said. */
  const speakHolding = async (milliseconds: number): Promise<void> => {
    await family.answers({ recordings: [milliseconds] });
    await family.press('#speak');
    await family.waitForText('说完了，松开手');
    assert.equal(await family.count('#speak-recorded'), 0, 'it records for as long as it is held');
    await family.lift();
    await family.waitFor('#speak-recorded');
  };
  /** Says something in the sheet that a button opens. */
  const answer = async (button: string, milliseconds: number | null): Promise<void> => {
    await family.pullDown();
    await family.waitFor(button);
    await family.tap(button);
    await nothingToType(button);
    if (milliseconds !== null) await speakHolding(milliseconds);
    await house.show(family, `simple-answer-${button.slice(1)}`);
    await family.tap('#step-send');
    await family.waitFor(
      async () => (await family.count('#step-sheet')) === 0 && (await family.count('#pending-steps')) === 0,
    );
  };
  /** What has left the phone to be read aloud. */
  const sentOutside = async (): Promise<string> => JSON.stringify(await family.calls('textToSpeech'));

  before(async () => {
    house = await WeappHouse.open();
    const head = await Api.asPersona(house.server.url, principal);
    await head.patch('/api/v1/settings', { quietFrom: 0, quietTo: 0 });
  });
  after(async () => {
    await family?.kill();
    await house?.close();
  });

  it('begins with the class teacher, who sets the big buttons from the child’s page', async () => {
    const phone = await house.phone('teacher', teacher);
    await phone.tapTab('孩子');
    await phone.waitFor('#taught');
    await house.show(phone, 'simple-taught');
    await phone.tap(phone.withText('王梓涵').first());
    await phone.waitFor('#child');
    await phone.waitForText('周奶奶');
    await phone.tap(phone.locator('[aria-label="给周奶奶换成大按钮"]'));
    await phone.waitFor(phone.locator('[aria-label="周奶奶用的是大按钮，换回字多的"]'));
    await house.show(phone, 'simple-child');
    assert.deepEqual(phone.notes.errors, []);
    await phone.kill();
  });

  it('takes a report from the code by the stairs: she speaks, taps a picture and takes a photo', async () => {
    const photo = await makePhoto(house.folder, 'simple-stairs');
    family = await house.phone('grandmother', sharedPhone, {
      launch: {
        path: 'packages/issues/report/index',
        query: { scene: encodeURIComponent(await house.sceneAt('东楼楼梯')) },
        scene: 1047,
      },
    });
    await family.waitFor('#arrival');
    await family.tap(family.withText('周奶奶').first());
    await family.waitForText('想说什么事？');
    await nothingToType('speak');
    await house.show(family, 'simple-speak');
    await speak(20_000);
    await family.tap('#speak-play');
    await family.waitForText('正在放');
    await family.finishAudio();
    await house.show(family, 'simple-spoken');
    await family.tap('#step-next');
    await family.waitForText('说的是哪一样？');
    await family.tap('#picture-broken');
    await nothingToType('what');
    await house.show(family, 'simple-what');
    await family.tap('#step-next');
    await family.answers({ photos: [[photo.path]] });
    await family.tap('#photo-add');
    await nothingToType('photo');
    await house.show(family, 'simple-photo');
    await family.tap('#step-next');
    await family.waitForText('要不要说名字？');
    await family.waitForText('后勤王建国会第一个听');
    await nothingToType('name');
    await house.show(family, 'simple-name');
    await family.tap('#send');
    await family.waitFor('#sent-delivered');
    await house.show(family, 'simple-sent');
    const [first] = await house.reportedBy(sharedPhone, '周奶奶');
    token = first?.token ?? '';
    const reported = await see();
    assert.deepEqual(
      [reported.place?.name, reported.category?.name, reported.voice?.seconds, reported.photos.length],
      ['东楼楼梯', '设施安全', 20, 1],
    );
    assert.equal(reported.assignee?.name, '王建国');
  });

  it('lets her hear how it goes, after she has said that words may leave the phone', async () => {
    await family.tap('#sent-open');
    await family.waitFor('#timeline');
    await nothingToType('issue');
    await house.show(family, 'simple-issue');
    assert.equal((await family.calls('textToSpeech')).length, 0, 'nothing left the phone before she agreed');
    await family.tap('#issue-hear');
    await family.waitFor('#consent');
    await house.show(family, 'simple-consent');
    await family.tap('#consent-no');
    await family.waitFor(async () => (await family.count('#consent')) === 0);
    assert.equal((await family.calls('textToSpeech')).length, 0, 'a no is a no');
    await family.tap('#issue-hear');
    await family.waitFor('#consent-yes');
    await family.tap('#consent-yes');
    await family.waitFor('#reading');
    await house.show(family, 'simple-reading');
    assert.match(await sentOutside(), /接下来/);
    // A recording takes the voice away: the two never speak at once.
    await family.tap('#voice-play');
    await family.waitForText('正在放');
    assert.equal(await family.count('#reading'), 0);
    await family.finishAudio();
    await family.tap('#step-hear-1');
    await family.waitFor('#reading');
    await family.tap('#step-hear-1');
    await family.waitFor(async () => (await family.count('#reading')) === 0);
  });

  it('answers a question by voice', async () => {
    await staffSays('accept');
    await staffSays('ask', { text: '是二楼的还是三楼的扶手？' });
    await answer('#action-reply', 6_000);
    const seen = await see();
    const reply = seen.timeline.find((step) => step.event === 'reply');
    assert.deepEqual([seen.state, reply?.voice?.seconds, reply?.text], ['in_progress', 6, null]);
  });

  it('says 没修好 with a spoken reason, and 修好了 the second time', async () => {
    await staffSays('resolve', { text: '拧紧了' });
    await answer('#verdict-no', 8_000);
    const again = await see();
    assert.equal(again.state, 'reopened');
    assert.equal(again.timeline.find((step) => step.event === 'reject')?.voice?.seconds, 8);
    await staffSays('resolve', { text: '换了新的' });
    await answer('#verdict-yes', null);
    const seen = await see();
    assert.equal(seen.state, 'confirmed');
    assert.equal(seen.text, '');
    const hers = ['reply', 'reject', 'confirm'];
    const written = seen.timeline.filter((step) => hers.includes(step.event) && step.text !== null);
    assert.deepEqual(written, [], 'nobody typed');
    await house.show(family, 'simple-confirmed');
  });

  it('goes home to four big buttons without a bar below them, and hands nothing on by itself', async () => {
    await family.open('switchTab', '/pages/home/index');
    await family.waitFor('#simple-home');
    assert.equal(await family.page.locator('#tab-bar .tab:visible').count(), 0);
    for (const id of ['#report', '#my-issues', '#ask', '#switch-person'])
      assert.equal(await family.count(id), 1, id);
    await nothingToType('home');
    await house.show(family, 'simple-home');
    const before = (await family.calls('textToSpeech')).length;
    await family.background();
    await family.foreground();
    assert.equal((await family.calls('textToSpeech')).length, before, 'nothing speaks by itself');
    await family.tap('#my-issues');
    await family.waitFor(`#issue-${token}`);
    await nothingToType('my issues');
    await house.show(family, 'simple-mine');
    await family.back();
    await family.waitFor('#simple-home');
  });

  it('asks by tapping pictures, hears the answer, and needs nobody for it', async () => {
    const head = await Api.asPersona(house.server.url, principal);
    const figures = () => head.get<ConsultationFigures>('/api/v1/published-answers/figures');
    const earlier = await figures();
    await family.tap('#ask');
    await family.waitFor('#topics');
    await nothingToType('topics');
    await house.show(family, 'simple-ask');
    await family.tap('#topic-pickup');
    await family.waitFor('#answers');
    await nothingToType('questions');
    await house.show(family, 'simple-ask-questions');
    await family.tap(family.withText('下午几点接孩子？').first());
    await family.waitForText(/周一到周五下午 4 点 30 分/);
    await nothingToType('answer');
    await family.tap('#answer-hear');
    await family.waitFor('#reading');
    await house.show(family, 'simple-ask-answer');
    assert.match(await sentOutside(), /周一到周五下午 4 点 30 分/);
    await family.tap(family.withText('好，知道了').first());
    await family.waitFor('#settled');
    await house.show(family, 'simple-ask-settled');
    await family.tap('#settled-home');
    await family.waitFor('#simple-home');
    const later = await figures();
    assert.deepEqual([later.settled - earlier.settled, later.sent - earlier.sent], [1, 0]);
  });

  it('rates what the school does, one question a screen, by tapping faces', async () => {
    await family.tap('#simple-me');
    await family.tap('#rate');
    await family.waitFor('#services');
    await nothingToType('services');
    await house.show(family, 'simple-services');
    await family.tap(family.withText('餐食').first());
    for (const step of [1, 2, 3]) {
      await family.waitFor(`#step-${step}`);
      await nothingToType(`face ${step}`);
      if (step === 1) {
        await family.tap('[id^="hear-"]');
        await family.waitFor('#reading');
        await house.show(family, 'simple-face');
      }
      await family.tap(`#step-${step} [id^="stars-"][id$="-4"]`);
    }
    await family.waitFor('#step-end');
    await house.show(family, 'simple-faces-end');
    await family.tap('#send');
    await family.waitFor('#stars-delivered');
    await house.show(family, 'simple-faces-sent');
    await family.tap('#sent-home');
    await family.waitFor('#simple-home');
  });

  it('takes the consent back at once, and leaves the big buttons only after a question', async () => {
    await family.tap('#simple-me');
    await family.waitFor('#consents');
    await house.show(family, 'simple-me');
    await family.tap('#consents');
    await family.waitFor('#speech_out-no');
    await house.show(family, 'simple-consents');
    await family.tap('#speech_out-no');
    await family.waitFor('#speech_out-yes');
    await family.back();
    const before = (await family.calls('textToSpeech')).length;
    await family.tap('#simple-hear');
    await family.waitFor('#consent-no');
    assert.equal((await family.calls('textToSpeech')).length, before);
    await family.tap('#consent-no');
    await family.tap('#simple-off');
    await family.waitFor('#confirm-no');
    await family.tap('#confirm-no');
    assert.equal(await family.count('#simple-off'), 1);
    await family.tap('#simple-off');
    await family.tap('#confirm-yes');
    await family.waitFor('#home-mine');
    assert.ok((await family.page.locator('#tab-bar .tab:visible').count()) > 0);
    assert.deepEqual(family.notes.errors, []);
  });
});
