import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { firstVersion } from '#shared/consents/child-purposes.js';
import { ChildConsents } from '../../server/src/features/consents/child-consents.port.js';
import { DayHeard } from '../../server/src/features/people/by-date/day-heard.entity.js';
import { Child } from '../../server/src/features/people/people.entity.js';
import { PeopleChanges } from '../../server/src/features/people/people-changes.port.js';
import { dayTurns, SchoolDays } from '../../server/src/features/people/school-days.js';
import { dayOf, days, later } from '../../server/src/platform/clock/clock.js';
import { Timers } from '../../server/src/platform/jobs/timers.js';
import { Village } from '../http/support/village.js';
import type { TestPerson, TestRow } from '../support/factory.js';
import { House } from '../support/house.js';

const paper = { kind: 'court', words: '法院裁定书', photos: [] };
const purpose = 'photos_class';

describe('what begins or ends because a day has come', () => {
  let house: House;
  let village: Village;
  let child: TestRow;
  let mother: TestPerson;
  let father: TestPerson;
  let heard: number[];
  let fails = 0;
  const roles: number[] = [];
  beforeAll(async () => {
    house = await House.open();
    house.app.get(ChildConsents).onChanged(async (_tx, change) => {
      if (fails > 0) {
        fails--;
        throw new Error('a listener that fails');
      }
      if (change.school === village.school.id) heard.push(change.childId);
    });
    house.app.get(PeopleChanges).onRoles(async (_tx, { personId }) => void roles.push(personId));
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    // Timers of schools of other tests must not ring among these.
    house.clock.set('2026-03-04T02:00:00.000Z');
    village = await Village.build(house);
    child = await house.make.child(village.school, village.classroom);
    mother = await house.make.guardian(village.school, child, 'mother', ['authority', 'contact']);
    father = await house.make.guardian(village.school, child, 'father', ['authority', 'contact']);
    heard = [];
    await house.app.get(SchoolDays).ensure(dayTurns, village.school.id);
    await house.ring();
    heard = [];
    roles.length = 0;
  });

  const day = (n: number) => dayOf(later(house.clock.now(), days(n)));
  /** To the first second of a day in Shanghai. */
  const midnight = (date: string) => house.clock.set(`${date}T00:00:01+08:00`);
  const send = (what: string, body: object, by = village.people.principal) =>
    by.api.post(`/children/${child.token}/${what}`, body);
  const endRight = (person: TestPerson, toDay: string) =>
    send('end-right', { person: person.token, right: 'authority', toDay, evidence: paper });
  const say = async (by: TestPerson, decision: string) =>
    (
      await by.api.post(`/children/${child.token}/consents`, {
        ...{ purpose, version: firstVersion, decision },
      })
    ).status;
  const may = () => house.app.get(ChildConsents).may(village.school.id, child.id, purpose);

  it('is heard once, in the first minute of its day', async () => {
    expect([await say(mother, 'given'), await say(father, 'refused')]).toEqual([201, 201]);
    heard = [];
    const last = day(2);
    const next = day(3);
    expect((await endRight(father, last)).status).toBe(200);
    // Nothing has changed yet.
    expect([heard, await may()]).toEqual([[], false]);
    midnight(last);
    await house.ring();
    expect([heard, await may()]).toEqual([[], false]);
    midnight(next);
    expect(await may()).toBe(true);
    await house.ring();
    expect(heard).toEqual([child.id]);
    house.clock.pass(3_600_000);
    await house.ring();
    expect(heard).toEqual([child.id]);
  });

  it('is heard of a right that begins, of an order that begins and ends, and of a child who leaves', async () => {
    const aunt = await house.make.guardian(village.school, child, 'aunt', ['pickup']);
    const [begins, orderFrom, orderTo, leaves] = [day(1), day(3), day(5), day(8)];
    const right = { person: aunt.token, right: 'contact', fromDay: begins, toDay: null, evidence: paper };
    expect((await send('rights', right)).status).toBe(201);
    const order = { person: father.token, evidence: paper, fromDay: orderFrom, toDay: orderTo };
    expect((await send('bars', order, village.people.lead)).status).toBe(201);
    expect(heard).toEqual([]);
    await house.database.write((tx) =>
      tx.of(Child, village.school.id).update({ id: child.id }, { leftDay: leaves }),
    );
    const days = [];
    for (let n = 0; n < 10; n++) {
      midnight(day(1));
      await house.ring();
      days.push(heard.length);
    }
    expect(days).toEqual([1, 1, 2, 2, 2, 3, 3, 3, 4, 4]);
  });

  it('shuts out at the beginning of an order whoever it keeps from the child', async () => {
    const order = { person: father.token, evidence: paper, fromDay: day(1), toDay: null };
    expect((await send('bars', order, village.people.lead)).status).toBe(201);
    expect((await father.api.get(`/children/${child.token}`)).status).toBe(200);
    midnight(day(1));
    await house.ring();
    expect((await father.api.get('/session')).status).toBe(401);
    expect((await mother.api.get('/session')).status).toBe(200);
    expect(heard).toEqual([child.id]);
  });

  it('is caught up after days without a server, and none of it twice', async () => {
    const sister = await house.make.child(village.school, village.classroom);
    const uncle = await house.make.guardian(village.school, sister, 'uncle', ['authority']);
    expect((await endRight(father, day(1))).status).toBe(200);
    const end = { person: uncle.token, right: null, toDay: day(3), evidence: paper };
    await village.people.principal.api.post(`/children/${sister.token}/end-right`, end);
    house.clock.pass(days(9));
    // Two processes that start at once.
    await Promise.all([house.ring(), house.ring()]);
    expect([...heard].sort()).toEqual([child.id, sister.id].sort());
    const row = await house.database.read.of(DayHeard, village.school.id).findOne({});
    expect(row?.day).toBe(day(0));
    await house.app.get(SchoolDays).onApplicationBootstrap();
    await house.ring();
    expect(heard).toHaveLength(2);
  });

  it('is told again, whole, when a listener has failed', async () => {
    expect((await endRight(father, day(0))).status).toBe(200);
    midnight(day(1));
    fails = 1;
    await house.ring();
    expect(heard).toEqual([]);
    const row = await house.database.read.of(DayHeard, village.school.id).findOne({});
    expect(row?.day).toBe(day(-1));
    house.clock.pass(60_000);
    await house.ring();
    expect(heard).toEqual([child.id]);
  });

  it('is heard of roles, beginning and ending', async () => {
    const { worker, principal } = village.people;
    const given = { role: 'security', fromDay: day(2), toDay: day(3), because: '顶班' };
    expect((await principal.api.post(`/staff/${worker.token}/roles`, given)).status).toBe(201);
    const turns = [];
    for (let n = 0; n < 5; n++) {
      midnight(day(1));
      await house.ring();
      turns.push(roles.length);
    }
    expect(turns).toEqual([0, 1, 1, 2, 2]);
    expect(new Set(roles)).toEqual(new Set([worker.id]));
  });

  it('is watched at a school that was made while the server ran', async () => {
    const young = await house.make.school();
    const head = await house.make.staff(young, 'principal');
    const cook = await house.make.staff(young, 'canteen');
    const timer = { type: 'school', id: young.id, school: young.id };
    expect(await house.app.get(Timers).dueAt(dayTurns, timer)).toBeNull();
    const given = { role: 'security', fromDay: day(0), toDay: day(1), because: '顶班' };
    expect((await head.api.post(`/staff/${cook.token}/roles`, given)).status).toBe(201);
    expect(await house.app.get(Timers).dueAt(dayTurns, timer)).not.toBeNull();
    // So it is where an order of a court is the first that names a day.
    const other = await house.make.school();
    const lead = await house.make.staff(other, 'safeguarding_lead');
    const kept = await house.make.child(other, await house.make.classroom(other));
    const man = await house.make.guardian(other, kept, 'father', ['authority']);
    const order = { person: man.token, evidence: paper, fromDay: day(1), toDay: null };
    const placed = await lead.api.post(`/children/${kept.token}/bars`, order);
    expect(placed.status).toBe(201);
    const watched = { type: 'school', id: other.id, school: other.id };
    for (const kind of [dayTurns, 'people.integrity'])
      expect(await house.app.get(Timers).dueAt(kind, watched)).not.toBeNull();
  });

  it('is heard at once where the hand of a person does it', async () => {
    expect((await endRight(father, day(-1))).status).toBe(200);
    expect(heard).toEqual([child.id]);
    const order = { person: father.token, evidence: paper, fromDay: day(0), toDay: null };
    await send('bars', order, village.people.lead);
    expect(heard).toHaveLength(2);
    await send('lift-bar', { person: father.token, because: '法院撤销了裁定' }, village.people.lead);
    expect(heard).toHaveLength(3);
    // And not once more when the next day begins.
    midnight(day(1));
    await house.ring();
    expect(heard).toHaveLength(3);
  });
});
