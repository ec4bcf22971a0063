import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '#shared/audit/contract.js';
import { auditWords } from '#shared/audit/words.js';
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
