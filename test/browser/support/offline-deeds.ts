import assert from 'node:assert/strict';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Api } from './api.js';
import { readRows } from './database.js';
import { makePhoto } from './photos.js';
import type { Phone } from './weapp/phone.js';
import { mother, principal, type WeappHouse } from './weapp/weapp-house.js';

/** One thing that a carer does without a network, from the finger to the school. */
interface Deed {
  /** The rows of test/miniapp/offline-actions.ts that it proves. */
  routes: string[];
  /** Makes what it is about; answers the token of an issue. */
  before?: (house: WeappHouse) => Promise<string>;
  /** What she does while there still is a network. */
  meanwhile?: (phone: Phone, house: WeappHouse, token: string) => Promise<void>;
  /** What she taps without one; ends where the screen says that it waits. */
  taps: (phone: Phone, house: WeappHouse, token: string) => Promise<void>;
  /** Asks the school whether it has it, once. */
  arrives: (house: WeappHouse, token: string, name: string) => Promise<void>;
}

const anotherMother = 'demo-openid-luo-fang';
/** A phone that is bound to nobody. */
const newPhone = 'demo-openid-new-phone';

const asMother = (house: WeappHouse): Promise<Api> => Api.asPersona(house.server.url, mother);

/** A report of hers that the head has taken in hand, and what the head then does with it. */
const handled =
  (text: string, step: string, body: (house: WeappHouse, api: Api) => object | Promise<object>) =>
  async (house: WeappHouse): Promise<string> => {
    const [family, head] = [await asMother(house), await Api.asPersona(house.server.url, principal)];
    const { token } = await family.post<IssueDetail>('/api/v1/issues', {
      clientId: crypto.randomUUID(),
      text,
    });
    const { person } = await head.get<{ person: { token: string } }>('/api/v1/session');
    const { assignee } = await head.get<IssueDetail>(`/api/v1/issues/${token}`);
    if (assignee?.token !== person.token)
      await head.post(`/api/v1/issues/${token}/assign`, { assignee: person.token });
    await head.post(`/api/v1/issues/${token}/accept`, {});
    await head.post(`/api/v1/issues/${token}/${step}`, await body(house, head));
    return token;
  };

/** Opens the sheet of a step, says something, writes something, and sends it. */
const inSheet =
  (button: string, say: { voice?: number; text?: string; photo?: string } = {}) =>
  async (phone: Phone, house: WeappHouse, token: string): Promise<void> => {
    await phone.open('navigateTo', `/packages/issues/detail/index?token=${token}`);
    await phone.waitFor(button);
    await phone.tap(button);
    if (say.voice !== undefined) {
      await phone.answers({ recordings: [say.voice] });
      await phone.tap('#speak');
      await phone.waitFor('#speak-stop');
      await phone.tap('#speak-stop');
      await phone.waitFor('#speak-recorded');
    }
    if (say.text !== undefined) await phone.fill('#step-text', say.text);
    if (say.photo !== undefined) {
      await phone.answers({ photos: [[(await makePhoto(house.folder, say.photo)).path]] });
      await phone.tap('#step-photo-add');
    }
    await phone.tap('#step-send');
    await phone.waitFor('#pending-steps');
  };

/** The step stands in the timeline, once, with what she said. */
const inTimeline =
  (event: string, state: IssueDetail['state'], said: { seconds?: number; text?: string; photos?: number }) =>
  async (house: WeappHouse, token: string, name: string): Promise<void> => {
    const issue = await (await asMother(house)).get<IssueDetail>(`/api/v1/issues/${token}`);
    const steps = issue.timeline.filter((step) => step.event === event);
    assert.deepEqual(
      {
        state: issue.state,
        said: steps.map(({ voice, text, photos }) => [voice?.seconds ?? 0, text ?? '', photos.length]),
      },
      { state, said: [[said.seconds ?? 0, said.text ?? '', said.photos ?? 0]] },
      name,
    );
  };

/** Fills and sends the form for a report. */
const inForm =
  (fill: (phone: Phone, house: WeappHouse) => Promise<void>, address = '/packages/issues/report/index') =>
  async (phone: Phone, house: WeappHouse): Promise<void> => {
    if (address !== '') await phone.open('navigateTo', address);
    await phone.waitFor('#send');
    await fill(phone, house);
    await phone.tap('#send');
    await phone.waitFor('#sent-waiting');
  };
