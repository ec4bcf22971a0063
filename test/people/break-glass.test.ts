import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpeningView } from '#shared/people/break-glass.js';
import type { ChildDetail, ChildHistoryItem } from '#shared/people/family.js';
import type { ChildReaders } from '#shared/consents/child-contract.js';
import { firstVersion } from '#shared/consents/child-purposes.js';
import { BreakGlass } from '../../server/src/features/people/break-glass/break-glass.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { makeFamily, openingFor } from '../http/support/family-scene.js';
import type { FamilyScene } from '../http/support/family-scene.js';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

const hour = 3_600_000;
const note = '跟门卫核实过，确实有人来闹';

describe('fields that somebody opens for a reason', () => {
  let house: House;
  let village: Village;
  let family: FamilyScene;
  let teacher: TestPerson;
  let lead: TestPerson;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
    family = await makeFamily(village);
    ({ teacher, lead } = village.people);
    const order = { kind: 'court', words: '人身安全保护令' };
    await lead.api.post(`/children/${family.child.token}/bars`, {
      person: family.mother.token,
      evidence: order,
      fromDay: '2026-03-01',
    });
  });
  afterAll(() => house.close());

  type Problem = { code: string; detail: string };
  const page = (who = teacher) => who.api.get<ChildDetail & Problem>(`/children/${family.child.token}`);
  const open = (who = teacher, body: object = openingFor) =>
    who.api.post<ChildDetail & Problem>(`/children/${family.child.token}/open-fields`, body);
  const list = (who = lead, query = '') => who.api.get<{ items: OpeningView[] }>(`/opened-fields${query}`);
  const tokenOf = async (who = teacher) => (await page(who)).body.opening?.token ?? '';
  const review = (who: TestPerson, token: string, verdict = 'justified') =>
    who.api.post<OpeningView & Problem>(`/opened-fields/${token}/review`, { verdict, note });
  const told = async (kind: string) => {
    const rows = await house.database.read.global(OutboxRow).findBy({ kind, inSchool: village.school.id });
    return rows.map((row) => row.personId).sort();
  };

  it('stand open to her alone for two hours, and each look is recorded with the opening', async () => {
    const before = await page();
    expect(before.body.protection).toBeUndefined();
    expect(before.body.opening).toBeNull();
    // Nobody has agreed to health yet: what consent alone withholds can be opened too.
    expect(before.body.abilities.openFields).toEqual(['health', 'protection']);
    const opened = await open();
    expect(opened.status).toBe(201);
    expect(opened.body.protection?.bars).toHaveLength(1);
    expect(opened.body.opening).toMatchObject({ fields: ['protection'] });
    expect(opened.body.abilities).toMatchObject({ openFields: [], manageBars: false });
    const history = await teacher.api.get<{ items: ChildHistoryItem[] }>(
      `/children/${family.child.token}/history`,
    );
    expect(history.body.items.map((item) => item.event)).toContain('bar_placed');
    // Nobody else sees more for it.
    const subject = await house.make.staff(village.school, 'subject_teacher', village.classroom);
    for (const other of [village.people.principal, subject])
      expect((await page(other)).body.protection).toBeUndefined();
    expect((await open()).body.code).toBe('already_exists');
    // To see it is not to change it.
    const lift = { person: family.mother.token, because: '不用了' };
    expect((await teacher.api.post(`/children/${family.child.token}/lift-bar`, lift)).status).toBe(403);

    const row = await house.database.read
      .of(BreakGlass, village.school.id)
      .findOne({ openedById: teacher.id });
    const reads = await house.database.read
      .global(AuditRow)
      .find({ where: { breakGlassId: row?.id ?? 0 }, order: { id: 'ASC' } });
    expect(reads.map(({ kind, action, actorId, fields }) => [kind, action, actorId, fields])).toEqual([
      ['write', 'break_glass.opened', teacher.id, null],
      ['read', 'child.get', teacher.id, 'basic family protection'],
      ['read', 'child.history', teacher.id, expect.stringContaining('protection')],
    ]);
    house.clock.pass(2 * hour - 1);
    expect((await page()).body.protection).toBeDefined();
    house.clock.pass(1);
    const after = await page();
    expect([after.body.protection, after.body.opening]).toEqual([undefined, null]);
    const plain = await house.database.read
      .global(AuditRow)
      .find({ where: { actorId: teacher.id, action: 'child.get' }, order: { id: 'DESC' }, take: 1 });
    expect([plain[0]?.breakGlassId, plain[0]?.fields]).toEqual([null, 'basic family']);
    expect((await open()).status).toBe(201);
  });

  describe('though the family has not agreed', () => {
    const urgent = { fields: ['health'], reason: '孩子喉咙肿了，正在送医院，医生问过敏' };
    const say = (decision: string) =>
      village.people.reporter.api.post(`/children/${family.child.token}/consents`, {
        ...{ purpose: 'health_data', version: firstVersion, decision },
      });
    const shows = async (who = teacher) => {
      const { body } = await page(who);
      return [body.withheld, body.opening?.fields ?? null, body.abilities.openFields];
    };

    it('open to who sees the class by office, for two hours, in the sight of the closed room and of the family', async () => {
      for (const who of [teacher, village.people.principal])
        expect(await shows(who)).toEqual([['health'], null, ['health', 'protection']]);
      await say('refused');
      expect((await open(teacher, { ...urgent, reason: '看看' })).status).toBe(400);
      const opened = await open(teacher, urgent);
      expect([opened.status, opened.body.withheld, opened.body.protection]).toEqual([201, [], undefined]);
      expect(opened.body.opening?.fields).toEqual(['health']);
      // For her alone.
      expect(await shows(village.people.principal)).toEqual([['health'], null, ['health', 'protection']]);
      expect(await told('break_glass.opened')).toEqual([lead.id]);
      const [waiting] = (await list()).body.items;
      expect(waiting).toMatchObject({ fields: ['health'], reason: urgent.reason });
      expect(waiting?.reads[0]?.fields).toContain('health');
      const hers = await village.people.reporter.api.get<ChildReaders>(
        `/children/${family.child.token}/readers`,
      );
      expect(hers.body.items).toContainEqual(
        expect.objectContaining({
          who: teacher.name,
          what: '有急事，写明原因看了健康情况',
          fields: ['basic', 'family', 'health'],
        }),
      );
      expect((await review(lead, await tokenOf())).body.review?.verdict).toBe('justified');
      house.clock.pass(2 * hour);
      expect(await shows()).toEqual([['health'], null, ['health', 'protection']]);
    });

    it('need no reason once the family agrees, and one again when it takes that back', async () => {
      await say('given');
      expect(await shows()).toEqual([[], null, ['protection']]);
      expect((await open(teacher, urgent)).status).toBe(403);
      await say('refused');
      expect((await open(teacher, urgent)).status).toBe(201);
    });

    it('tell the family of health alone where protection was opened beside it', async () => {
      expect((await open(teacher, { ...urgent, fields: ['health', 'protection'] })).status).toBe(201);
      const hers = await village.people.reporter.api.get<ChildReaders>(
        `/children/${family.child.token}/readers`,
      );
      const line = hers.body.items.find((one) => one.what.startsWith('有急事'));
      expect(line?.fields).toEqual(['basic', 'family', 'health']);
      expect(hers.raw).not.toContain('protection');
    });

    it('tell the family nothing where protection alone was opened, though health stood there with its consent', async () => {
      const path = `/children/${family.child.token}`;
      const { reporter } = village.people;
      const note = { words: '对花生过敏', after: null };
      expect((await reporter.api.post(`${path}/health`, note)).status).toBe(200);
      await say('given');
      const opened = await open(teacher, { ...urgent, fields: ['protection'] });
      expect([opened.status, opened.body.health?.words]).toEqual([201, note.words]);
      const hers = await reporter.api.get<ChildReaders>(`${path}/readers`);
      expect(hers.body.items.filter(({ what }) => what.startsWith('有急事'))).toEqual([]);
    });

    it('stay shut to every office that does not see the class, and to who is kept from the child', async () => {
      const { admin, worker, guardian } = village.people;
      const canteen = await house.make.staff(village.school, 'canteen');
      for (const who of [worker, canteen, guardian]) expect((await open(who, urgent)).status).toBe(404);
      const other = await house.make.staff(
        village.school,
        'class_teacher',
        await house.make.classroom(village.school),
      );
      expect((await open(other, urgent)).status).toBe(404);
      // Those whose office may open it by any reason still can, and nobody else has come to it.
      expect((await open(admin, urgent)).status).toBe(201);
      const kept = await house.make.staff(village.school, 'class_teacher', village.classroom);
      expect((await open(kept, urgent)).status).toBe(201);
      const bar = { person: kept.token, evidence: { kind: 'court', words: '裁定' }, fromDay: '2026-03-01' };
      await lead.api.post(`/children/${family.child.token}/bars`, bar);
      expect((await (await house.make.again(kept)).get(`/children/${family.child.token}`)).status).toBe(404);
    });

    it('stay shut to whom a report of harm names, also what stood open already, in the words for everybody', async () => {
      const second = await house.make.staff(village.school, 'class_teacher', village.classroom, '欧阳若冰');
      const subject = await house.make.staff(village.school, 'logistics');
      const elsewhere = await open(subject, urgent);
      expect((await open(second, urgent)).status).toBe(201);
      expect((await shows(second))[0]).toEqual([]);
      const said = { text: '欧阳若冰老师打我家孩子，身上都青了', child: family.child.token };
      const reported = await village.people.reporter.api.post<{ token: string }>(
        '/issues',
        house.make.report(said.text, { child: said.child, picture: 'harm' }),
      );
      expect(reported.status).toBe(201);
      const seen = await shows(second);
      expect([seen[0], seen[1]]).toEqual([['health'], null]);
      // The button stays as it was: that it was gone would tell her.
      expect(seen[2]).toEqual(['health', 'protection']);
      const refused = await open(second, urgent);
      expect([refused.status, refused.body.detail]).toEqual([
        403,
        '您不能这样查看。急事请马上找安全保护专员。',
      ]);
      expect(elsewhere.status).toBe(404);
      // Of other children, and to other teachers, nothing changes.
      expect((await open(teacher, urgent)).status).toBe(201);
      const noted = await house.database.read
        .global(AuditRow)
        .findBy({ action: 'break_glass.refused', actorId: second.id });
      expect(noted).toHaveLength(1);
    });
  });

  it('open to nobody who may not, and for no reason that says nothing', async () => {
    for (const body of [
      { fields: ['protection'], reason: '看看' },
      { fields: ['protection'], reason: '          ' },
      { fields: [], reason: openingFor.reason },
      { fields: ['everything'], reason: openingFor.reason },
      { reason: openingFor.reason },
    ])
      expect((await open(teacher, body)).status).toBe(400);
    // Her own office shows the family; a reason opens what it names and nothing that her office may not open.
    expect((await open(teacher, { ...openingFor, fields: ['protection', 'family'] })).status).toBe(403);
    expect((await open(village.people.admin, openingFor)).status).toBe(403);
    for (const who of ['reporter', 'lead'] as const)
      expect((await open(village.people[who])).status).toBe(403);
    for (const who of ['otherTeacher', 'worker', 'officer', 'foreign', 'guardian'] as const)
      expect((await open(village.people[who])).status).toBe(404);
    // A teacher whose own child it is, and a teacher who is kept from it.
    await house.make.guards(village.school, family.child, teacher);
    const own = await page();
    expect(own.body.abilities.openFields).toEqual([]);
    expect((await open()).status).toBe(403);
    const kept = await house.make.staff(village.school, 'class_teacher', village.classroom);
    await open(kept);
    expect((await page(kept)).body.protection).toBeDefined();
    const bar = { person: kept.token, evidence: { kind: 'court', words: '裁定' }, fromDay: '2026-03-01' };
    expect((await lead.api.post(`/children/${family.child.token}/bars`, bar)).status).toBe(201);
    const again = await house.make.again(kept);
    expect((await again.get(`/children/${family.child.token}`)).status).toBe(404);
    expect((await again.post(`/children/${family.child.token}/open-fields`, openingFor)).status).toBe(404);
  });

  it('are shut by hand, and by losing the office they rest on', async () => {
    await open();
    const token = await tokenOf();
    const close = (who: TestPerson) => who.api.post(`/opened-fields/${token}/close`);
    expect((await close(village.people.principal)).status).toBe(404);
    expect((await close(teacher)).status).toBe(204);
    expect((await page()).body.protection).toBeUndefined();
    await open();
    expect((await page()).body.protection).toBeDefined();
    await house.make.endsRole(village.school, teacher, '2026-03-03');
    expect((await page()).status).toBe(404);
  });

  it('are told to the closed room at once, in words that say nothing', async () => {
    const deputy = await house.make.staff(village.school, 'safeguarding_deputy');
    await house.make.credits(lead, 'work', 1);
    await open();
    expect(await told('break_glass.opened')).toEqual([lead.id, deputy.id].sort());
    await house.deliver();
    const sent = JSON.stringify(house.emulator.emulator.phones.list(lead.openid));
    expect(sent).toContain('有一件需要您看的事');
    expect(sent).not.toContain(family.child.name);
    expect(sent).not.toContain('接走');
  });

  it('are reviewed by somebody else, once', async () => {
    await open();
    const token = await tokenOf();
    const waiting = await list();
    expect(waiting.body.items).toEqual([
      expect.objectContaining({
        token,
        child: { token: family.child.token, name: family.child.name },
        openedBy: { token: teacher.token, name: teacher.name },
        reason: openingFor.reason,
        isOpen: true,
        review: null,
        abilities: { review: true, close: true },
      }),
    ]);
    expect(waiting.body.items[0]?.reads.length).toBeGreaterThanOrEqual(2);
    expect((await review(teacher, token)).status).toBe(404);
    expect((await review(village.people.principal, token)).status).toBe(404);
    // Who opened it does not review it, whatever she becomes.
    const office = { role: 'safeguarding_deputy' };
    const given = await village.people.principal.api.post(`/staff/${teacher.token}/roles`, office);
    expect(given.status).toBe(201);
    expect((await review(teacher, token)).status).toBe(404);
    const hers = await list(teacher);
    expect(hers.body.items[0]?.abilities.review).toBe(false);
    const done = await review(lead, token, 'unjustified');
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      isOpen: false,
      review: { verdict: 'unjustified', note, by: lead.name },
    });
    const deputy = await house.make.staff(village.school, 'safeguarding_deputy');
    expect((await review(deputy, token)).body.code).toBe('state_conflict');
    expect((await list()).body.items).toEqual([]);
    expect((await list(lead, '?state=reviewed')).body.items).toHaveLength(1);
    house.clock.pass(25 * hour);
    await house.ring();
    expect(await told('break_glass.unreviewed')).toEqual([]);
  });

  it('that nobody reviews in a day are handed up to the county, which can review them then', async () => {
    const county = await house.make.officer(village.school, 'county_safeguarding');
    await open();
    const token = await tokenOf();
    expect((await list(county)).body.items).toEqual([]);
    expect((await review(county, token)).status).toBe(404);
    house.clock.pass(24 * hour - 1);
    await house.ring();
    expect(await told('break_glass.unreviewed')).toEqual([]);
    house.clock.pass(1);
    await house.ring();
    await house.ring();
    expect(await told('break_glass.unreviewed')).toEqual([county.id]);
    const handed = await list(county);
    expect(handed.body.items[0]).toMatchObject({ token, escalatedAt: house.clock.now().toISOString() });
    expect((await review(county, token)).body.review).toMatchObject({ verdict: 'justified' });
    // Of another region's schools she sees none.
    const elsewhere = await house.make.officer(village.elsewhere, 'county_safeguarding');
    expect((await list(elsewhere, '?state=reviewed')).body.items).toEqual([]);
  });

  it('of a school without anybody else in its closed room are told above it', async () => {
    await house.make.hasNoRole(village.school, lead);
    const officer = await house.make.officer(village.school, 'county_officer');
    await open();
    expect(await told('break_glass.opened')).toEqual([village.people.officer.id, officer.id].sort());
  });
});
