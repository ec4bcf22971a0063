import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueActor, IssueState } from '#shared/issues/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { Village } from '../http/support/village.js';
import type { Member } from '../http/support/village.js';
import { House } from '../support/house.js';

const states = Object.keys(issueWorkflow.states) as IssueState[];
const actions = Object.keys(issueWorkflow.transitions) as IssueAction[];
const anybody: IssueActor[] = ['reporter', 'assignee', 'coordinator', 'staff', 'safeguarding', 'system'];

describe('the workflow of an issue, as data', () => {
  it('reaches every state from the first', () => {
    const reached = new Set<IssueState>([issueWorkflow.initial]);
    for (let grew = true; grew;) {
      grew = false;
      for (const { from, to } of Object.values(issueWorkflow.transitions)) {
        if (to === null || reached.has(to) || !from.some((state) => reached.has(state))) continue;
        reached.add(to);
        grew = true;
      }
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('leaves every state but the closed room', () => {
    const left = new Set(
      Object.values(issueWorkflow.transitions).flatMap(({ from, to }) =>
        from.filter((state) => to !== null && to !== state),
      ),
    );
    expect(states.filter((state) => !left.has(state))).toEqual(['diverted']);
  });

  it('lets nobody but the reporter say that it is good', () => {
    const leading = actions.filter((action) => issueWorkflow.transitions[action].to === 'confirmed');
    expect(leading.map((action) => issueWorkflow.transitions[action].by)).toEqual([['reporter']]);
    const fixed = states.filter((state) => issueWorkflow.states[state].type === 'fixed');
    expect(fixed).toEqual(['confirmed']);
  });
});

/** States that a report comes to by HTTP; `submitted` and `classified` are passed within the first request. */
type Reached = Exclude<IssueState, 'submitted' | 'classified'>;
const reached = states.filter((state): state is Reached => state !== 'submitted' && state !== 'classified');

/** What a request can do, who would do it, and with what. `assign` is `reassign` once somebody has it. */
const commands: Partial<
  Record<IssueAction, { by: Member; path: string; body: (village: Village) => object }>
> = {
  accept: { by: 'worker', path: 'accept', body: () => ({}) },
  answer: { by: 'worker', path: 'answer', body: () => ({ text: '明天去看' }) },
  ask: { by: 'worker', path: 'ask', body: () => ({ text: '在哪里？' }) },
  reply: { by: 'reporter', path: 'reply', body: () => ({ text: '东楼' }) },
  resolve: { by: 'worker', path: 'resolve', body: () => ({ text: '换好了' }) },
  confirm: { by: 'reporter', path: 'confirm', body: () => ({}) },
  reject: { by: 'reporter', path: 'reject', body: () => ({ text: '还是坏的' }) },
  reassign: { by: 'principal', path: 'assign', body: ({ people }) => ({ assignee: people.worker.token }) },
  recategorise: {
    by: 'principal',
    path: 'recategorise',
    body: ({ school }) => ({ category: school.categories['food'] }),
  },
  divert: { by: 'principal', path: 'divert', body: () => ({ reason: 'neglect' }) },
};

describe('the workflow of an issue, carried out', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  // Weeks pass in these tests, and a session ends after a month.
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  it('has a request for every action of a person', () => {
    const byPeople = (action: IssueAction) =>
      issueWorkflow.transitions[action].by.some((one) => one !== 'system');
    // A person sorts and hands out through the same requests that sort and hand on again.
    const ofPeople = actions.filter((action) => byPeople(action) && !['classify', 'assign'].includes(action));
    expect(Object.keys(commands).sort()).toEqual(ofPeople.sort());
  });

  it.each(reached)('from %s goes where the data say, and nowhere else', async (state) => {
    let token = await village.issueIn(state);
    for (const [action, { by, path, body }] of Object.entries(commands)) {
      const name = action as IssueAction;
      const { to } = issueWorkflow.transitions[name];
      const api = village.as(by);
      const watcher = state === 'diverted' ? village.people.lead.api : village.people.admin.api;
      const before = await watcher.get<IssueDetail>(`/issues/${token}`);
      const answer = await api.post<IssueDetail>(`/issues/${token}/${path}`, body(village));
      if (allows(issueWorkflow, name, state, anybody)) {
        expect({ action, status: answer.status }).toEqual({ action, status: 200 });
        if (action !== 'divert')
          expect({ action, state: answer.body.state }).toEqual({ action, state: to ?? state });
        token = await village.issueIn(state);
        continue;
      }
      // Out of the ordinary system it is not there for ordinary people.
      const wanted = state === 'diverted' && by !== 'reporter' ? 404 : 409;
      expect({ action, status: answer.status }).toEqual({ action, status: wanted });
      if (wanted === 409) expect(answer.body).toMatchObject({ code: 'state_conflict' });
      expect((await watcher.get(`/issues/${token}`)).raw).toBe(before.raw);
    }
  });

  it.each(reached)('offers in %s exactly what it would carry out', async (state) => {
    const token = await village.issueIn(state);
    for (const by of ['reporter', 'worker', 'principal', 'teacher', 'lead'] as const) {
      const { status, body } = await village.as(by).get<IssueDetail>(`/issues/${token}`);
      if (status === 404) continue;
      const standing: Record<typeof by, IssueActor[]> = {
        reporter: ['reporter'],
        worker: ['assignee', 'staff'],
        principal: ['coordinator', 'staff'],
        teacher: ['staff'],
        lead: ['safeguarding'],
      };
      const may = (action: IssueAction) => allows(issueWorkflow, action, state, standing[by]);
      const offered = Object.entries(body.abilities)
        .filter(([, able]) => able)
        .map(([name]) => name);
      const wanted = Object.keys(body.abilities).filter((name) =>
        name === 'assign' ? may('reassign') : may(name as IssueAction),
      );
      expect({ by, offered }).toEqual({ by, offered: wanted });
    }
  });

  it('closes in silence after a week, and a reporter who then speaks reopens it', async () => {
    const { reporter } = village.people;
    const token = await village.issueIn('resolved');
    const state = async () => (await reporter.api.get<IssueDetail>(`/issues/${token}`)).body.state;
    house.clock.pass(7 * 86_400_000 - 1000);
    await house.ring();
    expect(await state()).toBe('resolved');
    house.clock.pass(1000);
    await house.ring();
    expect(await state()).toBe('unconfirmed');
    await house.ring();
    const reopened = await reporter.api.post<IssueDetail>(`/issues/${token}/reject`, { text: '还漏' });
    expect(reopened.body.state).toBe('reopened');
    expect(reopened.body.timeline.filter((step) => step.state !== 'next').map((step) => step.event)).toEqual([
      'submitted',
      'classify',
      'assign',
      'accept',
      'resolve',
      'fall_silent',
      'reject',
    ]);
    expect(reopened.body.assignee?.token).toBe(village.people.worker.token);
  });

  it('does not close in silence what was reopened or confirmed, and waits as long as the school has set', async () => {
    const { reporter, principal } = village.people;
    await principal.api.patch('/settings', { silenceDays: 2 });
    const [rejected, confirmed, silent] = [
      await village.issueIn('reopened'),
      await village.issueIn('confirmed'),
      await village.issueIn('resolved'),
    ];
    house.clock.pass(2 * 86_400_000);
    await house.ring();
    const states = [];
    for (const token of [rejected, confirmed, silent])
      states.push((await reporter.api.get<IssueDetail>(`/issues/${token}`)).body.state);
    expect(states).toEqual(['reopened', 'confirmed', 'unconfirmed']);
    await principal.api.patch('/settings', { silenceDays: 7 });
  });
});