const amongHers =
  (title: string, more: (issue: IssueDetail, name: string) => void = () => undefined) =>
  async (house: WeappHouse, _: string, name: string): Promise<void> => {
    const found = (await house.reportedBy(mother)).filter((one) => one.title.startsWith(title));
    assert.equal(found.length, 1, name);
    more(await (await asMother(house)).get<IssueDetail>(`/api/v1/issues/${found[0]?.token}`), name);
  };

const marks = async (house: WeappHouse): Promise<number> =>
  (await readRows(house.server, 'SELECT mark FROM evaluation_mark')).length;
const marksBefore = new WeakMap<WeappHouse, number>();

/** Everything that a carer can do on her phone and that waits there for a network. */
export const whatSheDoes: Readonly<Record<string, Deed>> = {
  'answers what the school asks, by voice and with a photo': {
    routes: ['POST /issues/{token}/reply', 'POST /media'],
    before: handled('操场的单杠有点晃', 'ask', () => ({ text: '是高的那根还是矮的那根？' })),
    taps: inSheet('#action-reply', { voice: 6_000, text: '矮的那根', photo: 'bar' }),
    arrives: inTimeline('reply', 'in_progress', { seconds: 6, text: '矮的那根', photos: 1 }),
  },
  'says that it is mended': {
    routes: ['POST /issues/{token}/confirm'],
    before: handled('水房的龙头一直滴水', 'resolve', () => ({ text: '换了新的' })),
    taps: inSheet('#verdict-yes', { text: '不滴了' }),
    arrives: inTimeline('confirm', 'confirmed', { text: '不滴了' }),
  },
  'says that it is not mended': {
    routes: ['POST /issues/{token}/reject', 'POST /media'],
    before: handled('教室的窗户关不严，漏风', 'resolve', () => ({ text: '垫了一下' })),
    taps: inSheet('#verdict-no', { voice: 4_000, photo: 'window' }),
    arrives: inTimeline('reject', 'reopened', { seconds: 4, photos: 1 }),
  },
  'takes a refusal': {
    routes: ['POST /issues/{token}/agree'],
    before: handled('想让校车多停一站', 'decline', () => ({
      reason: 'not_possible',
      text: '路太窄，车掉不了头。',
      elsewhere: '可以问村里',
    })),
    taps: inSheet('#agree'),
    arrives: inTimeline('agree', 'settled', {}),
  },
  'asks somebody else to look at a refusal': {
    routes: ['POST /issues/{token}/appeal', 'POST /media'],
    before: handled('图书角能不能带书回家', 'decline', () => ({
      reason: 'not_possible',
      text: '书不够分。',
      elsewhere: '可以问县图书馆',
    })),
    taps: inSheet('#appeal', { text: '两天就还', photo: 'books' }),
    arrives: inTimeline('appeal', 'appealed', { text: '两天就还', photos: 1 }),
  },
  'says that two matters are not one': {
    routes: ['POST /issues/{token}/separate'],
    before: handled('午睡室的空调吹着孩子的头', 'merge', async (house) => ({
      into: (
        await (
          await asMother(house)
        ).post<IssueDetail>('/api/v1/issues', {
          clientId: crypto.randomUUID(),
          text: '门口的积水没过脚面',
        })
      ).token,
    })),
    taps: async (phone, _, token) => {
      await phone.open('navigateTo', `/packages/issues/detail/index?token=${token}`);
      await phone.waitFor('#separate');
      await phone.tap('#separate');
      await phone.waitFor('#pending-steps');
    },
    arrives: inTimeline('separate', 'reopened', {}),
  },
  'joins what another family has said': {
    routes: ['POST /issues'],
    meanwhile: async (phone, house) => {
      const other = await Api.asPersona(house.server.url, anotherMother);
      await other.post('/api/v1/issues', {
        clientId: crypto.randomUUID(),
        text: '秋千的绳子磨断了一股，很危险',
      });
      await phone.open('navigateTo', '/packages/issues/report/index');
      await phone.fill('#text', '秋千的绳子磨断了，孩子还在上面荡');
      await phone.waitFor('#similar');
      await phone.tap(phone.locator('#similar .x-button').first());
      await phone.waitFor('#joined');
      await phone.open('switchTab', '/pages/home/index');
    },
    taps: inForm(async (phone) => phone.waitFor('#joined')),
    arrives: amongHers('秋千的绳子'),
  },
  'reports with a photo and a voice': {
    routes: ['POST /issues', 'POST /media'],
    taps: inForm(async (phone, house) => {
      await phone.answers({ recordings: [9_000] });
      await phone.tap('#speak');
      await phone.waitFor('#speak-stop');
      await phone.tap('#speak-stop');
      await phone.waitFor('#speak-recorded');
      await phone.fill('#text', '篮球架的螺丝露出来一截');
      await phone.answers({ photos: [[(await makePhoto(house.folder, 'hoop')).path]] });
      await phone.tap('#photo-add');
    }),
    arrives: amongHers('篮球架的螺丝', (issue, name) =>
      assert.deepEqual([issue.photos.length, issue.voice?.seconds, issue.sealed], [1, 9, false], name),
    ),
  },
  'reports without her name': {
    routes: ['POST /issues'],
    taps: inForm(async (phone) => {
      await phone.fill('#text', '放学的时候门口没人看着');
      await phone.tap('#name-sealed');
    }),
    arrives: amongHers('放学的时候门口', (issue, name) => assert.equal(issue.sealed, true, name)),
  },
  'asks the school': {
    routes: ['POST /issues'],
    taps: async (phone, house) => {
      const api = await asMother(house);
      const { children } = await api.get<{ children: { school: { token: string } }[] }>('/api/v1/session');
      await phone.open(
        'navigateTo',
        `/packages/consultations/ask/index?school=${children[0]?.school.token ?? ''}`,
      );
      await phone.fill('#ask-text', '园里的蚊帐几月份开始用');
      await phone.tap('#ask-school');
      await inForm(async () => undefined, '')(phone, house);
    },
    arrives: amongHers('园里的蚊帐'),
  },
  'gives faces to the meals': {
    routes: ['POST /evaluations'],
    meanwhile: async (phone, house) => {
      marksBefore.set(house, await marks(house));
      await phone.open('navigateTo', '/packages/evaluations/rate/index');
      await phone.waitFor('#services');
      await phone.open('switchTab', '/pages/home/index');
    },
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/evaluations/rate/index');
      await phone.waitFor('#services');
      await phone.tap(phone.withText('餐食').first());
      await phone.waitFor('#rate-form');
      for (const face of await phone.locator('[id^="stars-"][id$="-4"]').all()) await phone.tap(face);
      await phone.tap('#send');
      await phone.waitFor('#stars-waiting');
    },
    arrives: async (house, _, name) => {
      const [earlier, now] = [marksBefore.get(house) ?? 0, await marks(house)];
      assert.equal(now - earlier, 1, name);
    },
  },
};

