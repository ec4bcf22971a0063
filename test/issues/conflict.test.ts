import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import type { IssueDetail } from '#shared/issues/contract.js';
import { openApi } from '../../server/src/api-docs.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Exclusion, TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { statements } from '../http/support/tables.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';
import { ConflictScene } from './conflict-scene.js';

describe('an issue that names a member of staff', () => {
  let house: House;
  let scene: ConflictScene;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    scene = await ConflictScene.build(house);
  });
  const unknown = () => newToken();

  it('never was, for who is named: not by its address, by no command and in no list', async () => {
    const { worker, cook, principal } = scene;
    await scene.rule(worker, cook);
    const harmless = await scene.report('走廊的灯坏了');
    const token = await scene.report('王建国把楼梯弄坏了也不管');
    expect(await scene.excluded(token)).toEqual(['王建国 named']);
    const seen = await principal.api.get<IssueDetail>(`/issues/${token}`);
    expect(seen.body.assignee?.token).toBe(cook.token);
    expect(await scene.knock(worker, token)).toEqual(await scene.knock(worker, unknown()));
    for (const scope of ['mine', 'board', 'assigned', 'safeguarding'])
      for (const filter of ['', '&q=楼梯', '&state=open', `&assignee=${cook.token}`])
        expect(await scene.listed(worker.api, `scope=${scope}${filter}`)).not.toContain(token);
    expect(await scene.listed(worker.api, 'scope=assigned')).toEqual([harmless]);
    expect(await scene.messages(worker, token)).toEqual([]);
  });

  it('changes nothing that she can read, whatever she leads', async () => {
    const { admin, principal } = scene;
    await scene.rule(principal);
    await scene.report('走廊的灯坏了');
    await house.deliver();
    // Counting and listing pages of every feature, found in the document that the server gives of itself.
    const paths = readablePaths();
    expect(paths.length).toBeGreaterThan(15);
    const before = await readAll(admin.api, paths);
    const named = await scene.report('走廊的灯又坏了，赵敏说没钱修');
    await scene.report('赵老师收了红包', { category: scene.school.categories['conduct'] });
    await scene.report('有人打孩子', { about: [admin.token], sealed: true });
    await scene.act(principal, named, 'accept');
    await scene.act(principal, named, 'answer', { text: '在看' });
    await house.deliver();
    expect(await readAll(admin.api, paths)).toEqual(before);
    // The same pages do change for who may see it.
    expect(await readAll(principal.api, paths)).not.toEqual(before);
  });

  it('takes the same statements to find out as an address that was never given', async () => {
    const { worker } = scene;
    const issues = [
      await scene.report('王建国骂人'),
      await scene.report('王建国骂人', { sealed: true }),
      await scene.report('王老师骂人', { child: scene.child.token }),
    ];
    const cost = async (token: string) => {
      const counts = [await statements(house, () => worker.api.get(`/issues/${token}`))];
      for (const [action, body] of [
        ['accept', {}],
        ['assign', { assignee: scene.cook.token }],
        ['divert', { reason: 'harm' }],
        ['settle-conflict', { about: [] }],
      ] as const) {
        const send = (key?: string) =>
          worker.api.post(`/issues/${token}/${action}`, body, key === undefined ? {} : { key });
        counts.push(await statements(house, () => send()));
        counts.push(await statements(house, () => send(`key-${newToken().slice(0, 20)}`)));
      }
      return counts;
    };
    const wanted = await cost(unknown());
    for (const token of issues) expect(await cost(token)).toEqual(wanted);
  });

  it('is given to nobody who is named, by no hand and in words that do not say why', async () => {
    const { worker, cook, principal } = scene;
    await scene.rule(cook);
    const token = await scene.report('王建国把水管弄坏了');
    const stranger = await house.make.staff(await house.make.school(), 'logistics');
    const give = (assignee: string) => principal.api.post(`/issues/${token}/assign`, { assignee });
    const refused = await give(worker.token);
    expect([refused.status, refused.body['code']]).toEqual([400, 'invalid_input']);
    expect(refused.raw).toBe((await give(stranger.token)).raw);
    const many = (assignee: string) =>
      principal.api.post('/issue-assignments', {
        issues: [token],
        assignee,
      });
    await many(worker.token);
    expect((await scene.row(token)).assigneeId).toBe(cook.id);
    // Nor by the clock: whoever is late hands on to somebody else.
    for (let day = 0; day < 14; day++) {
      house.clock.pass(86_400_000);
      await house.ring();
    }
    expect((await scene.row(token)).assigneeId).not.toBe(worker.id);
    expect(await scene.messages(worker, token)).toEqual([]);
  });

  it('leaves her hands at once when later words name her', async () => {
    const { worker, cook, parent } = scene;
    await scene.rule(worker, cook);
    const token = await scene.report('楼梯坏了');
    const accepted = await worker.api.post(`/issues/${token}/accept`, {}, { key: 'accept-once' });
    expect(accepted.status).toBe(200);
    await scene.act(worker, token, 'ask', { text: '哪一级？' });
    await scene.act(parent, token, 'reply', { text: '就是王建国师傅踩坏的那一级' });
    expect(await scene.excluded(token)).toEqual(['王建国 named']);
    expect(await scene.row(token)).toMatchObject({ assigneeId: cook.id, state: 'assigned' });
    expect(await scene.messages(worker, token)).toEqual(['issue.assigned withdrawn']);
    expect(await scene.messages(cook, token)).toContain('issue.assigned waiting');
    expect(await scene.knock(worker, token)).toEqual(await scene.knock(worker, unknown()));
    // What she has done before is no door either.
    const again = await worker.api.post(`/issues/${token}/accept`, {}, { key: 'accept-once' });
    expect(again.raw).toBe((await worker.api.post(`/issues/${unknown()}/accept`)).raw);
  });

  it('is kept from her too when it was said to be done, and when she is named in the verdict', async () => {
    const { worker, cook, parent } = scene;
    await scene.rule(worker, cook);
    const token = await scene.report('楼梯坏了');
    await scene.act(worker, token, 'accept');
    await scene.act(worker, token, 'resolve', { text: '修好了' });
    await scene.act(parent, token, 'reject', { text: '没修，王建国骗人' });
    expect(await scene.row(token)).toMatchObject({ assigneeId: cook.id });
    expect(await scene.messages(worker, token)).toEqual(['issue.assigned withdrawn']);
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(404);
  });

  it('excludes nobody for what staff write', async () => {
    const { worker, cook, principal } = scene;
    await scene.rule(cook);
    const token = await scene.report('楼梯坏了');
    await scene.act(cook, token, 'accept');
    await scene.act(cook, token, 'answer', { text: '王建国师傅下午来修' });
    expect(await scene.excluded(token)).toEqual([]);
    await scene.act(principal, token, 'assign', { assignee: worker.token });
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(200);
  });

  it('knows whom a sealed report means without a trace of who reported', async () => {
    const { parent, teacher, principal, cook } = scene;
    const otherTeacher = await house.make.staff(
      scene.school,
      'class_teacher',
      await house.make.classroom(scene.school),
    );
    await scene.rule(cook);
    const token = await scene.report('班主任收红包，王建国也拿了', { sealed: true, about: [teacher.token] });
    expect(await scene.excluded(token)).toEqual(
      ['林秀英 ticked', '王建国 named', `${otherTeacher.id} surname`].sort(),
    );
    expect((await scene.row(token)).conflictOpen).toBe(true);
    expect((await principal.api.get<IssueDetail>(`/issues/${token}`)).body.conflict).toEqual({
      candidates: [{ token: otherTeacher.token, name: otherTeacher.name }],
      decided: false,
    });
    expect((await parent.api.get<IssueDetail>(`/issues/${token}`)).body.mine).toBe(true);
    const { id } = await scene.row(token);
    const trail = await house.database.read.global(AuditRow).findBy({ subjectType: 'issue', subjectId: id });
    expect(trail.some((row) => row.actorId === parent.id)).toBe(false);
  });

  it('is not sent to her, though it stood in the outbox before she was named', async () => {
    const { worker, cook, principal } = scene;
    await house.make.credits(worker, 'work', 5);
    await house.make.credits(principal, 'work', 5);
    await scene.rule(worker, cook);
    const token = await scene.report('楼梯坏了');
    expect(await scene.messages(worker, token)).toEqual(['issue.assigned waiting']);
    const { id, schoolId } = await scene.row(token);
    await house.database.write((tx) =>
      tx.of(Exclusion, schoolId).insert({
        subjectType: 'issue',
        subjectId: id,
        personId: worker.id,
        reason: 'named',
        createdAt: house.clock.now(),
      }),
    );
    const before = house.emulator.emulator.phones.list(worker.openid).length;
    await house.deliver();
    expect(await scene.messages(worker, token)).toEqual(['issue.assigned withdrawn']);
    expect(house.emulator.emulator.phones.list(worker.openid)).toHaveLength(before);
    // Nor does anybody read of it as of a message that did not arrive.
    expect((await principal.api.get('/deliveries')).raw).not.toContain('王建国');
  });

  it('does not repeat a failed push in the quiet hours', async () => {
    const { worker } = scene;
    await house.make.credits(worker, 'work', 5);
    await scene.rule(worker);
    house.clock.set('2026-03-04T12:59:58.000Z');
    const token = await scene.report('楼梯坏了');
    house.emulator.emulator.failures.plan('45009', 1, { openid: worker.openid });
    await house.deliver();
    const { id } = await scene.row(token);
    const row = await house.database.read
      .global(OutboxRow)
      .findOneByOrFail({ subjectId: id, personId: worker.id });
    const hour = (row.dueAt.getUTCHours() + 8) % 24;
    expect({ state: row.state, asleep: hour >= 21 || hour < 7 }).toEqual({ state: 'waiting', asleep: false });
  });

  it('is taken from her hands also when it is merged into what she works on', async () => {
    const { worker, cook, principal } = scene;
    await scene.rule(worker, cook);
    const hers = await scene.report('楼梯坏了');
    const named = await scene.report('楼梯是王建国弄坏的');
    await scene.act(principal, named, 'merge', { into: hers });
    expect((await worker.api.get(`/issues/${hers}`)).status).toBe(404);
    expect((await scene.row(hers)).assigneeId).toBe(cook.id);
    const similar = await worker.api.post('/issues/similar', {
      school: scene.school.token,
      text: '楼梯坏了',
    });
    expect(similar.body['items']).toEqual([]);
  });

  it('stays her own as its reporter, and in no other way', async () => {
    const { worker, cook, principal } = scene;
    await house.make.guards(scene.school, scene.child, worker, 'father');
    await house.make.credits(worker, 'progress', 5);
    await scene.rule(worker, cook);
    const token = await scene.report('有人说王建国偷懒，请查清楚', {}, worker);
    expect(await scene.excluded(token)).toEqual(['王建国 named']);
    const seen = await worker.api.get<IssueDetail>(`/issues/${token}`);
    expect(seen.body).toMatchObject({ mine: true, classification: null, assignee: { token: cook.token } });
    expect(seen.body.abilities).toMatchObject({ accept: false, assign: false, divert: false });
    expect(await scene.listed(worker.api, 'scope=mine')).toContain(token);
    expect(await scene.listed(worker.api, `scope=assigned&school=${scene.school.token}`)).not.toContain(
      token,
    );
    await scene.act(cook, token, 'accept');
    await scene.act(cook, token, 'resolve', { text: '查过了' });
    await house.deliver();
    expect(await scene.messages(worker, token)).toEqual(['issue.accepted sent', 'issue.resolved sent']);
    await scene.act(worker, token, 'confirm');
    // To lead the school opens no second door.
    const { admin } = scene;
    const own = await scene.report('有人说赵敏收红包', {}, admin);
    expect((await admin.api.get<IssueDetail>(`/issues/${own}`)).body.classification).toBeNull();
    expect(await scene.listed(admin.api, 'scope=board')).not.toContain(own);
    expect(await scene.listed(principal.api, 'scope=board')).toContain(own);
  });

  describe('by a surname that several bear', () => {
    it('is kept from all of them until a person has decided', async () => {
      const { worker, namesake, cook, principal, admin, parent } = scene;
      await scene.rule(worker, namesake);
      const token = await scene.report('王老师骂孩子');
      expect(await scene.excluded(token)).toEqual(['王丽 surname', '王建国 surname']);
      expect(await scene.row(token)).toMatchObject({ conflictOpen: true, assigneeId: principal.id });
      for (const person of [principal, admin])
        expect(await scene.messages(person, token)).toContain('issue.undecided waiting');
      const seen = (await principal.api.get<IssueDetail>(`/issues/${token}`)).body;
      expect(seen.abilities.settleConflict).toBe(true);
      expect(seen.conflict?.decided).toBe(false);
      expect(seen.conflict?.candidates.map(({ name }) => name).sort()).toEqual(['王丽', '王建国'].sort());
      expect(await scene.listed(principal.api, 'scope=board&attention=conflict')).toEqual([token]);
      // Who only works on it, reported it or is one of them has no say.
      await scene.act(principal, token, 'assign', { assignee: cook.token });
      for (const [person, status] of [
        [cook, 403],
        [parent, 403],
        [worker, 404],
      ] as const) {
        const answer = await person.api.post(`/issues/${token}/settle-conflict`, { about: [] });
        expect([person.name, answer.status]).toEqual([person.name, status]);
        if (person !== worker)
          expect((await person.api.get<IssueDetail>(`/issues/${token}`)).body.conflict).toBeNull();
      }
      const stranger = await admin.api.post(`/issues/${token}/settle-conflict`, { about: [cook.token] });
      expect([stranger.status, stranger.body['code']]).toEqual([400, 'invalid_input']);
      const body = { about: [namesake.token] };
      const decided = await admin.api.post<IssueDetail>(`/issues/${token}/settle-conflict`, body, {
        key: 'settle-it',
      });
      expect(decided.body).toMatchObject({
        conflict: { decided: true },
        abilities: { settleConflict: false },
      });
      expect(
        (await admin.api.post(`/issues/${token}/settle-conflict`, body, { key: 'settle-it' })).status,
      ).toBe(200);
      expect((await admin.api.post(`/issues/${token}/settle-conflict`, { about: [] })).status).toBe(409);
      expect(await scene.excluded(token)).toEqual(['王丽 named']);
      await scene.act(principal, token, 'assign', { assignee: worker.token });
      expect((await worker.api.get(`/issues/${token}`)).status).toBe(200);
      expect((await namesake.api.get(`/issues/${token}`)).status).toBe(404);
      const { id, schoolId } = await scene.row(token);
      const event = await house.database.read
        .of(TimelineEvent, schoolId)
        .findOne({ subjectId: id, subjectType: 'issue', name: 'settle_conflict' });
      expect(event?.payload).toEqual({
        candidates: [worker.id, namesake.id].sort((a, b) => a - b),
        about: [namesake.id],
      });
      const audit = await house.database.read
        .global(AuditRow)
        .findBy({ subjectType: 'issue', subjectId: id });
      expect(audit.map(({ action, actorId }) => `${action} ${actorId ?? ''}`)).toEqual(
        expect.arrayContaining(['issue.excluded ', `issue.settle_conflict ${admin.id}`]),
      );
    });

    it('stays decided when the surname is said again, until a whole name is said', async () => {
      const { worker, namesake, principal, parent, cook } = scene;
      await scene.rule(cook);
      const token = await scene.report('王老师骂孩子');
      await scene.act(principal, token, 'settle-conflict', { about: [] });
      expect(await scene.excluded(token)).toEqual([]);
      await scene.act(cook, token, 'accept');
      await scene.act(cook, token, 'ask', { text: '哪一位？' });
      await scene.act(parent, token, 'reply', { text: '王老师啊' });
      expect(await scene.excluded(token)).toEqual([]);
      await scene.act(cook, token, 'ask', { text: '哪一位王老师？' });
      await scene.act(parent, token, 'reply', { text: '王丽老师' });
      expect(await scene.excluded(token)).toEqual(['王丽 named']);
      expect((await namesake.api.get(`/issues/${token}`)).status).toBe(404);
      expect(worker.name).toBe('王建国');
    });

    it('is decided in the closed room where it was diverted', async () => {
      const { lead, worker, principal } = scene;
      const token = await scene.report('王老师打孩子');
      await scene.act(principal, token, 'divert', { reason: 'harm' });
      expect((await principal.api.post(`/issues/${token}/settle-conflict`, { about: [] })).status).toBe(404);
      const settled = await scene.act(lead, token, 'settle-conflict', { about: [worker.token] });
      expect(settled).toMatchObject({ state: 'diverted', conflict: { decided: true } });
      expect(await scene.excluded(token)).toEqual(['王建国 named']);
    });
  });

  describe('ticked by the reporter', () => {
    it('is kept from who was ticked, and from nobody else', async () => {
      const { cook, worker, parent } = scene;
      await scene.rule(cook, worker);
      const token = await scene.report('饭里有虫', { about: [cook.token] });
      expect(await scene.excluded(token)).toEqual(['高兰 ticked']);
      expect((await scene.row(token)).assigneeId).toBe(worker.id);
      const stranger = await house.make.staff(await house.make.school(), 'canteen');
      const post = (about: string) =>
        parent.api.post(
          '/issues',
          house.make.report('饭里有虫', { school: scene.school.token, about: [about] }),
        );
      const refused = await post(stranger.token);
      expect([refused.status, refused.body['code']]).toEqual([400, 'invalid_input']);
      expect((await post(parent.token)).raw).toBe(refused.raw);
    });

    it('begins with the names of who works here, which every member of the school may read without a trace', async () => {
      const { parent, cook, officer } = scene;
      const path = `/staff-names?school=${scene.school.token}`;
      const { body } = await parent.api.get<{ items: { token: string; name: string; roles: string[] }[] }>(
        path,
      );
      expect(body.items).toHaveLength(7);
      expect(body.items).toContainEqual({ token: cook.token, name: '高兰', roles: ['canteen'] });
      expect((await officer.api.get(path)).status).toBe(404);
      const reads = await house.database.read.global(AuditRow).findBy({ actorId: parent.id, kind: 'read' });
      // Beside the time of a sealed report, a record of who looked would lead to who reported it.
      expect(reads).toEqual([]);
    });
  });

  /** All pages that are read without naming a row, with the filters that there are. */
  function readablePaths(): string[] {
    // The record of what is read grows by being read; audit.test.ts holds what it may show.
    const plain = Object.entries(openApi(house.app).paths).flatMap(([path, operations]) =>
      'get' in operations && !path.includes('{') && !path.endsWith('/audit')
        ? [path.replace('/api/v1', '')]
        : [],
    );
    const here = `school=${scene.school.token}`;
    const scopes = ['mine', 'board', 'assigned', 'safeguarding'];
    const attention = ['unowned', 'overdue', 'unsorted', 'conflict', 'unheard', 'appealed'];
    const filters = ['', '&q=走廊的灯', '&state=open', ...attention.map((one) => `&attention=${one}`)];
    const issues = scopes.flatMap((scope) => filters.map((filter) => `scope=${scope}${filter}&${here}`));
    const more = [here, `${here}&from=2026-01-01&to=2026-12-31`, `${here}&weeks=8`, `${here}&scope=board`];
    return plain.flatMap((path) => (path === '/issues' ? issues : more).map((query) => `${path}?${query}`));
  }

  /** What stands on each page; of a file its cells, because the packing carries the minute. */
  async function readAll({ bearer }: ApiClient, paths: readonly string[]): Promise<Record<string, string>> {
    const server = house.app.getHttpAdapter().getInstance();
    const headers = { authorization: `Bearer ${bearer ?? ''}` };
    const answers: Record<string, string> = {};
    for (const path of paths) {
      const answer = await server.inject({ url: `/api/v1${encodeURI(path)}`, headers });
      const isSheet = String(answer.headers['content-type']).includes('spreadsheetml');
      const seen = isSheet ? JSON.stringify(await readSheet(answer.rawPayload)) : answer.body;
      answers[path] = `${answer.statusCode} ${seen}`;
    }
    return answers;
  }
});
