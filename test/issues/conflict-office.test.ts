import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { ConflictScene } from './conflict-scene.js';

const bothLeads = '周国强和赵敏一起收红包';

describe('an issue that nobody who leads the school may see', () => {
  let house: House;
  let scene: ConflictScene;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    scene = await ConflictScene.build(house);
  });
  const seenBy = async (person: TestPerson, token: string) =>
    (await person.api.get<IssueDetail>(`/issues/${token}`)).body;

  it('goes to the county officer before any rule of theirs, and is told to her', async () => {
    const { officer, worker, principal, admin } = scene;
    await scene.rule(worker);
    await house.make.credits(officer, 'work', 3);
    const token = await scene.report(bothLeads, { child: scene.child.token });
    expect(await scene.excluded(token)).toEqual(['周国强 named', '赵敏 named']);
    expect(await scene.row(token)).toMatchObject({
      assigneeId: officer.id,
      officeId: await scene.regionId(),
      state: 'assigned',
    });
    await house.deliver();
    expect(await scene.messages(officer, token)).toEqual(['issue.assigned sent']);
    for (const person of [principal, admin, worker])
      expect(await scene.knock(person, token)).toEqual(await scene.knock(person, newToken()));
    // One lead who may see it is enough: then it is the school's.
    const other = await scene.report('周国强收红包');
    expect(await scene.row(other)).toMatchObject({ assigneeId: worker.id, officeId: null });
  });

  it('shows her everything but the child, the classroom and who reported', async () => {
    const { officer, parent, child, classroom } = scene;
    const place = await house.make.place(scene.school, '厨房');
    const more = { child: child.token, place: place.token, category: scene.school.categories['fees'] };
    const token = await scene.report(bothLeads, more);
    await scene.act(officer, token, 'accept');
    await scene.act(officer, token, 'ask', { text: '什么时候？' });
    await scene.act(parent, token, 'reply', { text: '上个月' });
    const answer = await officer.api.get<IssueDetail>(`/issues/${token}`);
    const hers = answer.body;
    const parents = await seenBy(parent, token);
    expect(Object.keys(hers).sort()).toEqual(Object.keys(parents).sort());
    expect(hers).toMatchObject({
      token,
      clientId: null,
      title: bothLeads,
      text: bothLeads,
      state: 'in_progress',
      waitingFor: 'you',
      school: { token: scene.school.token },
      category: { code: 'fees' },
      place: { token: place.token, name: '厨房' },
      assignee: { token: officer.token, name: officer.name, role: null },
      classroom: null,
      child: null,
      reporter: null,
      filedBy: null,
      sealed: false,
      mine: false,
      conflict: null,
      primary: null,
      merged: [],
    });
    expect(hers.classification?.decidedBy).toBe('reporter');
    expect(hers.timeline.map(({ event, text }) => [event, text])).toEqual([
      ['submitted', null],
      ['classify', null],
      ['assign', null],
      ['accept', null],
      ['ask', '什么时候？'],
      ['reply', '上个月'],
      ['next', null],
    ]);
    for (const withheld of [parent.name, parent.token, '石小满', child.token, '小一班', classroom.token])
      expect([withheld, answer.raw.includes(withheld)]).toEqual([withheld, false]);
    // Her own people see all of it.
    expect(parents).toMatchObject({ child: { name: '石小满' }, classroom: { name: '小一班' }, mine: true });
    const list = await officer.api.get<{ items: IssueDetail[] }>('/issues?scope=assigned');
    expect(list.body.items).toMatchObject([
      { token, classroom: null, reporter: null, place: { name: '厨房' } },
    ]);
    expect(list.raw).not.toContain(parent.name);
    expect(list.raw).not.toContain('小一班');
    const reads = await house.database.read.global(AuditRow).findBy({ actorId: officer.id, kind: 'read' });
    expect(reads.map(({ action, inSchool }) => [action, inSchool])).toEqual([
      ['issue.get', scene.school.id],
      ['issue.list', scene.school.id],
    ]);
  });

  it('is worked on by her to its end, with what is the school’s own left to the school', async () => {
    const { officer, parent, cook, lead } = scene;
    const token = await scene.report(bothLeads);
    expect((await seenBy(officer, token)).abilities).toMatchObject({
      accept: true,
      decline: true,
      divert: true,
      assign: false,
      recategorise: false,
      merge: false,
    });
    for (const [action, body] of [
      ['assign', { assignee: cook.token }],
      ['recategorise', { category: scene.school.categories['food'] }],
      ['merge', { into: token }],
    ] as const)
      expect((await officer.api.post(`/issues/${token}/${action}`, body)).status).toBe(403);
    await scene.act(officer, token, 'accept');
    await scene.act(officer, token, 'resolve', { text: '钱退了' });
    await scene.act(parent, token, 'reject', { text: '没退' });
    expect(await scene.row(token)).toMatchObject({ assigneeId: officer.id, state: 'reopened' });
    await scene.act(officer, token, 'resolve', { text: '这回退了' });
    await scene.act(parent, token, 'confirm');
    // A disclosure leaves her sight like everybody's.
    const other = await scene.report(bothLeads);
    await officer.api.post(`/issues/${other}/divert`, { reason: 'harm' });
    expect((await officer.api.get(`/issues/${other}`)).status).toBe(404);
    expect(await scene.listed(officer.api, 'scope=assigned')).toEqual([token]);
    expect((await seenBy(lead, other)).state).toBe('diverted');
  });

  it('is all that she sees, and no other office sees it', async () => {
    const { officer, cook, lead } = scene;
    await scene.rule(cook);
    const ordinary = await scene.report('走廊的灯坏了');
    const token = await scene.report(bothLeads);
    expect(await scene.listed(officer.api, 'scope=assigned')).toEqual([token]);
    expect(await scene.knock(officer, ordinary)).toEqual(await scene.knock(officer, newToken()));
    for (const scope of ['board', 'safeguarding'])
      expect((await officer.api.get(`/issues?scope=${scope}`)).status).toBe(404);
    const elsewhere = await house.make.officer(await house.make.school(), 'county_officer');
    const village = await house.make.officer(scene.school, 'village_officer');
    const closed = await scene.countySafeguarding();
    for (const person of [elsewhere, village, closed, lead, cook]) {
      expect([person.name, (await person.api.get(`/issues/${token}`)).status]).toEqual([person.name, 404]);
      expect(await scene.listed(person.api, 'scope=assigned')).not.toContain(token);
    }
    // A colleague of the same office does.
    const colleague = await house.make.officer(scene.school, 'county_officer');
    expect(await scene.listed(colleague.api, 'scope=assigned')).toEqual([token]);
    expect((await seenBy(colleague, token)).abilities).toMatchObject({ accept: false, divert: true });
  });

  it('is not hers where she is named herself, but her colleague’s', async () => {
    const colleague = await house.make.officer(scene.school, 'county_officer');
    await house.make.works(scene.school, scene.officer, 'subject_teacher');
    const token = await scene.report(bothLeads, { about: [scene.officer.token] });
    expect((await scene.row(token)).assigneeId).toBe(colleague.id);
    expect((await scene.officer.api.get(`/issues/${token}`)).status).toBe(404);
    expect(await scene.listed(scene.officer.api, 'scope=assigned')).toEqual([]);
  });

  it('stands beside what she has at a school where she works besides, without the school being named', async () => {
    const { officer, worker, principal } = scene;
    await house.make.works(scene.school, officer, 'subject_teacher');
    await scene.rule(worker);
    const handedUp = await scene.report(bothLeads);
    const hers = await scene.report('走廊的灯坏了');
    const others = await scene.report('门关不上');
    await scene.act(principal, hers, 'assign', { assignee: officer.token });
    expect(await scene.listed(officer.api, 'scope=assigned')).toEqual([hers, handedUp]);
    expect(await scene.listed(officer.api, 'scope=assigned')).not.toContain(others);
    const named = await scene.report('王建国不修门', { about: [officer.token] });
    expect(await scene.listed(officer.api, 'scope=assigned')).not.toContain(named);
  });

  it('comes to her when later words name the last lead', async () => {
    const { officer, worker, parent } = scene;
    await scene.rule(worker);
    const token = await scene.report('周国强收红包');
    await scene.act(worker, token, 'accept');
    await scene.act(worker, token, 'ask', { text: '还有谁？' });
    await scene.act(parent, token, 'reply', { text: '赵敏也收了' });
    expect(await scene.row(token)).toMatchObject({ assigneeId: officer.id, state: 'assigned' });
    expect((await worker.api.get(`/issues/${token}`)).status).toBe(404);
  });

  it('is decided by her where a surname kept all of them out, and then goes back', async () => {
    const { officer, principal, parent } = scene;
    const deputy = await house.make.staff(scene.school, 'school_admin', null, '周敏');
    await house.make.hasNoRole(scene.school, scene.admin);
    const token = await scene.report('周老师收红包');
    expect(await scene.row(token)).toMatchObject({ conflictOpen: true, assigneeId: officer.id });
    const seen = await seenBy(officer, token);
    expect(seen.abilities.settleConflict).toBe(true);
    expect(seen.conflict?.candidates.map(({ name }) => name).sort()).toEqual(['周国强', '周敏'].sort());
    const body = { about: [deputy.token] };
    const settle = () => officer.api.post(`/issues/${token}/settle-conflict`, body, { key: 'settle-above' });
    expect((await settle()).status).toBe(200);
    expect((await settle()).status).toBe(200);
    expect(await scene.row(token)).toMatchObject({
      assigneeId: principal.id,
      officeId: null,
      conflictOpen: false,
    });
    expect((await officer.api.get(`/issues/${token}`)).status).toBe(404);
    expect(await scene.listed(officer.api, 'scope=assigned')).toEqual([]);
    expect((await deputy.api.get(`/issues/${token}`)).status).toBe(404);
    expect((await seenBy(parent, token)).assignee?.name).toBe('周国强');
  });

  describe('where the county has no officer', () => {
    beforeEach(() => scene.retire(scene.officer));

    it('is given to whom a rule names, not to just anybody who works under them', async () => {
      const { cook } = scene;
      const alone = await scene.report(bothLeads);
      expect(await scene.row(alone)).toMatchObject({ assigneeId: null, officeId: null });
      await scene.rule(cook);
      const token = await scene.report(bothLeads);
      expect(await scene.row(token)).toMatchObject({ assigneeId: cook.id, officeId: null });
    });

    it('stays without an owner, and the safeguarding officer of the county sees that it is there', async () => {
      const watcher = await scene.countySafeguarding();
      const token = await scene.report(bothLeads, { child: scene.child.token });
      expect(await scene.row(token)).toMatchObject({ assigneeId: null, officeId: await scene.regionId() });
      expect(await scene.messages(watcher, token)).toEqual(['issue.undecided waiting']);
      expect(await scene.listed(watcher.api, 'scope=assigned')).toEqual([token]);
      expect(await seenBy(watcher, token)).toMatchObject({ child: null, reporter: null, classroom: null });
      for (const person of [scene.principal, scene.admin, scene.cook])
        expect((await person.api.get(`/issues/${token}`)).status).toBe(404);
      expect((await seenBy(scene.parent, token)).mine).toBe(true);
    });

    it('is shown to her together with what was merged into it', async () => {
      const watcher = await scene.countySafeguarding();
      const second = await house.make.guardian(scene.school, await house.make.child(scene.school));
      const primary = await scene.report('走廊的灯坏了');
      const merged = await scene.report('过道黑漆漆的', {}, second);
      await scene.act(scene.principal, merged, 'merge', { into: primary });
      await scene.act(scene.principal, primary, 'accept');
      await scene.act(scene.principal, primary, 'ask', { text: '哪一盏？' });
      await scene.act(scene.parent, primary, 'reply', { text: bothLeads });
      const regionId = await scene.regionId();
      expect(await scene.row(primary)).toMatchObject({ assigneeId: null, officeId: regionId });
      expect(await scene.row(merged)).toMatchObject({ assigneeId: null, officeId: regionId });
      expect(await scene.listed(watcher.api, 'scope=assigned')).toEqual([merged, primary]);
      expect((await seenBy(watcher, merged)).state).toBe('merged');
    });

    it('is looked for in the regions above', async () => {
      const above = await house.make.officerAbove(scene.school, 'county_officer');
      const token = await scene.report(bothLeads);
      expect((await scene.row(token)).assigneeId).toBe(above.id);
      expect(await scene.listed(above.api, 'scope=assigned')).toEqual([token]);
    });
  });
});