/** Something that cannot be done without the school, and what she taps to hear so. */
interface Asked {
  /** Whose phone: her own, the one that two share, or her own that four pictures keep shut. */
  on: 'own' | 'shared' | 'shut';
  /** What she opens while there still is a network. */
  opens?: (phone: Phone, house: WeappHouse) => Promise<void>;
  taps: (phone: Phone) => Promise<void>;
}

const ownPin = ['sun', 'bird', 'tree', 'cup'] as const;
const tapPin = async (phone: Phone, pad: string): Promise<void> => {
  for (const picture of ownPin) await phone.tap(`#${pad}-tap-${picture}`);
};

/** Shuts her phone with four pictures. */
export const shutPhone = async (house: WeappHouse): Promise<void> => {
  await (await asMother(house)).post('/api/v1/session/pin', { pictures: ownPin });
};

const firstChild = async (api: Api): Promise<{ token: string; name: string }> => {
  const { children } = await api.get<{ children: { token: string; name: string }[] }>('/api/v1/session');
  assert.ok(children[0]);
  return children[0];
};

/** Somebody has used a code of hers, the school has looked, and she is asked. */
const somebodyWaits = async (house: WeappHouse): Promise<void> => {
  const api = await asMother(house);
  const { token } = await firstChild(api);
  const { code } = await api.post<{ code: string }>(`/api/v1/children/${token}/binding-code`, {});
  const claim = { code, name: '李小妹', childName: '王梓函', relation: 'aunt' };
  await (await Api.asPersona(house.server.url, newPhone)).post('/api/v1/session/child-binding', claim);
  const office = await Api.asPersona(house.server.url, principal);
  const held = await office.get<{ items: { token: string; name: string }[] }>(
    '/api/v1/binding-requests?side=school',
  );
  const request = held.items.find((one) => one.name === claim.name);
  assert.ok(request);
  await office.post(`/api/v1/binding-requests/${request.token}/decide`, { decision: 'confirm' });
};

