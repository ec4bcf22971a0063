import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import type { z } from 'zod';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { BulkAssigned, SavedFilterList, SavedFilterView } from '#shared/issues/insight.js';
import { exportLimit } from '../../server/src/features/issues/insight/board.service.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { Exclusion, TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

type Result = z.infer<typeof BulkAssigned>;

describe('what the office does with many issues at once', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const row = (token: string) =>
    house.database.read.of(Issue, village.school.id).findOne({ token }) as Promise<Issue>;
  const exclude = async (token: string, member: Member) => {
    const { id } = await row(token);
    const reason = { subjectType: 'issue', subjectId: id, reason: 'named' };
    await house.database.write((tx) =>
      tx
        .of(Exclusion, village.school.id)
        .insert({ ...reason, personId: village.people[member].id, createdAt: house.clock.now() }),
    );
  };
  const see = async (token: string, by: Member = 'principal') =>
    (await village.as(by).get<IssueDetail>(`/issues/${token}`)).body;

  describe('handing out', () => {
    const assign = (by: Member, issues: string[], assignee: Member, key?: string) =>
      village
        .as(by)
        .post<Result>(
          '/issue-assignments',
          { issues, assignee: village.people[assignee].token },
          key === undefined ? {} : { key },
        );
    const handings = async (token: string) => {
      const { id } = await row(token);
      const where = { subjectType: 'issue', subjectId: id, name: 'reassign' };
      return (await house.database.read.of(TimelineEvent, village.school.id).find({ where })).length;
    };

    it('gives each issue to the person, and says of each that cannot go why', async () => {
      const [first, second] = [await village.report('灯坏了'), await village.report('门坏了')];
      const named = await village.report('厨房的地滑');
      await exclude(named, 'otherWorker');
      const closed = await village.issueIn('confirmed');
      const hidden = await village.report('桌子摇晃');
      await exclude(hidden, 'principal');
      const foreign = (
        await village.people.foreign.api.post<IssueDetail>('/issues', house.make.report('别校的事'))
      ).body.token;
      const nowhere = newToken();

      const asked = [first, second, first, named, closed, hidden, foreign, nowhere];
      const { status, body } = await assign('principal', asked, 'otherWorker');
      expect(status).toBe(200);
      const gone = { done: false, problem: 'not_found', detail: expect.stringContaining('找不到') };
      expect(body.items).toEqual([
        { token: first, done: true, problem: null, detail: null },
        { token: second, done: true, problem: null, detail: null },
        { token: named, done: false, problem: 'invalid_input', detail: '请选择本校在职的一位' },
        { token: closed, done: false, problem: 'state_conflict', detail: expect.any(String) },
        { token: hidden, ...gone },
        { token: foreign, ...gone },
        { token: nowhere, ...gone },
      ]);
      // What she may not see and what is nowhere are told apart by nothing.
      expect(new Set(body.items.slice(4).map(({ detail }) => detail)).size).toBe(1);
      for (const token of [first, second])
        expect((await see(token)).assignee?.token).toBe(village.people.otherWorker.token);
      for (const token of [named, hidden])
        expect((await row(token)).assigneeId).toBe(village.people.worker.id);
    });

    it('is carried out once under its key, and takes no other choice under it', async () => {
      const tokens = [await village.report('灯坏了'), await village.report('门坏了')];
      const key = randomUUID();
      const answers = await Promise.all([1, 2, 3].map(() => assign('principal', tokens, 'otherWorker', key)));
      for (const { status, raw } of answers) expect([status, raw]).toEqual([200, answers[0]?.raw]);
      for (const token of tokens) expect(await handings(token)).toBe(1);
      const other = await assign('principal', tokens.slice(1), 'otherWorker', key);
      expect([other.status, other.body]).toMatchObject([409, { code: 'idempotency_mismatch' }]);
      expect((await assign('principal', tokens, 'worker', key)).status).toBe(409);
      for (const token of tokens) expect(await handings(token)).toBe(1);
    });

    it('is refused issue by issue to who may not hand them out, and as a whole only for what is no choice', async () => {
      const tokens = [await village.report('灯坏了')];
      const problemFor = async (by: Member) =>
        (await assign(by, tokens, 'otherWorker')).body.items.map(({ problem }) => problem);
      for (const by of ['reporter', 'teacher'] as const) expect(await problemFor(by)).toEqual(['forbidden']);
      for (const by of ['guardian', 'otherTeacher', 'lead', 'foreign', 'officer'] as const)
        expect(await problemFor(by)).toEqual(['not_found']);
      expect((await assign('principal', [], 'worker')).status).toBe(400);
      const tooMany = Array.from({ length: 51 }, () => newToken());
      expect((await assign('principal', tooMany, 'worker')).status).toBe(400);
      expect((await row(tokens[0] ?? '')).assigneeId).toBe(village.people.worker.id);
    });
  });

  describe('the file', () => {
    const download = async (query = '', by: Member = 'principal') => {
      const { bearer } = village.as(by);
      const server = house.app.getHttpAdapter().getInstance();
      const headers = { authorization: `Bearer ${bearer ?? ''}` };
      return server.inject({ url: `/api/v1/issue-export${query}`, headers });
    };
    const titles = async (query = '', by: Member = 'principal') => {
      const sheet = await readSheet((await download(query, by)).rawPayload);
      return sheet.slice(1).map((cells) => cells[1]);
    };

    it('holds what the filtered board shows its reader, and reading it is recorded', async () => {
      const food = village.school.categories['food'];
      await village.report('午饭凉了', { category: food });
      await village.report('=HYPERLINK("http://x.cn")', { category: food });
      const sealed = house.make.report('老师常常迟到', { sealed: true, child: village.child.token });
      await village.people.reporter.api.post('/issues', sealed);
      const hidden = await village.report('楼道的灯不亮');
      await exclude(hidden, 'principal');
      await village.issueIn('diverted');

      const before = await house.database.read.global(AuditRow).count();
      const answer = await download();
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toContain('spreadsheetml');
      expect(answer.headers['content-disposition']).toBe(
        `attachment; filename="issues.xlsx"; filename*=UTF-8''${encodeURIComponent('事项-2026-03-04.xlsx')}`,
      );
      expect(answer.headers['cache-control']).toContain('no-store');
      const recorded = await house.database.read.global(AuditRow).find({ order: { id: 'DESC' }, take: 1 });
      expect(recorded).toMatchObject([
        { kind: 'read', action: 'issue.export', actorId: village.people.principal.id, fields: 'basic' },
      ]);
      expect(await house.database.read.global(AuditRow).count()).toBe(before + 1);

      const [, ...rows] = await readSheet(answer.rawPayload);
      expect(rows.map((cells) => [cells[1], cells[6]])).toEqual([
        ['老师常常迟到', '不具名'],
        ['\'=HYPERLINK("http://x.cn")', village.people.reporter.name],
        ['午饭凉了', village.people.reporter.name],
      ]);
      expect(await titles(`?category=${food}&q=${encodeURIComponent('午饭')}`)).toEqual(['午饭凉了']);
      expect(await titles('?state=ended')).toEqual([]);
      expect(await titles('?scope=mine', 'admin')).toContain('楼道的灯不亮');
    });

    it('holds everything of a long board, in its order', async () => {
      await fill(450);
      const all = await titles();
      expect(all).toHaveLength(451);
      expect(all.at(-1)).toBe('灯坏了');
    });

    it('is refused with a sentence when it would grow too long', async () => {
      await fill(exportLimit);
      const answer = await download();
      expect([answer.statusCode, answer.json()]).toMatchObject([
        400,
        { code: 'invalid_input', detail: expect.stringContaining('超过 5000 件') },
      ]);
      expect((await download('?state=ended')).statusCode).toBe(200);
    });

    /** Copies of one report, as many as asked. */
    async function fill(times: number): Promise<void> {
      const { id: _id, ...columns } = await row(await village.report('灯坏了'));
      const copies = Array.from({ length: times }, () => ({
        ...columns,
        token: newToken(),
        clientId: newToken(),
      }));
      await house.database.write(async (tx) => {
        for (let from = 0; from < times; from += 250)
          await tx.of(Issue, village.school.id).insertMany(copies.slice(from, from + 250));
      });
    }
  });

  describe('saved filters', () => {
    const list = async (by: Member) =>
      (await village.as(by).get<z.infer<typeof SavedFilterList>>('/saved-filters')).body.items;
    const save = (by: Member, name: string, query: object, key?: string) =>
      village
        .as(by)
        .post<SavedFilterView>('/saved-filters', { name, query }, key === undefined ? {} : { key });
    const recorded = (action: string) =>
      house.database.read.global(AuditRow).countBy({ kind: 'write', action });

    it('are kept for who made them, written down, and gone when she takes them away', async () => {
      const query = { attention: 'overdue', category: village.school.categories['food'], q: '午饭' };
      const before = [await recorded('saved_filter.created'), await recorded('saved_filter.removed')];
      const key = randomUUID();
      const made = await save('principal', '晚了的饭菜', query, key);
      expect([made.status, made.body]).toMatchObject([201, { name: '晚了的饭菜', query }]);
      expect((await save('principal', '晚了的饭菜', query, key)).raw).toBe(made.raw);
      expect(await list('principal')).toEqual([made.body]);
      expect(await list('admin')).toEqual([]);
      const path = `/saved-filters/${made.body.token}`;
      for (const by of ['admin', 'foreign', 'officer', 'reporter'] as const)
        expect((await village.as(by).delete(path)).status).toBe(404);
      expect((await village.people.principal.api.delete(path)).status).toBe(204);
      expect((await village.people.principal.api.delete(path)).status).toBe(404);
      expect(await list('principal')).toEqual([]);
      expect([await recorded('saved_filter.created'), await recorded('saved_filter.removed')]).toEqual([
        (before[0] ?? 0) + 1,
        (before[1] ?? 0) + 1,
      ]);
    });

    it('hold filters of the board only, and no more than somebody finds her way in', async () => {
      for (const query of [{ scope: 'mine' }, { cursor: 'k1' }, { state: 'nowhere' }, { school: newToken() }])
        expect((await save('worker', '不对的', query)).status).toBe(400);
      expect((await save('worker', '  ', {})).status).toBe(400);
      for (let i = 0; i < 20; i++)
        expect((await save('worker', `第${i}个`, { state: 'open' })).status).toBe(201);
      const full = await save('worker', '又一个', {});
      expect([full.status, full.body]).toMatchObject([
        409,
        { detail: expect.stringContaining('最多存 20 个') },
      ]);
    });
  });
});
