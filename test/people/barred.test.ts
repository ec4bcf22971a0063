import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChildDetail } from '#shared/people/family.js';
import type { SessionView } from '#shared/session/contract.js';
import { openApi } from '../../server/src/api-docs.js';
import { MessageCatalogue } from '../../server/src/platform/outbox/message-catalogue.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { SubjectChildren } from '../../server/src/platform/auth/child-bars.js';
import { BreakGlass } from '../../server/src/features/people/break-glass/break-glass.entity.js';
import { BindingRequest } from '../../server/src/features/people/binding/binding.entity.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Village } from '../http/support/village.js';
import { openingFor, slipCode } from '../http/support/family-scene.js';
import type { TestPerson, TestRow } from '../support/factory.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';

const name = '程望舒';

describe('an adult who is kept from a child', () => {
  let house: House;
  let village: Village;
  let child: TestRow;
  let father: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    child = await house.make.child(village.school, village.classroom, name);
    father = await house.make.guardian(village.school, child, 'father');
    await house.make.guards(village.school, child, village.people.reporter, 'grandmother', [
      'authority',
      'care',
      'contact',
      'pickup',
    ]);
  });
  afterAll(() => house.close());

  const today = () =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(house.clock.now());
  const bar = (person: TestRow, more: object = {}) =>
    village.people.lead.api.post(`/children/${child.token}/bars`, {
      person: person.token,
      evidence: { kind: 'court', words: '人身安全保护令' },
      fromDay: today(),
      ...more,
    });
  const reportAbout = async (who: TestPerson, text: string) =>
    (await who.api.post<{ token: string }>('/issues', house.make.report(text, { child: child.token }))).body
      .token;

  /** Everything that the API lets somebody read, with every token that she could know of. */
  async function readsOf(api: ApiClient, tokens: Record<string, string>): Promise<string[]> {
    const routes = Object.entries(openApi(house.app).paths).filter(([, operations]) => 'get' in operations);
    expect(routes.length).toBeGreaterThan(20);
    const leaks: string[] = [];
    for (const [path] of routes) {
      const plain = path.replace('/api/v1', '');
      const named = plain.includes('{')
        ? Object.values(tokens).map((token) => plain.replace(/\{\w+\}/g, token))
        : [plain];
      const queries = ['', `?school=${village.school.token}`];
      if (plain === '/issues')
        queries.push(...['mine', 'board', 'assigned', 'safeguarding'].map((scope) => `?scope=${scope}`));
      if (plain === '/roster') queries.push(`?q=${encodeURIComponent(name)}`);
      for (const address of named)
        for (const query of queries) {
          const { raw } = await api.get(address + query);
          for (const secret of [name, child.token, tokens['issue'] ?? '', '衣服湿了'])
            if (secret !== '' && raw.includes(secret)) leaks.push(`${address}${query} ${secret}`);
        }
    }
    return leaks;
  }

  it('reads nothing of her through any route, whatever he reported himself and whatever he works as', async () => {
    const issue = await reportAbout(father, '衣服湿了');
    // He is a teacher of the classroom, and leads the school, too.
    await house.make.works(village.school, father, 'class_teacher', village.classroom);
    await house.make.endsRole(village.school, father, '2099-01-01');
    const tokens = { child: child.token, issue };
    expect((await readsOf(father.api, tokens)).length).toBeGreaterThan(3);
    expect((await bar(father)).status).toBe(201);
    // His session has ended with the order; signed in anew, he finds nothing.
    expect((await father.api.get(`/children/${child.token}`)).status).toBe(401);
    expect(await readsOf(await house.make.again(father), tokens)).toEqual([]);
  });

  it('does nothing about her either, and is told what anybody is told who never had to do with her', async () => {
    const issue = await reportAbout(father, '衣服湿了');
    await bar(father);
    const api = await house.make.again(father);
    for (const [path, body] of [
      [`/issues/${issue}/reply`, { text: '怎么样了' }],
      [`/issues/${issue}/confirm`, {}],
      [`/children/${child.token}/binding-code`, {}],
      [`/children/${child.token}/unbind`, { person: village.people.reporter.token }],
    ] as const) {
      const known = await api.post(path, body);
      const unknown = await api.post(path.replace(/[A-Za-z0-9_-]{22}/, newToken()), body);
      expect([known.status, known.raw]).toEqual([404, unknown.raw]);
    }
  });

  it('is told nothing by any kind of message, those that waited already included', async () => {
    const issue = await reportAbout(father, '衣服湿了');
    await house.make.credits(father, 'progress', 20);
    await house.make.credits(father, 'work', 20);
    const row = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token: issue });
    const request = await house.database.write((tx) =>
      tx.of(BindingRequest, village.school.id).insert({
        ...{ token: newToken(), childId: child.id, codeId: 0, accountId: 0, personId: null },
        ...{ name: '某', childName: name, relation: 'aunt', state: 'waiting', doubts: [], othersSeen: [] },
        ...{ simpleMode: false, createdAt: house.clock.now(), decidedById: null, decidedAt: null },
      }),
    );
    const kinds = house.app.get(MessageCatalogue).kindsExcept([]);
    const opened = await village.people.teacher.api.post<ChildDetail>(
      `/children/${child.token}/open-fields`,
      openingFor,
    );
    const opening = { token: opened.body.opening?.token };
    const { id: openingId } = await house.database.read.acrossSchools(BreakGlass).findOneByOrFail(opening);
    const subjects: Record<string, number> = {
      ...{ issue: row.id, child: child.id },
      ...{ binding_request: request.id, break_glass: openingId },
    };
    // Whatever can be about a child says which; a new kind of subject without it fails here.
    expect(house.app.get(SubjectChildren).types().sort()).toEqual(Object.keys(subjects).sort());
    await house.database.write(async (tx) => {
      await tx.global(OutboxRow).delete({ personId: father.id });
      for (const kind of kinds)
        for (const [subjectType, subjectId] of Object.entries(subjects))
          await tx.global(OutboxRow).insert({
            ...{ token: newToken(), inSchool: village.school.id, kind, channel: 'subscribe' as const },
            ...{ personId: father.id, seal: null, subjectType, subjectId, payload: {} },
            ...{ state: 'waiting' as const, attempts: 0, dueAt: house.clock.now(), reason: null },
            ...{ createdAt: house.clock.now(), changedAt: house.clock.now() },
          });
    });
    expect((await bar(father)).status).toBe(201);
    await house.deliver();
    const rows = await house.database.read.global(OutboxRow).findBy({ personId: father.id });
    expect(rows.length).toBe(kinds.length * Object.keys(subjects).length);
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['withdrawn']));
  });

  it('keeps a phone that he shares from showing or hearing of her, until he is taken off it', async () => {
    const mother = await house.make.guardian(village.school, child, 'mother');
    await house.make.sharesPhone(father, mother);
    await bar(father);
    // Her session has ended too: what her phone kept is asked for anew.
    expect((await mother.api.get('/children')).status).toBe(401);
    const shared = await house.make.again(mother);
    const view = await shared.get<SessionView>('/session');
    expect([view.status, view.body.children]).toEqual([200, []]);
    expect((await shared.get(`/children/${child.token}`)).status).toBe(404);
    const taken = await village.people.lead.api.post(`/children/${child.token}/bars`, {});
    expect(taken.status).toBe(400);
    const off = await (await house.make.sharesPhone(father, mother)).delete('/session/binding');
    expect(off.status).toBe(204);
    expect((await (await house.make.again(mother)).get<SessionView>('/session')).body.children).toHaveLength(
      1,
    );
  });

  it('stands on nobody’s list but that of the closed room', async () => {
    await bar(father);
    const { reporter, teacher, principal, lead } = village.people;
    for (const { api } of [reporter, teacher, principal]) {
      const seen = await api.get<ChildDetail>(`/children/${child.token}`);
      expect(seen.raw).not.toContain(father.name);
      expect(Object.keys(seen.body)).not.toContain('protection');
    }
    for (const { api } of [teacher, principal])
      expect((await api.get(`/children/${child.token}/history`)).raw).not.toContain(father.name);
    const seen = await lead.api.get<ChildDetail>(`/children/${child.token}`);
    expect(seen.body.protection?.bars).toMatchObject([
      { person: { name: father.name }, evidence: '法院文书：人身安全保护令', holds: true, liftedAt: null },
    ]);
    expect((await lead.api.get(`/children/${child.token}/history`)).raw).toContain('bar_placed');
  });

  it('does not come back with a slip, nor with another phone under his own name', async () => {
    await bar(father);
    const claim = { name: father.name, childName: name, relation: 'uncle' };
    for (const api of [await house.make.again(father), (await house.make.stranger()).api]) {
      const code = await slipCode(house, child, village.people.teacher);
      const refused = await api.post('/session/child-binding', { ...claim, code });
      const wrong = await api.post('/session/child-binding', { ...claim, code: 'ZZZZZ22222' });
      expect([refused.status, refused.raw]).toEqual([422, wrong.raw]);
      expect((await api.get<{ items: unknown[] }>('/session/child-bindings')).body.items).toEqual([]);
    }
  });

  it('may be told again once the order ends or is lifted, and only what his guardianship gives him', async () => {
    await bar(father, { toDay: today() });
    expect((await (await house.make.again(father)).get(`/children/${child.token}`)).status).toBe(404);
    house.clock.pass(86_400_000);
    expect((await (await house.make.again(father)).get(`/children/${child.token}`)).status).toBe(200);
    expect((await bar(father)).status).toBe(201);
    const { lead, principal } = village.people;
    const lift = { person: father.token, because: '法院撤销了裁定' };
    expect((await principal.api.post(`/children/${child.token}/lift-bar`, lift)).status).toBe(403);
    expect((await lead.api.post(`/children/${child.token}/lift-bar`, lift)).status).toBe(200);
    expect((await (await house.make.again(father)).get(`/children/${child.token}`)).status).toBe(200);
    const history = await lead.api.get<{ items: { event: string; words: string | null }[] }>(
      `/children/${child.token}/history`,
    );
    expect(history.body.items[0]).toMatchObject({ event: 'bar_lifted', words: lift.because });
  });
});