const openFamily = async (phone: Phone): Promise<void> => {
  await phone.open('navigateTo', '/packages/family/home/index');
  await phone.waitFor('#family');
};

export const whatNeedsSignal: Readonly<Record<string, Asked>> = {
  'PUT /consents': {
    on: 'own',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/consents/index');
      await phone.tap(phone.locator('[id$="-yes"]').first());
    },
  },
  'PUT /preferences': {
    on: 'own',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/simple/index');
      await phone.tap('#simple-on');
    },
  },
  'POST /session/picture': {
    on: 'own',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/picture/index');
      await phone.tap(phone.locator('.x-pad__one:not(.x-pad__one--on)').first());
    },
  },
  'POST /session/pin': {
    on: 'own',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/pin/index');
      await tapPin(phone, 'pin-first');
      await tapPin(phone, 'pin-second');
    },
  },
  'POST /session/binding': {
    on: 'own',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/bind/index');
      await phone.fill('#bind-code', 'ABCD2345');
      await phone.tap('#bind-send');
    },
  },
  'POST /session/child-binding': {
    on: 'own',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/bind/index');
      await phone.fill('#bind-code', 'ABCDE23456');
      await phone.fill('#bind-child-name', '王小宝');
      await phone.tap('#bind-relation');
      await phone.tap(phone.locator('#bind-relation-picker').getByText('姑姑/姨'));
      await phone.tap('#bind-child-send');
    },
  },
  'POST /binding-requests/{token}/decide': {
    on: 'own',
    opens: async (phone, house) => {
      await somebodyWaits(house);
      await openFamily(phone);
      await phone.waitForText(/李小妹想看/);
    },
    taps: (phone) => phone.tap(phone.locator('[id^="approve-"]').first()),
  },
  'POST /children/{token}/binding-code': {
    on: 'own',
    opens: async (phone) => {
      await openFamily(phone);
      await phone.tap('#new-code');
    },
    taps: (phone) => phone.tap('#code-make'),
  },
  'POST /children/{token}/health': {
    on: 'own',
    opens: async (phone) => {
      await openFamily(phone);
      await phone.tap('#health-write');
      await phone.fill('#health-words', '对花生过敏，嘴唇会肿');
    },
    taps: (phone) => phone.tap('#health-save'),
  },
  'POST /children/{token}/unbind': {
    on: 'own',
    opens: openFamily,
    taps: async (phone) => {
      await phone.tap(phone.locator('[id^="unbind-"]').first());
      await phone.tap('#confirm-yes');
    },
  },
  'DELETE /session/binding': {
    on: 'own',
    taps: async (phone) => {
      await phone.tapTab('我的');
      await phone.tap('#unbind');
      await phone.tap('#confirm-yes');
    },
  },
  'POST /session/acting': {
    on: 'shared',
    opens: async (phone) => {
      await phone.waitFor('#choose-person');
      await phone.tap(phone.withText('周奶奶').first());
      await phone.waitFor('#report');
    },
    taps: async (phone) => {
      await phone.tapTab('我的');
      await phone.tap('#switch-person');
      await phone.tap(phone.withText('王爷爷').first());
    },
  },
  'POST /session/unlock': {
    on: 'shut',
    taps: async (phone) => {
      await phone.open('navigateTo', '/packages/account/pin/index');
      await phone.tap('#unlock');
      await tapPin(phone, 'pin');
    },
  },
  'DELETE /session/pin': {
    on: 'shut',
    opens: async (phone) => {
      await phone.open('navigateTo', '/packages/account/pin/index');
      await phone.tap('#unlock');
      await tapPin(phone, 'pin');
      await phone.waitFor('#remove-pin');
    },
    taps: async (phone) => {
      await phone.tap('#remove-pin');
      await phone.tap('#confirm-yes');
    },
  },
};
