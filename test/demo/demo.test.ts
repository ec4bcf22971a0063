import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { In } from 'typeorm';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueState } from '#shared/issues/workflow.js';
import { demoLogins, demoPersonas } from '../../server/src/demo/demo-personas.js';
import { demoPassword } from '../../server/src/demo/demo.types.js';
import { demoMarker, loadDemo } from '../../server/src/demo/load-demo.js';
import { Category, Issue } from '../../server/src/features/issues/issue.entity.js';
import { LeftBehindFinding } from '../../server/src/features/people/family.entity.js';
import { IntegrityFinding } from '../../server/src/features/people/integrity/integrity.entity.js';
import {
  Child,
  FamilyMember,
  Guardianship,
  GuardianshipRightRow,
  Place,
} from '../../server/src/features/people/people.entity.js';
import { AffiliationSource } from '../../server/src/platform/auth/actor.js';
import {
  Account,
  AccountPerson,
  Installation,
  Person,
} from '../../server/src/platform/auth/identity.entity.js';
import { dayOf, days, later } from '../../server/src/platform/clock/clock.js';
import { EnvError } from '../../server/src/platform/config/env.js';
import type { GlobalRow } from '../../server/src/platform/database/database.js';
import { Media } from '../../server/src/platform/media/media.entity.js';
import { OutboxRow, TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { House } from '../support/house.js';

jest.setTimeout(600_000);

/** How many rows each table has. */
async function counts(house: House): Promise<Record<string, number>> {
  const { writer, read } = house.database;
  const all: Record<string, number> = {};
  for (const { tableName, target } of writer.entityMetadatas) {
    all[tableName] = await read.global<GlobalRow>(target).count();
  }
  return all;
}

describe('the demo', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
    house.clock.set('2026-11-18T02:00:00.000Z');
    // As a loading that was broken off leaves it: the marker, and a part of the rows.
    await house.make.person('半途');
    await house.database.write((tx) =>
      tx.global(Installation).insert({ key: demoMarker, value: { state: 'loading', at: '' } }),
    );
    await loadDemo(house.app);
  });
  afterAll(() => house.close());

  it('is there whole after a loading that was broken off', async () => {
    expect(await house.database.read.global(Person).existsBy({ name: '半途' })).toBe(false);
    expect(await counts(house)).toMatchObject({
      region: 1,
      school: 2,
      classroom: 9,
      child: 60,
      category: 22,
      service_code: 22,
      issue: 171,
      region_role: 5,
    });
    const rooms = await house.database.read.acrossSchools(Child).find();
    expect(new Set(rooms.map((child) => child.classroomId)).size).toBe(9);
  });

  it('changes nothing when it is loaded again', async () => {
    const before = await counts(house);
    const personas = await loadDemo(house.app);
    expect(await counts(house)).toEqual(before);
    expect(personas).toEqual(await demoPersonas(house.database, house.clock));
  });

  it('leaves no child without somebody at home, somebody to tell and a household that votes', async () => {
    const read = house.database.read;
    const children = await read.acrossSchools(Child).find();
    const guardianships = await read.acrossSchools(Guardianship).find();
    const today = dayOf(house.clock.now());
    const rights = (await read.acrossSchools(GuardianshipRightRow).find()).filter(
      (one) => one.toDay === null || one.toDay >= today,
    );
    const holding = (child: Child, kind: string) =>
      guardianships.filter(
        (one) =>
          one.childId === child.id &&
          rights.some((right) => right.guardianshipId === one.id && right.kind === kind),
      );
    for (const kind of ['care', 'contact', 'pickup']) {
      expect(children.filter((child) => holding(child, kind).length === 0)).toEqual([]);
    }
    // Two orphans whose guardianship is not settled yet.
    const undecided = children.filter((child) => holding(child, 'authority').length === 0);
    expect(undecided.map((child) => child.name).sort()).toEqual(['麻小凤', '麻小龙']);
    const members = await read.acrossSchools(FamilyMember).find();
    for (const child of children) {
      const own = members.filter((one) => one.childId === child.id).map((one) => one.familyId);
      expect(own).toContain(child.votingFamilyId);
    }
    const twoHomes = children.filter(
      (child) => members.filter((one) => one.childId === child.id).length === 2,
    );
    expect(twoHomes.map((child) => child.name).sort()).toEqual(['戴梓萱', '黄奕辰']);
    expect(children.filter((child) => child.name === '王梓涵')).toHaveLength(2);
  });

  it('has the papers of families: an order, entrusted care, findings, and a binding that waits for a look', async () => {
    expect(await counts(house)).toMatchObject({ bar_order: 1, entrusted_care: 1, binding_request: 1 });
    const findings = await house.database.read.acrossSchools(LeftBehindFinding).find();
    expect(new Set(findings.map((row) => row.leftBehind))).toEqual(new Set([true, false]));
    const standing = await house.database.read.acrossSchools(IntegrityFinding).find();
    expect(new Set(standing.map((row) => row.kind))).toContain('no_authority');
  });

  it('keeps children of the right age and in school since before the history', async () => {
    const children = await house.database.read.acrossSchools(Child).find();
    const ages = children.map((child) => 2026 - Number(child.birthDay?.slice(0, 4)));
    expect(Math.min(...ages)).toBe(3);
    expect(Math.max(...ages)).toBe(9);
    const first = later(house.clock.now(), -days(92));
    expect(children.every((child) => child.enrolledDay < dayOf(first))).toBe(true);
  });

  it('shows the main persona first, and tells shared phones and barred adults apart', async () => {
    const personas = await demoPersonas(house.database, house.clock);
    expect(personas[0]).toMatchObject({
      openid: 'demo-openid-zhou-nainai',
      name: '周奶奶',
      label: '王梓涵的奶奶 · 小二班，和王爷爷共用手机',
      role: 'guardian',
      group: '在家照护人',
    });
    expect(personas.find(({ name }) => name === '曾勇')?.label).toBe('曾嘉豪的爸爸 · 不得联系');
    expect(personas.find(({ name }) => name === '陈老师')).toMatchObject({
      serviceOpenid: 'demo-service-chen-laoshi',
      label: '班主任（小二班） · 桃源镇中心幼儿园',
      group: '教职工',
    });
    expect(new Set(personas.map(({ openid }) => openid)).size).toBe(personas.length);
    // Who has left is nobody any more.
    expect(personas.some(({ name }) => name === '钱老师')).toBe(false);
    const barred = await house.database.read.global(Person).findOneByOrFail({ name: '曾勇' });
    expect((await house.app.get(AffiliationSource, { strict: false }).of(barred.id)).children).toEqual([]);
  });

  it('lets the staff sign in with the password that is printed', async () => {
    const logins = await demoLogins(house.database);
    expect(logins.find(({ login }) => login === 'wang.yuanzhang')?.roles).toEqual([
      '园长 · 桃源镇中心幼儿园',
    ]);
    expect(logins.some(({ login }) => login === 'qian.laoshi')).toBe(false);
    const answer = await house
      .as(null)
      .post('/session/password', { login: 'wang.yuanzhang', password: demoPassword });
    expect(answer.status).toBeLessThan(300);
  });

  it('brings every issue to the state that its events lead to', async () => {
    const read = house.database.read;
    const issues = await read.acrossSchools(Issue).find();
    const events = await read
      .acrossSchools(TimelineEvent)
      .find({ where: { subjectType: 'issue' }, order: { seq: 'ASC' } });
    for (const issue of issues) {
      const own = events.filter((event) => event.subjectId === issue.id);
      let state: IssueState = issueWorkflow.initial;
      for (const [index, event] of own.entries()) {
        expect(event.seq).toBe(index + 1);
        expect(event.at.getTime()).toBeGreaterThanOrEqual((own[index - 1] ?? event).at.getTime());
        if (event.name === 'submitted') continue;
        const transition = issueWorkflow.transitions[event.name as IssueAction];
        expect(transition.from).toContain(state);
        state = transition.to ?? state;
      }
      expect({ id: issue.id, state: issue.state, seq: issue.lastSeq }).toEqual({
        id: issue.id,
        state,
        seq: own.length,
      });
      expect(issue.changedAt <= house.clock.now()).toBe(true);
    }
    const reached = new Set(issues.map((issue) => issue.state));
    for (const state of ['assigned', 'accepted', 'in_progress', 'waiting_family', 'resolved', 'reopened'])
      expect(reached).toContain(state);
    expect(reached).toContain('unconfirmed');
    expect(issues.filter((issue) => issue.diverted)).toHaveLength(1);
    expect(issues.filter((issue) => !issue.diverted && issue.assigneeId === null)).toEqual([]);
  });

  it('has clocks that a school believes: a few things are late and were told of, all others are in time', async () => {
    const read = house.database.read;
    const now = house.clock.now();
    const open = (await read.acrossSchools(Issue).find()).filter(
      ({ state }) => issueWorkflow.states[state].type === 'open',
    );
    for (const issue of open) {
      expect(issue.responseDueAt).not.toBeNull();
      expect(issue.resolutionDueAt === null).toBe(issue.pausedSince !== null);
    }
    const late = open.filter((issue) => issue.resolutionDueAt !== null && issue.resolutionDueAt < now);
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(6);
    const spoken = await read.acrossSchools(TimelineEvent).findBy({ name: 'escalate' });
    expect(spoken.length).toBeGreaterThan(5);
    expect(new Set(spoken.map((event) => event.subjectId)).size).toBeLessThan(20);
  });

  it('never names who reported a sealed issue', async () => {
    const read = house.database.read;
    const sealed = (await read.acrossSchools(Issue).find()).filter((issue) => issue.seal !== null);
    expect(sealed.length).toBeGreaterThan(8);
    expect(sealed.every((issue) => issue.reporterId === null)).toBe(true);
    const first = await read
      .acrossSchools(TimelineEvent)
      .findBy({ subjectType: 'issue', subjectId: In(sealed.map((issue) => issue.id)), name: 'submitted' });
    expect(first.every((event) => event.actorId === null && event.actorSeal !== null)).toBe(true);
  });

  it('holds three reports of a cold nap room by three families within twenty days', async () => {
    const read = house.database.read;
    const place = await read.acrossSchools(Place).findOneByOrFail({ name: '午睡房' });
    const since = later(house.clock.now(), -days(20));
    const issues = (await read.acrossSchools(Issue).findBy({ placeId: place.id })).filter(
      (issue) => issue.createdAt >= since,
    );
    const families = await read
      .acrossSchools(FamilyMember)
      .findBy({ personId: In(issues.map((issue) => issue.reporterId)) });
    expect(issues).toHaveLength(3);
    expect(new Set(families.map((one) => one.familyId)).size).toBe(3);
  });

  it('has nothing left to send or to ring from the past', async () => {
    const read = house.database.read;
    const waiting = (await read.global(OutboxRow).find()).filter((row) => row.state === 'waiting');
    expect(waiting.filter((row) => row.dueAt <= house.clock.now())).toEqual([]);
    expect(await read.global(OutboxRow).countBy({ state: 'unreachable' })).toBeGreaterThan(0);
    const timers = await read.global(TimerRow).find();
    expect(timers.every((timer) => timer.dueAt > house.clock.now())).toBe(true);
    expect(await read.acrossSchools(Media).countBy({ subjectType: 'issue' })).toBeGreaterThan(50);
    expect(await read.acrossSchools(Category).count()).toBe(22);
  });

  it('binds two people to a shared phone', async () => {
    const read = house.database.read;
    const account = await read.global(Account).findOneByOrFail({ openid: 'demo-openid-zhou-nainai' });
    expect(await read.global(AccountPerson).countBy({ accountId: account.id })).toBe(2);
  });
});

describe('a database with data that are not the demo’s', () => {
  it('is refused and left as it was', async () => {
    const house = await House.open();
    try {
      await house.make.school();
      const before = await counts(house);
      await expect(loadDemo(house.app)).rejects.toThrow(EnvError);
      expect(await counts(house)).toEqual(before);
    } finally {
      await house.close();
    }
  });
});
