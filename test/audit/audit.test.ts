import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '#shared/audit/contract.js';
import { auditWords } from '#shared/audit/words.js';
import type { ChildReaders } from '#shared/consents/child-contract.js';
import { RowsOfChild } from '../../server/src/features/audit/rows-of-child.js';
import { AuditChildRow, AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { makeFamily, openingFor } from '../http/support/family-scene.js';
import type { FamilyScene } from '../http/support/family-scene.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { textOf, typeScriptBelow } from '../tooling/source-tree.js';

type Page = { items: AuditEntry[]; nextCursor: string | null };

describe('the record of who did and read what', () => {
  let house: House;
  let village: Village;
  let family: FamilyScene;
  let principal: TestPerson;
  let lead: TestPerson;
  let teacher: TestPerson;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    family = await makeFamily(village);
    ({ principal, lead, teacher } = village.people);
  });
  afterAll(() => house.close());

  const record = async (who: TestPerson, query = ''): Promise<AuditEntry[]> => {
    const { status, body } = await who.api.get<Page>(`/audit?limit=50${query}`);
    expect(status).toBe(200);
    return body.items;
  };
  const actions = (rows: AuditEntry[]) => rows.map((row) => row.action);

  it('names who, what and of which child, and can be asked by person, kind, child and day', async () => {
    await teacher.api.get(`/children/${family.child.token}`);
    await principal.api.post('/places', { name: '沙池' });
    const [newest] = await record(principal, `&child=${family.child.token}`);
    expect(newest).toEqual({
      at: house.clock.now().toISOString(),
      kind: 'read',
      action: 'child.get',
      what: '看了孩子的资料',
      by: { token: teacher.token, name: teacher.name },
      child: { token: family.child.token, name: family.child.name },
      person: null,
      fields: ['basic', 'family'],
      forReason: false,
    });
    expect((await record(principal, `&child=${family.child.token}&kind=write`)).length).toBe(0);
    const hers = await record(principal, `&person=${teacher.token}`);
    expect(new Set(hers.map((row) => row.by?.token))).toEqual(new Set([teacher.token]));
    expect(actions(await record(principal, '&kind=write'))).toContain('place.created');
    expect((await record(principal, '&kind=read')).every((row) => row.kind === 'read')).toBe(true);
    house.clock.pass(86_400_000);
    await principal.api.post('/places', { name: '水池' });
    const write = (days: string) => record(principal, `&kind=write&${days}`);
    expect(await write('from=2026-03-05&to=2026-03-05')).toHaveLength(1);
    expect((await write('to=2026-03-04')).length).toBeGreaterThan(0);
    expect(actions(await write('from=2026-03-06'))).toEqual([]);
    for (const query of ['kind=all', 'from=yesterday', 'person=x'])
      expect((await principal.api.get(`/audit?${query}`)).status).toBe(400);
  });

  describe('of one child', () => {
    let child: FamilyScene;
    const ofChild = async (who: TestPerson, more = '') =>
      actions(await record(who, `&child=${child.child.token}${more}`));
    beforeAll(async () => {
      child = await makeFamily(village);
    });

    it('holds also what showed her among others', async () => {
      await principal.api.get(`/roster?limit=50`);
      await teacher.api.get('/children?scope=classroom');
      await teacher.api.get(`/children/${child.child.token}`);
      expect(await ofChild(principal)).toEqual(['child.get', 'child.list', 'roster.list']);
      // The look at the record was one at her, too.
      expect(await ofChild(principal, `&person=${principal.token}`)).toEqual(['audit.list', 'roster.list']);
      expect(await ofChild(principal, '&kind=write')).toEqual([]);
      expect(await ofChild(principal, '&kind=auth')).toEqual([]);
      expect(await ofChild(principal, '&to=2020-01-01')).toEqual([]);
      // Another child's record has none of the look at her own page.
      const other = await record(principal, `&child=${family.child.token}`);
      expect(other.filter((row) => row.child?.token === child.child.token)).toEqual([]);
    });

    it('turns page by page through both, in order, each row once', async () => {
      for (let n = 0; n < 3; n++) {
        house.clock.pass(1000);
        await teacher.api.get(`/children/${child.child.token}`);
        await teacher.api.get('/children?scope=classroom');
      }
      // Each look at the record is in it too: left out here, because turning the pages makes more of them.
      const others = (rows: AuditEntry[]) => rows.filter((row) => row.action !== 'audit.list');
      const all = others(await record(principal, `&child=${child.child.token}`));
      expect(all.length).toBeGreaterThanOrEqual(9);
      const turned: AuditEntry[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body }: { body: Page } = await principal.api.get<Page>(
          `/audit?child=${child.child.token}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        turned.push(...body.items);
        cursor = body.nextCursor;
      }
      expect(others(turned)).toEqual(all);
      expect(turned.map(({ at }) => at)).toEqual([...turned.map(({ at }) => at)].sort().reverse());
    });

    it('is told to her family, and to nobody who is kept from her', async () => {
      await principal.api.get(`/audit?child=${child.child.token}`);
      const { body } = await village.people.reporter.api.get<ChildReaders>(
        `/children/${child.child.token}/readers`,
      );
      expect(body.items.map((line) => line.who)).toContain(principal.name);
      const kept = await house.make.staff(village.school, 'school_admin');
      const bar = { person: kept.token, evidence: { kind: 'court', words: '裁定' }, fromDay: '2026-03-01' };
      expect((await lead.api.post(`/children/${child.child.token}/bars`, bar)).status).toBe(201);
      const again = await house.make.again(kept);
      const seen = await again.get<Page>(`/audit?child=${child.child.token}`);
      expect([seen.status, seen.body.items]).toEqual([200, []]);
    });

    it('finds an index that begins with the child, in a record of thousands', async () => {
      const { writer } = house.database;
      const rows = Array.from({ length: 4000 }, (_, n) => ({
        ...{ inSchool: village.school.id, at: house.clock.now(), kind: 'read' as const, action: 'child.get' },
        ...{ actorId: n % 2 === 0 ? teacher.id : principal.id, actorSeal: null, fields: 'basic' },
        ...{ subjectType: 'child', subjectId: 1_000_000 + (n % 400), requestId: null, breakGlassId: null },
      }));
      await house.database.write(async (tx) => {
        for (let at = 0; at < rows.length; at += 200) {
          const some = rows.slice(at, at + 200);
          await tx.global(AuditRow).insert(some);
          const [newest] = await tx.global(AuditRow).find({ order: { id: 'DESC' }, take: 1 });
          const links = some.map(({ subjectId }, n) => ({
            ...{ auditId: (newest?.id ?? 0) - some.length + 1 + n, childId: subjectId, onlyForId: null },
          }));
          await tx.global(AuditChildRow).insert(links);
        }
      });
      await writer.query(onMysql ? 'ANALYZE TABLE audit, audit_child' : 'ANALYZE');
      const ofRows = house.app.get(RowsOfChild);
      const asked = {
        ...{ school: village.school.id, kinds: ['read', 'write'] as const, from: null, until: null },
        ...{ actorIds: [teacher.id, principal.id, lead.id], after: 1_000_000 },
      };
      const used = async (way: 'alone' | 'among') => {
        const [sql, values] = ofRows[way](1_000_007, asked).limit(51).getQueryAndParameters();
        return JSON.stringify(await writer.query(`EXPLAIN ${onMysql ? '' : 'QUERY PLAN'} ${sql}`, values));
      };
      const [alone, among] = [await used('alone'), await used('among')];
      expect(alone).toContain('audit_subject');
      expect(among).toContain('audit_child_child');
      for (const plan of [alone, among]) expect(plan).not.toMatch(/filesort|TEMP B-TREE|SCAN|"ALL"/);
    });
  });

  it('turns page by page without losing or repeating a row', async () => {
    for (let at = 0; at < 7; at++) await principal.api.post('/places', { name: `翻页${at}` });
    const all = await record(principal, '&kind=write');
    const turned: AuditEntry[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: Page } = await principal.api.get<Page>(
        `/audit?kind=write&limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      turned.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(turned).toEqual(all);
  });

  it('keeps what the closed room does from everybody outside it', async () => {
    await teacher.api.post(`/children/${family.child.token}/open-fields`, openingFor);
    const bar = {
      person: family.mother.token,
      evidence: { kind: 'court', words: '裁定' },
      fromDay: '2026-03-01',
    };
    await lead.api.post(`/children/${family.child.token}/bars`, bar);
    const issue = await village.report('孩子身上有伤');
    await principal.api.post(`/issues/${issue}/divert`, { reason: 'harm' });
    await lead.api.get(`/issues/${issue}`);
    await lead.api.get('/issues?scope=safeguarding');
    const protectedOnes = ['break_glass.opened', 'child.bar_placed', 'safeguarding.list', 'issue.divert'];
    const seenByLead = await record(lead);
    expect(actions(seenByLead)).toEqual(expect.arrayContaining(protectedOnes));
    expect(seenByLead.filter((row) => row.forReason).map((row) => row.by?.token)).toContain(teacher.token);
    for (const outside of [principal, village.people.admin]) {
      const seen = await record(outside);
      expect(actions(seen).filter((one) => protectedOnes.includes(one))).toEqual([]);
      expect(seen.filter((row) => row.forReason || row.fields.includes('protection'))).toEqual([]);
      expect(seen.filter((row) => row.action === 'issue.get' && row.by?.token === lead.token)).toEqual([]);
    }
  });

  it('holds nothing of what families do, and of sign-ins those to the office alone', async () => {
    const { reporter } = village.people;
    await reporter.api.get(`/children/${village.child.token}`);
    await reporter.api.post('/issues', house.make.report('不具名的事', { sealed: true }));
    const everything = [
      ...(await record(lead)),
      ...(await record(principal)),
      ...(await record(principal, '&kind=auth')),
    ];
    expect(everything.filter((row) => row.by?.token === reporter.token)).toEqual([]);
    await house.make.login(principal, 'audit.head', 'Spring-2026-rain');
    await house.as(null).post('/session/password', { login: 'audit.head', password: 'Spring-2026-rain' });
    const signIns = await record(principal, '&kind=auth');
    expect(signIns.map((row) => [row.what, row.by?.token])).toEqual([['用密码登录', principal.token]]);
    // A teacher who is a mother too signs in on her phone: that is no business of the office.
    const code = house.emulator.emulator.issueLoginCode(teacher.openid);
    await house.as(null).post('/session/wechat', { code });
    expect(await record(principal, '&kind=auth')).toEqual(signIns);
    // Reading the record is recorded.
    expect(actions(await record(principal, `&person=${principal.token}`))).toContain('audit.list');
  });

  it('has words for everything that is recorded', () => {
    const named = typeScriptBelow('server/src').flatMap((file) => {
      const text = textOf(file);
      if (!/audit/i.test(text)) return [];
      const found = text.matchAll(/(?:action: |wrote\(tx, actor, school, |auth\(tx, )'([a-z_]+\.[a-z_]+)'/g);
      return [...found].map((match) => match[1] ?? '');
    });
    expect(named.length).toBeGreaterThan(20);
    // What a phone does at home is never shown, and needs no words.
    const silent = named.filter((action) => auditWords(action) === '别的操作');
    expect([...new Set(silent)]).toEqual(['signed_in.wechat']);
  });
});
