import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueAbilities, IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueActor, IssueState } from '#shared/issues/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { RegionRoleRow, StaffRoleRow } from '../../server/src/features/people/people.entity.js';
import { refusal, Village } from '../http/support/village.js';
import { House } from '../support/house.js';

const states = Object.keys(issueWorkflow.states) as IssueState[];
const actions = Object.keys(issueWorkflow.transitions) as IssueAction[];

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
    for (const end of ['confirmed', 'settled'] as const) {
      const leading = actions.filter((action) => issueWorkflow.transitions[action].to === end);
      expect(leading.map((action) => issueWorkflow.transitions[action].by)).toEqual([['reporter']]);
    }
    const fixed = states.filter((state) => issueWorkflow.states[state].type === 'fixed');
    expect(fixed).toEqual(['confirmed']);
  });
});

/** Where an issue can stand when somebody asks for something: a state, and what came before it where that matters. */
interface Situation {
  state: IssueState;
  /** It was refused, not done. */
  refused?: true;
  /** It was refused twice. */
  final?: true;
}
const situations: readonly Situation[] = [
  ...states.map((state): Situation =>
    state === 'declined' || state === 'settled' || state === 'appealed'
      ? { state, refused: true }
      : { state },
  ),
  { state: 'unconfirmed', refused: true },
  { state: 'declined', refused: true, final: true },
  { state: 'settled', refused: true, final: true },
];
const named = situations.map((one) => {
  const { state, refused, final } = one;
  return [[state, refused && 'refused', final && 'twice'].filter(Boolean).join(' '), one] as const;
});

/** What a request can do, and with what. Handing out and sorting are the same request the first time and later. */
interface Command {
  actions: readonly IssueAction[];
  path: string;
  ability: keyof IssueAbilities;
  body: (village: Village, here: Situation) => object | Promise<object>;
}
const command = (name: IssueAction & keyof IssueAbilities, body: Command['body'] = () => ({})): Command => ({
  actions: [name],
  path: name,
  ability: name,
  body,
});
const commands: readonly Command[] = [
  command('accept'),
  command('answer', () => ({ text: '明天去看' })),
  command('ask', () => ({ text: '在哪里？' })),
  command('reply', () => ({ text: '东楼' })),
  command('resolve', () => ({ text: '换好了' })),
  command('confirm'),
  command('reject', () => ({ text: '还是坏的' })),
  command('decline', () => refusal),
  command('agree'),
  command('appeal', () => ({ text: '请再看看' })),
  command('merge', async (village, { state }) => {
    const into = await village.report();
    const { principal, otherWorker } = village.people;
    // What was appealed goes into no hands of who has refused it.
    if (state === 'appealed')
      await principal.api.post(`/issues/${into}/assign`, { assignee: otherWorker.token });
    return { into };
  }),
  command('separate'),
  command('divert', () => ({ reason: 'neglect' })),
  {
    actions: ['assign', 'reassign'],
    path: 'assign',
    ability: 'assign',
    body: ({ people }) => ({ assignee: people.otherWorker.token }),
  },
  {
    actions: ['classify', 'recategorise'],
    path: 'recategorise',
    ability: 'recategorise',
    body: ({ school }) => ({ category: school.categories['food'] }),
  },
];
/** Actions whose requests need a recording or a surname, and stand in the tests of those. */
const elsewhere: readonly IssueAction[] = ['transcribe', 'settle_conflict'];

const actors = ['reporter', 'worker', 'principal', 'admin', 'teacher', 'lead'] as const;

/** How somebody of the village stands to an issue in a situation. */
function standingOf(by: (typeof actors)[number], { state, final }: Situation): IssueActor[] {
  const isWithHead = state === 'appealed' || final;
  if (by === 'reporter') return ['reporter'];
  if (state === 'diverted') return by === 'lead' ? ['safeguarding'] : [];
  switch (by) {
    case 'principal':
      // Who leads the school looks again at what somebody else has refused.
      return isWithHead ? ['coordinator', 'assignee', 'staff'] : ['coordinator', 'staff'];
    case 'admin':
      return ['coordinator', 'staff'];
    case 'worker':
      return isWithHead || ['submitted', 'classified'].includes(state) ? [] : ['assignee', 'staff'];
    case 'teacher':
      return state === 'submitted' ? [] : ['staff'];
    case 'lead':
      return [];
  }
}

