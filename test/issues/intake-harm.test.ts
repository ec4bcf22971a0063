import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { ClassificationRow, Issue } from '../../server/src/features/issues/issue.entity.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Exclusion, SearchGram, TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import type { TestPerson } from '../support/factory.js';
import { House } from '../support/house.js';
import { IntakeScene } from './intake-scene.js';

describe('harm in a report that comes in', () => {
  let house: House;
  let scene: IntakeScene;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    scene = await IntakeScene.build(house);
  });
  afterAll(() => house.close());

  const rowOf = async (token: string) =>
    house.database.read.of(Issue, scene.school.id).findOne({ token }) as Promise<Issue>;
  const toldOf = async ({ id }: Issue) =>
    (await house.database.read.global(OutboxRow).findBy({ subjectType: 'issue', subjectId: id })).map(
      ({ kind, personId }) => [kind, personId],
    );
  const closedRoom = async (who: TestPerson) => {
    const { body } = await who.api.get<{ items: IssueSummary[] }>(`/issues?scope=safeguarding`);
    return body.items?.map((issue) => issue.token);
  };

  describe('the picture of a child who is hurt', () => {
    it('leads out of the ordinary system before anybody has heard a word', async () => {
      const { granny, principal, teacher, wang, lead, school } = scene;
      const deputy = await house.make.staff(school, 'safeguarding_deputy');
      const admin = await house.make.staff(school, 'school_admin');
      await scene.rule({ role: 'logistics' });
      const made = await scene.spoken('harm', { child: scene.child.token });
      const issue = await rowOf(made.token);
      expect(made).toMatchObject({ state: 'diverted', mine: true, assignee: null, category: null });
      expect(made.timeline.map((step) => step.event)).toEqual(['submitted', 'divert']);
      expect(Object.values(made.abilities)).not.toContain(true);
      expect(made.voice?.seconds).toBe(20);

      const subject = { subjectType: 'issue', subjectId: issue.id };
      const events = await house.database.read.of(TimelineEvent, school.id).find({ where: subject });
      expect(events.map(({ name, payload }) => [name, payload['reason']])).toEqual([
        ['submitted', undefined],
        ['divert', 'harm'],
      ]);
      expect(await toldOf(issue)).toEqual([
        ['issue.diverted', lead.id],
        ['issue.diverted', deputy.id],
      ]);
      const sorted = await house.database.read.of(ClassificationRow, school.id).find();
      const indexed = await house.database.read.of(SearchGram, school.id).find();
      expect([sorted, indexed]).toEqual([[], []]);
      for (const person of [principal, admin, teacher, wang]) {
        expect((await scene.seen(person, made.token)).status).toBe(404);
        for (const scope of ['board', 'assigned', 'mine', 'safeguarding'])
          expect((await person.api.get(`/issues?scope=${scope}`)).raw).not.toContain(made.token);
      }
      for (const person of [lead, deputy]) {
        expect(await closedRoom(person)).toEqual([made.token]);
        const { body } = await scene.seen(person, made.token);
        expect([body.voice?.seconds, body.picture, body.child?.token]).toEqual([
          20,
          'harm',
          scene.child.token,
        ]);
      }
      const reads = await house.database.read.global(AuditRow).findBy({ actorId: lead.id, kind: 'read' });
      expect(reads.at(-1)).toMatchObject({ action: 'issue.get', fields: 'protection', subjectId: issue.id });
      expect((await granny.api.get<{ items: IssueSummary[] }>('/issues')).body.items).toHaveLength(1);
    });

    it('counts with words beside it, and without a recording', async () => {
      const { granny } = scene;
      const report = house.make.report('孩子身上有伤，说是老师打的', {
        picture: 'harm',
        school: scene.school.token,
      });
      const made = await granny.api.post<IssueDetail>('/issues', report);
      expect([made.status, made.body.state]).toEqual([201, 'diverted']);
      expect(await house.database.read.of(SearchGram, scene.school.id).find()).toEqual([]);
      const again = await granny.api.post<IssueDetail>('/issues', report);
      expect([again.status, again.body.token]).toEqual([201, made.body.token]);
    });

    it('does not merge, whatever it joins', async () => {
      const made = await scene.spoken('harm', { joins: randomUUID().replace(/-/g, '').slice(0, 22) });
      expect(made.state).toBe('diverted');
    });

    it('is closed to the lead whom it names, and nobody ordinary hears that somebody is named', async () => {
      const { school, lead, principal } = scene;
      const deputy = await house.make.staff(school, 'safeguarding_deputy');
      const made = await scene.spoken('harm', { about: [lead.token] });
      expect((await scene.seen(lead, made.token)).status).toBe(404);
      expect((await scene.seen(deputy, made.token)).status).toBe(200);
      expect(await toldOf(await rowOf(made.token))).toEqual([['issue.diverted', deputy.id]]);
      // Two bear the surname that is said; who decides whom it means is the closed room's, not the principal's.
      await house.make.staff(school, 'canteen', null, '林小燕');
      const words = await scene.spoken('harm', { text: '姓林的那个老师掐孩子' });
      const named = await house.database.read
        .of(Exclusion, school.id)
        .find({ where: { subjectId: (await rowOf(words.token)).id } });
      expect(named.length).toBeGreaterThan(0);
      for (const [, personId] of await toldOf(await rowOf(words.token)))
        expect([lead.id, deputy.id]).toContain(personId);
      expect(await house.database.read.global(OutboxRow).countBy({ personId: principal.id })).toBe(0);
    });

    it('waits sealed like any other', async () => {
      const { lead } = scene;
      const made = await scene.spoken('harm', { sealed: true });
      expect(made).toMatchObject({ state: 'diverted', sealed: true, mine: true });
      expect((await scene.seen(lead, made.token)).body).toMatchObject({ reporter: null, classroom: null });
    });
  });

  describe('where the school has nobody for it', () => {
    beforeEach(() => house.make.hasNoRole(scene.school, scene.lead));

    it('goes to the safeguarding officer above the school, and to no other', async () => {
      const officer = await house.make.officer(scene.school, 'county_safeguarding');
      const counts = await house.make.officer(scene.school, 'county_officer');
      const other = await house.make.officer(await house.make.school(), 'county_safeguarding');
      const made = await scene.spoken('harm');
      expect(await toldOf(await rowOf(made.token))).toEqual([['issue.diverted', officer.id]]);
      expect((await scene.seen(officer, made.token)).body).toMatchObject({
        state: 'diverted',
        picture: 'harm',
      });
      for (const person of [counts, other, scene.principal, scene.wang])
        expect((await scene.seen(person, made.token)).status).toBe(404);
      expect(await closedRoom(officer)).toEqual([made.token]);
      expect(await closedRoom(other)).toEqual([]);
      const beforehand = await scene.granny.api.get('/issues/first-listener?picture=harm');
      expect(beforehand.body).toEqual({ name: officer.name, role: null });
    });

    it('also where the only lead is the one who is named', async () => {
      const lead = await house.make.staff(scene.school, 'safeguarding_lead');
      const officer = await house.make.officer(scene.school, 'county_safeguarding');
      const made = await scene.spoken('harm', { about: [lead.token] });
      expect((await scene.seen(officer, made.token)).status).toBe(200);
      expect((await scene.seen(lead, made.token)).status).toBe(404);
    });

    it('is stored all the same when there is nobody above either, and waits for the next lead', async () => {
      const made = await scene.speak('harm');
      expect([made.status, made.body.state]).toEqual([201, 'diverted']);
      expect(await toldOf(await rowOf(made.body.token))).toEqual([]);
      for (const person of [scene.principal, scene.teacher, scene.wang])
        expect((await scene.seen(person, made.body.token)).status).toBe(404);
      const next = await house.make.staff(scene.school, 'safeguarding_lead');
      expect(await closedRoom(next)).toEqual([made.body.token]);
      const beforehand = await scene.granny.api.get<{ name: string }>('/issues/first-listener?picture=harm');
      expect(beforehand.body.name).toBe(next.name);
    });
  });
});
