import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { AbsenceView, StaffHour } from '#shared/people/presence.js';
import { hoursReach } from '../../server/src/features/people/staff-presence.port.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { days } from '../../server/src/platform/clock/clock.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { refusal, Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';

const today = '2026-03-04';
const wednesday = 3;

describe('whether hours reach into a stretch of time', () => {
  // Wednesday 10:00 in Shanghai.
  const now = new Date('2026-03-04T02:00:00Z');
  const at = (weekday: number, from: number, to: number) => ({
    weekday,
    fromMinute: from * 60,
    toMinute: to * 60,
  });
  const reach = (kept: ReturnType<typeof at>[], until: string) => hoursReach(kept, now, new Date(until));

  it('counts hours that lie in it in part, and not those that only touch it', () => {
    expect(reach([at(3, 8, 12)], '2026-03-04T06:00:00Z')).toBe(true);
    expect(reach([at(3, 8, 10)], '2026-03-04T06:00:00Z')).toBe(false);
    expect(reach([at(3, 14, 17)], '2026-03-04T06:00:00Z')).toBe(false);
    expect(reach([at(3, 14, 17)], '2026-03-04T06:00:00.001Z')).toBe(true);
    expect(reach([], '2026-03-06T06:00:00Z')).toBe(false);
  });

  it('goes on over midnight, the weekend and the same weekday next week', () => {
    expect(reach([at(4, 8, 9)], '2026-03-05T00:30:00Z')).toBe(true);
    expect(reach([at(4, 8, 9)], '2026-03-04T23:00:00Z')).toBe(false);
    expect(reach([at(7, 8, 9)], '2026-03-09T06:00:00Z')).toBe(true);
    expect(reach([at(3, 8, 9)], '2026-03-10T06:00:00Z')).toBe(false);
    expect(reach([at(3, 8, 9)], '2026-03-11T01:00:00Z')).toBe(true);
    expect(reach([at(1, 0, 24)], '2026-03-30T01:00:00Z')).toBe(true);
  });
});

describe('who is there', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    house.clock.set('2026-03-04T02:00:00.000Z');
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const away = (
    person: TestPerson,
    days: object = { fromDay: today, toDay: today },
    by = village.people.principal,
  ) => by.api.post<AbsenceView>(`/staff/${person.token}/absences`, days);
  const rule = async (rule: object) =>
    expect((await village.people.principal.api.post('/routing-rules', rule)).status).toBe(201);
  const food = () => ({ category: village.school.categories['food'] });
  const owner = async (token: string) =>
    (await village.people.principal.api.get<IssueDetail>(`/issues/${token}`)).body.assignee?.token;
  const rungs = async () => {
    const rows = await house.database.read
      .of(TimelineEvent, village.school.id)
      .find({ order: { id: 'ASC' } });
    return rows.flatMap(({ name, payload }) => (/assign/.test(name) ? [payload['by']] : []));
  };

  describe('a report passes over who is away', () => {
    it('for another of the same role, then the backup, then the office', async () => {
      const { principal, worker, otherWorker } = village.people;
      const cook = await house.make.staff(village.school, 'canteen');
      await rule({ ...food(), role: 'logistics', backupPerson: cook.token });
      expect(await owner(await village.report('饭凉', food()))).toBe(worker.token);
      expect((await away(worker)).status).toBe(201);
      expect(await owner(await village.report('饭凉', food()))).toBe(otherWorker.token);
      await away(otherWorker);
      expect(await owner(await village.report('饭凉', food()))).toBe(cook.token);
      await away(cook);
      expect(await owner(await village.report('饭凉', food()))).toBe(principal.token);
      expect(await rungs()).toEqual(expect.arrayContaining(['rule', 'backup', 'fallback']));
    });

    it('and goes to the first of all where everybody is, so that it is not nobody’s', async () => {
      const { principal, admin, worker } = village.people;
      for (const person of [worker, principal, admin]) await away(person);
      expect(await owner(await village.report())).toBe(worker.token);
      expect((await rungs()).at(-1)).toBe('away');
    });

    it('until she is back', async () => {
      const { worker, principal } = village.people;
      await away(worker, { fromDay: '2026-03-03', toDay: '2026-03-04' });
      expect(await owner(await village.report())).toBe(principal.token);
      house.clock.pass(days(1));
      expect(await owner(await village.report())).toBe(worker.token);
    });

    it('whose hours do not reach into the time within which an answer is due', async () => {
      const { worker, principal } = village.people;
      const keep = async (items: StaffHour[]) =>
        expect((await principal.api.put(`/staff/${worker.token}/hours`, { items })).status).toBe(200);
      const at = (weekday: number, from: number, to: number) => ({
        weekday,
        fromMinute: from * 60,
        toMinute: to * 60,
      });
      const due = await village.people.reporter.api.get<IssueDetail>(`/issues/${await village.report()}`);
      // The response is due within the next day: who comes in only before it is told of in time, who comes later is not.
      const dueAt = Date.parse(due.body.due?.at ?? '');
      expect(dueAt - house.clock.now().getTime()).toBeLessThan(days(2));
      await keep([at(wednesday, 11, 12)]);
      expect(await owner(await village.report())).toBe(worker.token);
      await keep([at(wednesday, 7, 9), at(2, 8, 17)]);
      expect(await owner(await village.report())).toBe(principal.token);
      await keep([]);
      expect(await owner(await village.report())).toBe(worker.token);
    });
  });

  describe('what somebody decides passes over who is away as well', () => {
    const told = async (person: TestPerson, token: string) =>
      (await house.database.read.global(OutboxRow).findBy({ personId: person.id })).filter(
        ({ payload }) => payload['issue'] === token,
      );
    const appeal = async (token: string) =>
      (await village.people.reporter.api.post<IssueDetail>(`/issues/${token}/appeal`)).body.assignee?.token;

    it('an appeal: to who else leads, to the next by the rules, and at last to who is away', async () => {
      const { principal, admin, worker, otherWorker, officer } = village.people;
      const backup = { backupPerson: otherWorker.token };
      const { body } = await principal.api.get<{ items: { token: string }[] }>('/routing-rules');
      await principal.api.put(`/routing-rules/${body.items[0]?.token}`, { person: worker.token, ...backup });
      const [first, second, third, fourth] = [
        await village.issueIn('declined'),
        await village.issueIn('declined'),
        await village.issueIn('declined'),
        await village.issueIn('declined'),
      ];
      await away(principal);
      expect(await appeal(first)).toBe(admin.token);
      await away(admin);
      expect(await appeal(second)).toBe(otherWorker.token);
      expect(await told(otherWorker, second)).toHaveLength(1);
      // Nobody of the school is there who may judge: the office above is asked.
      await away(otherWorker);
      expect(await appeal(third)).toBe(officer.token);
      await house.make.hasNoOffice(officer);
      expect(await appeal(fourth)).toBe(principal.token);
    });

    it('an appeal against who leads the school is not judged by who works under her', async () => {
      const { principal, admin, officer, reporter } = village.people;
      const token = await village.report();
      await principal.api.post(`/issues/${token}/decline`, refusal);
      await away(admin);
      const appealed = await reporter.api.post<IssueDetail>(`/issues/${token}/appeal`);
      expect(appealed.body.assignee?.token).toBe(officer.token);
    });

    it('an appeal goes on when whoever was to look at it falls ill', async () => {
      const { principal, admin } = village.people;
      const token = await village.issueIn('appealed');
      expect(await owner(token)).toBe(principal.token);
      await away(principal, { fromDay: today, toDay: today }, admin);
      expect(await owner(token)).toBe(admin.token);
      expect(await told(admin, token)).toHaveLength(1);
    });

    it('a rejection, which finds who is there; where nobody is, it stays', async () => {
      const { worker, principal, admin, reporter } = village.people;
      const [first, second] = [await village.issueIn('resolved'), await village.issueIn('resolved')];
      await away(worker);
      const again = await reporter.api.post<IssueDetail>(`/issues/${first}/reject`);
      expect(again.body.assignee?.token).toBe(principal.token);
      for (const person of [principal, admin]) await away(person);
      const stays = await reporter.api.post<IssueDetail>(`/issues/${second}/reject`);
      expect(stays.body).toMatchObject({ state: 'reopened', assignee: { token: worker.token } });
    });

    it('an assignment by hand, which says so; also of many at once', async () => {
      const { worker, otherWorker, principal } = village.people;
      const token = await village.report();
      await away(otherWorker);
      const assign = { assignee: otherWorker.token };
      const refused = await principal.api.post(`/issues/${token}/assign`, assign);
      expect(refused).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'assignee', message: '这位今天不在，请换一位' }] },
      });
      const many = await principal.api.post('/issue-assignments', { issues: [token], ...assign });
      expect(many.body).toMatchObject({
        items: [{ token, done: false, detail: '这位今天不在，请换一位' }],
      });
      expect(await owner(token)).toBe(worker.token);
    });

    it('nothing for the hours of somebody once the time to answer is over', async () => {
      const { worker, principal, otherWorker } = village.people;
      const items = [{ weekday: wednesday, fromMinute: 8 * 60, toMinute: 17 * 60 }];
      await principal.api.put(`/staff/${worker.token}/hours`, { items });
      const token = await village.report();
      await principal.api.post(`/issues/${token}/assign`, { assignee: otherWorker.token });
      house.clock.pass(days(7));
      await away(otherWorker, { fromDay: '2026-03-11', toDay: '2026-03-11' });
      expect(await owner(token)).toBe(worker.token);
    });
  });

  describe('when an absence begins', () => {
    it('what she has not accepted goes on to who is there, and the rest stays hers', async () => {
      const { worker, otherWorker, principal } = village.people;
      await rule({ category: village.school.categories['facility'], role: 'logistics' });
      const facility = { category: village.school.categories['facility'] };
      const [open, accepted] = [await village.report('灯', facility), await village.report('门', facility)];
      await village.bring(accepted, 'accepted');
      const diverted = await village.issueIn('diverted');
      const told = () => house.database.read.global(OutboxRow).countBy({ personId: otherWorker.id });
      const before = await told();
      expect((await away(worker)).body.now).toBe(true);
      expect([await owner(open), await owner(accepted)]).toEqual([otherWorker.token, worker.token]);
      expect(await told()).toBe(before + 1);
      expect((await principal.api.get(`/issues/${diverted}`)).status).toBe(404);
      // Nobody takes it back by itself.
      const list = await principal.api.get<{ items: AbsenceView[] }>(`/staff/${worker.token}/absences`);
      const [absence] = list.body.items;
      expect((await principal.api.delete(`/absences/${absence?.token}`)).status).toBe(204);
      expect(await owner(open)).toBe(otherWorker.token);
      expect(await owner(await village.report('灯', facility))).toBe(worker.token);
    });

    it('on a later day, then; and never if it was taken back', async () => {
      const { worker, principal } = village.people;
      // At night: no other clock runs until the morning.
      house.clock.set('2026-03-05T15:50:00.000Z');
      const later = { fromDay: '2026-03-06', toDay: null };
      const token = await village.report();
      const made = await away(worker, later);
      expect(made.body).toMatchObject({ ...later, now: false });
      expect(await owner(token)).toBe(worker.token);
      house.clock.set('2026-03-05T15:59:00.000Z');
      await house.ring();
      expect(await owner(token)).toBe(worker.token);
      house.clock.set('2026-03-05T16:00:00.000Z');
      await house.ring();
      expect(await owner(token)).toBe(principal.token);

      house.clock.set('2026-03-05T15:50:00.000Z');
      const { people } = (village = await Village.build(house));
      const kept = await village.report();
      const nextDay = { fromDay: '2026-03-06', toDay: '2026-03-07' };
      const taken = await away(people.worker, nextDay, people.principal);
      expect((await people.worker.api.delete(`/absences/${taken.body.token}`)).status).toBe(204);
      house.clock.set('2026-03-05T16:00:00.000Z');
      await house.ring();
      expect(await owner(kept)).toBe(people.worker.token);
    });
  });

  describe('who enters it', () => {
    it('is she herself or whoever leads the school; hours and what she is called only the latter', async () => {
      const { worker, otherWorker, principal, admin, reporter, foreign } = village.people;
      const path = `/staff/${worker.token}`;
      expect((await away(worker, { fromDay: '2026-04-01', toDay: '2026-04-02' }, worker)).status).toBe(201);
      expect((await away(worker, { fromDay: '2026-05-01', toDay: '2026-05-02' }, admin)).status).toBe(201);
      for (const by of [otherWorker, reporter, foreign]) {
        expect((await away(worker, { fromDay: '2026-06-01' }, by)).status).toBe(404);
        expect((await by.api.get(`${path}/absences`)).status).toBe(404);
      }
      const hers = await worker.api.get<{ items: AbsenceView[] }>(`${path}/absences`);
      expect(hers.body.items.map(({ fromDay }) => fromDay)).toEqual(['2026-04-01', '2026-05-01']);
      const [first] = hers.body.items;
      expect((await otherWorker.api.delete(`/absences/${first?.token}`)).status).toBe(404);
      const nicknames = { items: ['豆豆老师', '老王', '豆豆老师'] };
      expect((await worker.api.put(`${path}/nicknames`, nicknames)).status).toBe(404);
      expect((await worker.api.put(`${path}/hours`, { items: [] })).status).toBe(404);
      expect((await worker.api.get(`${path}/hours`)).body).toEqual({ items: [] });
      const kept = await principal.api.put(`${path}/nicknames`, nicknames);
      expect(kept.body).toEqual({ items: ['豆豆老师', '老王'] });
      expect((await principal.api.get(`${path}/nicknames`)).body).toEqual(kept.body);
      const written = await house.database.read
        .global(AuditRow)
        .findBy({ subjectId: worker.id, kind: 'write' });
      expect(written.map(({ action, actorId }) => [action, actorId])).toEqual([
        ['staff.absence_entered', worker.id],
        ['staff.absence_entered', admin.id],
        ['staff.nicknames_kept', principal.id],
      ]);
    });

    it('enters days in their order, once, and not what is past', async () => {
      const { worker, principal } = village.people;
      const wrong = [
        { fromDay: '2026-03-09', toDay: '2026-03-08' },
        { fromDay: '2026-02-01', toDay: '2026-03-03' },
        { fromDay: '2026-02-30' },
      ];
      for (const one of wrong) expect((await away(worker, one)).status).toBe(400);
      const once = { fromDay: '2026-03-10', toDay: '2026-03-12' };
      const path = `/staff/${worker.token}/absences`;
      const first = await principal.api.post<AbsenceView>(path, once, { key: 'absence-1' });
      const again = await principal.api.post<AbsenceView>(path, once, { key: 'absence-1' });
      expect([again.status, again.body.token]).toEqual([201, first.body.token]);
      for (const one of [once, { fromDay: '2026-03-12' }, { fromDay: '2026-03-01', toDay: '2026-03-10' }])
        expect((await away(worker, one)).status).toBe(409);
      expect((await away(worker, { fromDay: '2026-03-13' })).status).toBe(201);
      const list = await principal.api.get<{ items: AbsenceView[] }>(path);
      expect(list.body.items).toHaveLength(2);
    });

    it('takes no two names that the database cannot tell apart, and no hours that end before they begin', async () => {
      const { worker, principal } = village.people;
      const path = `/staff/${worker.token}`;
      const twice = await principal.api.put(`${path}/nicknames`, { items: ['豆豆老师', '豆豆老师 '] });
      expect([twice.status, twice.body]).toEqual([200, { items: ['豆豆老师'] }]);
      const items = [{ weekday: 1, fromMinute: 600, toMinute: 600 }];
      expect((await principal.api.put(`${path}/hours`, { items })).status).toBe(400);
    });
  });
});