/** What the data of the issue add to its state. */
function fits(action: IssueAction, { refused, final }: Situation): boolean {
  if (action === 'confirm' || action === 'reject') return !refused;
  return action === 'appeal' ? refused === true && !final : true;
}

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
    const ofPeople = actions.filter((action) =>
      issueWorkflow.transitions[action].by.some((one) => one !== 'system'),
    );
    expect([...commands.flatMap((one) => one.actions), ...elsewhere].sort()).toEqual(ofPeople.sort());
  });

  /** An issue that has come to where the situation says. */
  async function issueAt({ state, refused, final }: Situation): Promise<string> {
    if (state === 'submitted' || state === 'classified') return whileNobodyIsThere(state);
    if (state === 'unconfirmed') return inSilence(refused === true);
    if (!final) return village.issueIn(state);
    const { reporter, principal } = village.people;
    const token = await village.issueIn('appealed');
    expect((await principal.api.post(`/issues/${token}/decline`, refusal)).status).toBe(200);
    if (state === 'settled') await reporter.api.post(`/issues/${token}/agree`);
    return token;
  }

  /** Weeks pass until silence is taken for an end; nobody's session lasts as long as this test would take. */
  async function inSilence(isRefused: boolean): Promise<string> {
    const now = house.clock.now().toISOString();
    const token = await village.issueIn(isRefused ? 'declined' : 'resolved');
    house.clock.pass(14 * 86_400_000);
    await house.ring();
    house.clock.set(now);
    return token;
  }

  /** A report to a school in which, at that moment, nobody works: it waits for somebody to hand it out. */
  async function whileNobodyIsThere(state: 'submitted' | 'classified'): Promise<string> {
    const { school, people } = village;
    const end = (toDay: string | null) =>
      house.database.write(async (tx) => {
        await tx.of(StaffRoleRow, school.id).update({}, { toDay });
        await tx.global(RegionRoleRow).update({ personId: people.officer.id }, { toDay });
      });
    await end('2025-09-02');
    const token = await village.report(state === 'submitted' ? '嗯' : '走廊的灯坏了');
    await end(null);
    return token;
  }

  it.each(named)('from "%s" goes where the data say, by whom they say, and nowhere else', async (_, here) => {
    const { state } = here;
    let token = await issueAt(here);
    for (const by of actors) {
      const standing = standingOf(by, here);
      const { api } = village.people[by];
      const look = () => api.get<IssueDetail>(`/issues/${token}`);
      let seen = await look();
      for (const { actions: both, path, ability, body } of commands) {
        const may = both.find(
          (action) => allows(issueWorkflow, action, state, standing) && fits(action, here),
        );
        const everMay = both.some((action) =>
          issueWorkflow.transitions[action].by.some((who) => standing.includes(who)),
        );
        const status = standing.length === 0 ? 404 : may ? 200 : everMay ? 409 : 403;
        const offered = seen.status === 200 && seen.body.abilities[ability];
        const answer = await api.post<IssueDetail>(`/issues/${token}/${path}`, await body(village, here));
        expect({ by, path, offered, status: answer.status }).toEqual({
          by,
          path,
          offered: may !== undefined,
          status,
        });
        if (may === undefined) {
          const before = seen.raw;
          seen = await look();
          expect(seen.raw).toBe(before);
          continue;
        }
        if (may !== 'divert') {
          const { to } = issueWorkflow.transitions[may];
          expect({ by, path, state: answer.body.state }).toEqual({ by, path, state: to ?? state });
        }
        token = await issueAt(here);
        seen = await look();
      }
    }
  });

  it('closes in silence after seven school days, and a reporter who then speaks reopens it', async () => {
    const { reporter } = village.people;
    const token = await village.issueIn('resolved');
    const state = async () => (await reporter.api.get<IssueDetail>(`/issues/${token}`)).body.state;
    // Seven days on which a family can answer: the weekend between does not count.
    house.clock.pass(9 * 86_400_000 - 1000);
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
    // Two school days, whatever day it is.
    house.clock.pass(4 * 86_400_000);
    await house.ring();
    const states = [];
    for (const token of [rejected, confirmed, silent])
      states.push((await reporter.api.get<IssueDetail>(`/issues/${token}`)).body.state);
    expect(states).toEqual(['reopened', 'confirmed', 'unconfirmed']);
    await principal.api.patch('/settings', { silenceDays: 7 });
  });
});
