import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  ChildConsents as View,
  ConsentBoard,
  ConsentFigures,
  ConsentTextList,
  DecideForChild,
} from '#shared/consents/child-contract.js';
import { childPurposes, firstVersion } from '#shared/consents/child-purposes.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { keysOf } from '#shared/platform/keys.js';
import { ChildConsents } from '../../server/src/features/consents/child-consents.port.js';
import type { ConsentChange } from '../../server/src/features/consents/child-consents.port.js';
import { ChildConsent } from '../../server/src/features/consents/consent.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { LeftBehindFinding } from '../../server/src/features/people/family.entity.js';
import { twoColours } from '../media/pictures.js';
import { Village } from '../http/support/village.js';
import type { TestPerson, TestRow } from '../support/factory.js';
import { House } from '../support/house.js';

const purpose = 'photos_class';
const paper = { kind: 'court', words: '法院裁定书', photos: [] };

describe('what guardians decide for a child', () => {
  let house: House;
  let village: Village;
  let child: TestRow;
  let mother: TestPerson;
  let father: TestPerson;
  const heard: ConsentChange[] = [];
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    house.app.get(ChildConsents).onChanged(async (_tx, change) => void heard.push(change));
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    child = await house.make.child(village.school, village.classroom);
    mother = await house.make.guardian(village.school, child, 'mother', ['authority', 'contact']);
    father = await house.make.guardian(village.school, child, 'father', ['authority', 'contact']);
    heard.length = 0;
  });

  const path = () => `/children/${child.token}/consents`;
  const say = (by: TestPerson, decision: 'given' | 'refused', more: Partial<DecideForChild> = {}) =>
    by.api.post<View>(path(), { purpose, version: firstVersion, decision, ...more });
  const seen = async (by: TestPerson, which: ChildPurposeName = purpose) => {
    const { body } = await by.api.get<View>(path());
    return body.items.find((one) => one.purpose === which);
  };
  const may = (which: ChildPurposeName = purpose, at?: Date) =>
    house.app.get(ChildConsents).may(village.school.id, child.id, which, at);
  const rows = () =>
    house.database.read
      .of(ChildConsent, village.school.id)
      .find({ where: { childId: child.id }, order: { id: 'ASC' } });
  const endRight = (person: TestPerson, toDay: string) =>
    village.people.principal.api.post(`/children/${child.token}/end-right`, {
      ...{ person: person.token, right: 'authority', toDay, evidence: paper },
    });
  const bar = (person: TestPerson) =>
    village.people.lead.api.post(`/children/${child.token}/bars`, {
      ...{ person: person.token, evidence: paper, fromDay: '2026-03-01' },
    });

  it('is no until somebody has said yes, purpose by purpose, each with its words', async () => {
    const { body } = await mother.api.get<View>(path());
    expect(body.items.map((one) => one.purpose)).toEqual(keysOf(childPurposes));
    expect(body.items.every((one) => one.state === 'not_yet' && one.text.lines.length > 0)).toBe(true);
    for (const one of keysOf(childPurposes)) expect(await may(one)).toBe(false);
    await say(mother, 'given');
    // Who has said nothing yet stands in nobody's way.
    expect([await may(), await may('voice_class')]).toEqual([true, false]);
    expect(heard).toEqual([{ school: village.school.id, childId: child.id, purpose }]);
  });

  it('is a visible disagreement when two say different things, and the stricter one wins until they agree', async () => {
    await say(mother, 'given');
    const before = house.clock.now();
    house.clock.pass(1000);
    const refused = await say(father, 'refused', { note: '不想让别人看 㛃𬱖👵🏽' });
    expect(refused.status).toBe(201);
    for (const reader of [mother, father, village.people.teacher]) {
      expect(await seen(reader)).toMatchObject({
        state: 'disagreed',
        says: [
          { name: mother.name, relation: 'mother', answer: 'yes' },
          { name: father.name, relation: 'father', answer: 'no' },
        ],
      });
    }
    expect([await may(), await may(purpose, before)]).toEqual([false, true]);
    // Who had said otherwise is told, neutrally, and only once.
    const told = await house.database.read
      .global(OutboxRow)
      .findBy({ kind: 'consent.disagreed', subjectId: child.id });
    expect(told.map((row) => row.personId)).toEqual([mother.id]);
    await say(mother, 'refused');
    expect(await seen(mother)).toMatchObject({ state: 'refused', mine: 'withdrawn' });
    await say(father, 'given');
    await say(mother, 'given');
    expect([await may(), (await seen(father))?.state]).toEqual([true, 'given']);
    const { body } = await father.api.get<View>(path());
    expect(
      body.history.map(({ decision, by, counts, note }) => [decision, by.relation, counts, note]),
    ).toEqual([
      ['given', 'mother', true, null],
      ['given', 'father', true, null],
      ['withdrawn', 'mother', false, null],
      ['refused', 'father', false, '不想让别人看 㛃𬱖👵🏽'],
      ['given', 'mother', false, null],
    ]);
  });

  it('writes nothing for what was said before, and nothing twice for the same request', async () => {
    const key = randomUUID();
    const body = { purpose, version: firstVersion, decision: 'refused' };
    expect((await mother.api.post(path(), body, { key })).status).toBe(201);
    expect((await mother.api.post(path(), body, { key })).status).toBe(201);
    await say(mother, 'refused');
    expect((await rows()).map((row) => row.decision)).toEqual(['refused']);
  });

  it('is decided by who has authority, written down by who keeps the family in order, and by nobody else', async () => {
    const granny = await house.make.guardian(village.school, child, 'grandmother', ['care', 'pickup']);
    const driver = await house.make.guardian(village.school, child, 'uncle', ['pickup']);
    expect(await seen(granny)).toMatchObject({ state: 'not_yet', mine: null });
    const { teacher, principal, lead, worker, otherTeacher } = village.people;
    const answers = [
      await say(granny, 'given'),
      await say(driver, 'given'),
      await driver.api.get(path()),
      await say(lead, 'given', { guardian: mother.token }),
      await say(teacher, 'given'),
      await say(worker, 'given', { guardian: mother.token }),
      await say(otherTeacher, 'given', { guardian: mother.token }),
      await say(teacher, 'given', { guardian: granny.token }),
      await say(principal, 'given', { guardian: teacher.token }),
      await say(mother, 'given', { guardian: father.token }),
      await say(mother, 'given', { version: 7 }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      403, 403, 403, 403, 403, 404, 404, 400, 400, 403, 409,
    ]);
    expect(await rows()).toEqual([]);
    const told = await say(teacher, 'given', { guardian: mother.token, note: '放学时在门口说的' });
    expect(told.body.history[0]).toMatchObject({
      ...{ channel: 'face_to_face', witness: teacher.name, note: '放学时在门口说的' },
      by: { name: mother.name, relation: 'mother' },
    });
    expect(told.body.mayWitnessFor.map((one) => one.name)).toEqual([mother.name, father.name]);
    // What was written down for her she takes back by herself.
    await say(mother, 'refused');
    expect(await seen(mother)).toMatchObject({ mine: 'withdrawn', state: 'refused' });
  });

  it('counts only what those say who may decide today', async () => {
    await say(mother, 'given');
    await say(father, 'refused');
    expect(await may()).toBe(false);
    expect((await endRight(father, '2026-03-03')).status).toBe(200);
    expect(await may()).toBe(true);
    expect((await say(father, 'refused')).status).toBe(403);
    expect((await seen(mother))?.says.map((one) => one.relation)).toEqual(['mother']);
  });

  it('never counts what somebody said who is kept from the child, be it yes or no', async () => {
    await say(father, 'given');
    expect(await may()).toBe(true);
    heard.length = 0;
    expect((await bar(father)).status).toBe(201);
    expect(heard).toEqual([{ school: village.school.id, childId: child.id, purpose: null }]);
    expect(await may()).toBe(false);
    const family = await mother.api.get<View>(path());
    expect(family.raw).not.toContain(father.name);
    await say(mother, 'given');
    expect(await may()).toBe(true);
  });

  it('asks again where the words have changed so much, and keeps every decision under its own words', async () => {
    const { principal, teacher } = village.people;
    const { lines, yes, no } = childPurposes.voice_class;
    const voice = { purpose: 'voice_class', lines, yes, no };
    const publish = (after: number, asksAgain: boolean, by = principal) =>
      by.api.post<ConsentTextList>('/consent-texts', { ...voice, after, asksAgain });
    const answer = { purpose: 'voice_class', version: 1 } as const;
    await say(mother, 'given', answer);
    await say(father, 'given', answer);
    expect((await publish(1, false, teacher)).status).toBe(403);
    expect((await publish(1, false)).status).toBe(201);
    expect(await seen(mother, 'voice_class')).toMatchObject({ state: 'given', changed: false });
    expect((await publish(1, true)).status).toBe(409);
    const third = await publish(2, true);
    expect(
      third.body.items.filter((text) => text.purpose === 'voice_class').map((text) => text.version),
    ).toEqual([3, 2, 1]);
    expect(await seen(mother, 'voice_class')).toMatchObject({
      ...{ state: 'not_yet', changed: true, mine: 'given', text: { version: 3, asksAgain: true } },
    });
    expect(await may('voice_class')).toBe(false);
    expect((await say(mother, 'given', answer)).status).toBe(409);
    await say(mother, 'given', { ...answer, version: 3 });
    expect(await may('voice_class')).toBe(true);
    const stored = (await rows()).map(({ textVersion, decision }) => `${textVersion} ${decision}`);
    expect(stored).toEqual(['1 given', '1 given', '3 given']);
  });

  it('opens the health class to an office by a yes alone, and to the family and the closed room always', async () => {
    const { teacher, lead } = village.people;
    const withheld = async (by: TestPerson) =>
      (await by.api.get<ChildDetail>(`/children/${child.token}`)).body.withheld;
    const health = { purpose: 'health_data' } as const;
    expect([await withheld(teacher), await withheld(mother), await withheld(lead)]).toEqual([
      ['health'],
      [],
      [],
    ]);
    await say(mother, 'given', health);
    expect(await withheld(teacher)).toEqual([]);
    await say(father, 'refused', health);
    expect(await withheld(teacher)).toEqual(['health']);
  });

  it('shows classes where they stand, to who keeps their families in order', async () => {
    await say(mother, 'given');
    await say(father, 'refused');
    const { teacher, otherTeacher, principal } = village.people;
    const board = async (by: TestPerson, query: string) =>
      (await by.api.get<ConsentBoard>(`/consent-board?limit=50&${query}`)).body.items;
    const hers = (items: ConsentBoard['items']) => items.find((one) => one.token === child.token);
    expect(hers(await board(teacher, ''))?.states).toMatchObject({
      photos_class: 'disagreed',
      statistics: 'not_yet',
    });
    expect(hers(await board(otherTeacher, ''))).toBeUndefined();
    const filtered = await board(principal, `classroom=${village.classroom.token}&state=disagreed`);
    expect(hers(filtered)).toBeDefined();
    expect(hers(await board(principal, 'state=given&purpose=photos_class'))).toBeUndefined();
    const first = await teacher.api.get<ConsentBoard>('/consent-board?limit=1');
    const second = await teacher.api.get<ConsentBoard>(
      `/consent-board?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(first.body.items[0]?.token).not.toBe(second.body.items[0]?.token);
  });

  it('counts a child among others only with a yes, and tells no small number', async () => {
    const apart = await house.make.school();
    const room = await house.make.classroom(apart);
    const head = await house.make.staff(apart, 'principal');
    const figures = async () => (await head.api.get<ConsentFigures>('/consent-board/figures')).body;
    const families: { child: TestRow; carer: TestPerson }[] = [];
    for (let n = 0; n < 12; n++) {
      const one = await house.make.child(apart, room);
      families.push({ child: one, carer: await house.make.guardian(apart, one) });
      await house.database.write((tx) =>
        tx.of(LeftBehindFinding, apart.id).insert({
          ...{ childId: one.id, definition: 'county', version: 1, facts: {} as never, leftBehind: n < 6 },
          ...{ decidedById: head.id, decidedOn: '2026-03-01', reviewOn: '2026-09-01' },
        } as never),
      );
    }
    const decide = async (from: number, to: number, decision: string) => {
      for (const { child: one, carer } of families.slice(from, to))
        await carer.api.post(`/children/${one.token}/consents`, {
          ...{ purpose: 'statistics', version: firstVersion, decision },
        });
    };
    expect((await figures()).leftBehind).toEqual({ counted: 0, notCounted: 12, leftBehind: 0 });
    await decide(0, 12, 'given');
    expect((await figures()).leftBehind).toEqual({ counted: 12, notCounted: 0, leftBehind: 6 });
    await decide(0, 2, 'refused');
    const after = await figures();
    expect(after.leftBehind).toEqual({ counted: 10, notCounted: 2, leftBehind: null });
    expect(after.states.find((one) => one.purpose === 'statistics')).toMatchObject({ given: 10, refused: 2 });
  });

  describe('and the photos of what was said about her', () => {
    let token: string;
    const photosFor = async (by: TestPerson) => {
      const { body } = await by.api.get<IssueDetail>(`/issues/${token}`);
      return { urls: body.photos.flatMap((one) => [one.url, one.thumbnailUrl]), withheld: body.withheld };
    };
    const open = async (url: string | undefined) =>
      (await house.as(null).raw({ method: 'GET', url: url ?? '/missing' })).status;
    beforeEach(async () => {
      const bytes = await twoColours().jpeg().toBuffer();
      const sent = await mother.api.upload<{ token: string }>(bytes, { clientId: randomUUID() });
      const report = {
        ...{ clientId: randomUUID(), text: '手套丢了', child: child.token, photos: [sent.body.token] },
        category: village.school.categories['facilities'] ?? village.school.categories['food'],
      };
      token = (await mother.api.post<IssueDetail>('/issues', report)).body.token;
    });

    it('are for her who sent them and for who handles it, and for others with a yes alone', async () => {
      const { worker, principal, teacher } = village.people;
      for (const handler of [mother, worker, principal]) {
        const { urls, withheld } = await photosFor(handler);
        expect([urls.length, withheld]).toEqual([2, { photos: 0, voices: 0 }]);
        expect(await open(urls[0])).toBe(200);
      }
      expect(await photosFor(teacher)).toEqual({ urls: [], withheld: { photos: 1, voices: 0 } });
      await say(mother, 'given');
      const { urls } = await photosFor(teacher);
      expect(urls).toHaveLength(2);
      for (const url of urls) expect(await open(url)).toBe(200);
      // The second guardian says no: nothing new is shown, and what was shown before opens nothing any more.
      await say(father, 'refused');
      expect((await photosFor(teacher)).urls).toEqual([]);
      for (const url of urls) expect(await open(url)).toBe(404);
      const own = await photosFor(mother);
      expect(await open(own.urls[0])).toBe(200);
    });

    it('cannot be had from the day on which nobody is left who said yes', async () => {
      const { teacher } = village.people;
      await say(mother, 'given');
      // An address that is made in the last seconds of her right.
      expect((await endRight(mother, '2026-03-04')).status).toBe(200);
      const before = house.clock.now().toISOString();
      house.clock.set('2026-03-04T23:59:50+08:00');
      const [url] = (await photosFor(teacher)).urls;
      expect(await open(url)).toBe(200);
      house.clock.pass(20_000);
      expect(await open(url)).toBe(404);
      house.clock.set(before);
    });

    it('cannot be had a minute after a withdrawal, by an address that lives for ten', async () => {
      const { teacher } = village.people;
      await say(mother, 'given');
      const [url] = (await photosFor(teacher)).urls;
      const answer = await house.as(null).raw({ method: 'GET', url: url ?? '' });
      const kept = Number(/max-age=(\d+)/.exec(String(answer.headers['cache-control']))?.[1]);
      expect([answer.status, kept <= 60]).toEqual([200, true]);
      await say(mother, 'refused');
      house.clock.pass(60_000);
      expect(await open(url)).toBe(404);
      await say(mother, 'given');
      expect(await open(url)).toBe(200);
      house.clock.pass(15 * 60_000);
      expect(await open(url)).toBe(404);
    });

    it('do not open to an address that was spoilt, or made for a session that is over', async () => {
      await say(mother, 'given');
      const [url = ''] = (await photosFor(village.people.teacher)).urls;
      const [own = ''] = (await photosFor(mother)).urls;
      for (const spoilt of [
        url.replace('for=photos_class', 'for=voice_class'),
        url.replace('&for=photos_class', ''),
        url.replace(/&who=[^&]+/, ''),
        url.replace(/who=[^&]+/, /who=[^&]+/.exec(own)?.[0] ?? ''),
        own.replace(/who=[^&]+/, `who=${'A'.repeat(22)}`),
      ])
        expect([spoilt === url, await open(spoilt)]).toEqual([false, 404]);
      expect(await open(own)).toBe(200);
      await mother.api.delete('/session');
      expect(await open(own)).toBe(404);
    });

    it('are shut to an adult from the moment of an order, by whatever address he holds', async () => {
      const { teacher } = village.people;
      const uncle = await house.make.staff(village.school, 'subject_teacher', village.classroom);
      await house.make.guards(village.school, child, uncle, 'uncle', ['contact']);
      await say(mother, 'given');
      const [his] = (await photosFor(uncle)).urls;
      const [hers] = (await photosFor(teacher)).urls;
      expect([await open(his), await open(hers)]).toEqual([200, 200]);
      expect((await bar(uncle)).status).toBe(201);
      expect([await open(his), await open(hers)]).toEqual([404, 200]);
      // An order of the past whose session was opened anew leads nowhere either.
      uncle.api = await house.make.again(uncle);
      expect((await uncle.api.get(`/issues/${token}`)).status).toBe(404);
    });

    it('leave the class with the report when it goes the way of protection, which asks for no consent', async () => {
      const { teacher, principal, lead } = village.people;
      await say(mother, 'given');
      const [url] = (await photosFor(teacher)).urls;
      const [office] = (await photosFor(principal)).urls;
      expect([await open(url), await open(office)]).toEqual([200, 200]);
      await principal.api.post(`/issues/${token}/divert`, { reason: 'harm' });
      expect([await open(url), await open(office)]).toEqual([404, 404]);
      await say(mother, 'refused');
      const { urls } = await photosFor(lead);
      expect([urls.length, await open(urls[0])]).toEqual([2, 200]);
    });
  });

  it('shows a picture of four children to the class only while nobody of the four is refused (story 7)', async () => {
    const consents = house.app.get(ChildConsents);
    const others = await Promise.all(
      [1, 2, 3].map(async () => {
        const one = await house.make.child(village.school, village.classroom);
        const carer = await house.make.guardian(village.school, one);
        await carer.api.post(`/children/${one.token}/consents`, {
          ...{ purpose, version: firstVersion, decision: 'given' },
        });
        return one.id;
      }),
    );
    const four = [child.id, ...others];
    const all = (ids: number[]) => consents.mayAll(village.school.id, ids, purpose);
    await say(father, 'given');
    expect(await all(four)).toBe(true);
    await say(mother, 'refused');
    expect([await all(four), await all(others)]).toEqual([false, true]);
    expect([...(await consents.allowed(village.school.id, four, purpose))].sort()).toEqual(others.sort());
  });
});
