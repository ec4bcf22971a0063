import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { SearchGram } from '../../server/src/platform/timeline/timeline.entity.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

const everybodyElse: Member[] = [
  'guardian',
  'barred',
  'principal',
  'admin',
  'teacher',
  'otherTeacher',
  'worker',
  'otherWorker',
  'officer',
  'foreign',
];

describe('a diverted issue', () => {
  let house: House;
  let village: Village;
  let token: string;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    for (const person of Object.values(village.people)) await house.make.credits(person, 'work', 5);
    token = await village.issueIn('in_progress');
    await house.deliver();
    const { teacher } = village.people;
    const diverted = await teacher.api.post(
      `/issues/${token}/divert`,
      { reason: 'harm', text: '身上有淤青' },
      { key: 'divert-once-1' },
    );
    expect(diverted.body).toEqual({ diverted: true });
  });
  afterAll(() => house.close());

  it('is answered to every ordinary person like one that never was', async () => {
    for (const by of everybodyElse) {
      const api = village.as(by);
      const unknown = await api.get(`/issues/${village.school.token}`);
      expect(unknown.status).toBe(404);
      expect({ by, raw: (await api.get(`/issues/${token}`)).raw }).toEqual({ by, raw: unknown.raw });
      for (const action of ['accept', 'confirm', 'reject'])
        expect((await api.post(`/issues/${token}/${action}`)).raw).toBe(unknown.raw);
      expect((await api.post(`/issues/${token}/divert`, { reason: 'harm' })).raw).toBe(unknown.raw);
      expect((await api.post(`/issues/${token}/answer`, { text: '好' })).raw).toBe(unknown.raw);
      for (const scope of ['mine', 'board', 'assigned', 'safeguarding'])
        for (const filter of ['', '&q=走廊', '&state=diverted', '&state=ended'])
          expect((await api.get(`/issues?scope=${scope}${filter}`)).raw).not.toContain(token);
    }
    const { id } = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token });
    expect(await house.database.read.acrossSchools(SearchGram).countBy({ subjectId: id })).toBe(0);
  });

  it('is open to the lead, with every read recorded', async () => {
    const { lead } = village.people;
    const list = await lead.api.get<{ items: IssueSummary[] }>('/issues?scope=safeguarding');
    expect(list.body.items.map((issue) => issue.token)).toEqual([token]);
    const seen = await lead.api.get<IssueDetail>(`/issues/${token}`);
    expect(seen.body).toMatchObject({ state: 'diverted', text: '走廊的灯坏了', assignee: null });
    expect(seen.body.timeline.at(-1)).toMatchObject({ event: 'divert', text: '身上有淤青' });
    const reads = await house.database.read.global(AuditRow).findBy({ actorId: lead.id, kind: 'read' });
    expect(reads.map((row) => [row.action, row.fields])).toEqual([
      ['safeguarding.list', 'protection'],
      ['issue.get', 'protection'],
    ]);
  });

  it('shows its reporter her own report, and that it was passed on, and nothing in between', async () => {
    const { reporter, teacher, worker, lead } = village.people;
    const seen = await reporter.api.get<IssueDetail>(`/issues/${token}`);
    expect(seen.body).toMatchObject({
      state: 'diverted',
      text: '走廊的灯坏了',
      assignee: null,
      classification: null,
      mine: true,
    });
    expect(seen.body.timeline.map(({ event, text, who }) => ({ event, text, who }))).toEqual([
      { event: 'submitted', text: null, who: null },
      { event: 'divert', text: null, who: null },
    ]);
    for (const { name, token: person } of [teacher, worker, lead]) {
      expect(seen.raw).not.toContain(name);
      expect(seen.raw).not.toContain(person);
    }
    expect(seen.raw).not.toContain('淤青');
    expect(Object.values(seen.body.abilities)).not.toContain(true);
    expect((await reporter.api.post(`/issues/${token}/confirm`)).status).toBe(409);
  });

  it('is told to the lead alone, and the word says nothing of it', async () => {
    const { phones } = house.emulator.emulator;
    const before = phones.list().length;
    await house.deliver();
    const fresh = phones.list().slice(before);
    expect(fresh.map((message) => message.openid)).toEqual([village.people.lead.openid]);
    expect(JSON.stringify(fresh[0]?.fields)).not.toMatch(/伤|保护|转|harm|淤/);
  });

  it('may be diverted once more by the same request, which changes nothing', async () => {
    const { teacher } = village.people;
    const again = await teacher.api.post(
      `/issues/${token}/divert`,
      { reason: 'harm', text: '身上有淤青' },
      { key: 'divert-once-1' },
    );
    expect([again.status, again.body]).toEqual([200, { diverted: true }]);
    const other = await teacher.api.post(
      `/issues/${token}/divert`,
      { reason: 'other', text: '' },
      { key: 'divert-once-1' },
    );
    expect(other.status).toBe(404);
  });

  it('stays where it is when the school has nobody to take it', async () => {
    const alone = await Village.build(house);
    const issue = await alone.report();
    await house.make.hasNoRole(alone.school, alone.people.lead);
    const refused = await alone.people.principal.api.post(`/issues/${issue}/divert`, { reason: 'harm' });
    expect([refused.status, refused.body['code']]).toEqual([409, 'state_conflict']);
    expect((await alone.people.principal.api.get<IssueDetail>(`/issues/${issue}`)).body.state).toBe(
      'assigned',
    );
  });

  it('goes to the safeguarding officer above a school that has nobody to take it', async () => {
    const alone = await Village.build(house);
    const issue = await alone.report();
    await house.make.hasNoRole(alone.school, alone.people.lead);
    const officer = await house.make.officer(alone.school, 'county_safeguarding');
    const diverted = await alone.people.principal.api.post(`/issues/${issue}/divert`, { reason: 'harm' });
    expect(diverted.status).toBe(200);
    const list = await officer.api.get<{ items: { token: string }[] }>('/issues?scope=safeguarding');
    expect(list.body.items.map(({ token: one }) => one)).toEqual([issue]);
    expect((await alone.people.principal.api.get(`/issues/${issue}`)).status).toBe(404);
  });
});
