import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IssueAbilities, IssueDetail } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueActor, IssueState } from '#shared/issues/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { RegionRoleRow, School, StaffRoleRow } from '../../server/src/features/people/people.entity.js';
import { system } from '../../server/src/platform/audit/audit.js';
import { ProblemError } from '../../server/src/platform/http/problem-error.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { WorkflowEngine } from '../../server/src/platform/timeline/workflow-engine.js';
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
  /** Nobody of the school may handle it: the county's office has it. */
  office?: true;
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
  { state: 'assigned', office: true },
  { state: 'in_progress', office: true },
  { state: 'resolved', office: true },
];
const named = situations.map((one) => {
  const { state, refused, final, office } = one;
  const name = [state, refused && 'refused', final && 'twice', office && 'at the office'];
  return [name.filter(Boolean).join(' '), one] as const;
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
  command('merge', async (village) => ({ into: await village.report() })),
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
  command('transcribe', () => ({ text: '嗯' })),
  {
    actions: ['settle_conflict'],
    path: 'settle-conflict',
    ability: 'settleConflict',
    body: () => ({ about: [] }),
  },
];
/** After these an issue may go on by itself: into other hands, or out of sight. */
const goesOn: readonly IssueAction[] = ['divert', 'transcribe', 'settle_conflict'];
/** Who looks from above the school chooses from none of its lists. */
const notFromAbove: readonly IssueAction[] = ['assign', 'reassign', 'classify', 'recategorise', 'merge'];

/** `otherTeacher` has written it down for the reporter. */
const ofSchool = ['reporter', 'worker', 'principal', 'admin', 'teacher', 'otherTeacher', 'lead'] as const;
const actorsIn = ({ office }: Situation) => (office ? (['officer', 'worker'] as const) : ofSchool);

/** How somebody of the village stands to an issue in a situation. */
function standingOf(
  by: ReturnType<typeof actorsIn>[number],
  { state, final, office }: Situation,
): IssueActor[] {
  const isWithHead = state === 'appealed' || final;
  if (by === 'reporter') return ['reporter'];
  if (by === 'otherTeacher') return ['filer'];
  if (office) return by === 'officer' ? ['office', 'assignee', 'staff'] : [];
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
    case 'officer':
      return [];
  }
}

/** What the data of the issue add to its state. */
function fits(action: IssueAction, { state, refused, final }: Situation): boolean {
  if (action === 'confirm' || action === 'reject') return !refused;
  // A second look ends with no other issue.
  if (action === 'merge') return state !== 'appealed';
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
    expect(commands.flatMap((one) => one.actions).sort()).toEqual(ofPeople.sort());
  });

  /**
   * An issue that has come to where the situation says. It has a recording, several bear the surname that was named in
   * it, and somebody else has written it down: so nothing but the state and the standing decides what may be done.
   */
  async function issueAt(here: Situation): Promise<string> {
    const token = await broughtTo(here);
    const { school, people } = village;
    await house.database.write(async (tx) => {
      const { regionId } = await tx.global(School).findOneByOrFail({ id: school.id });
      const handedUp = { officeId: regionId, assigneeId: people.officer.id, assigneeRole: null };
      const facts = { hasVoice: true, conflictOpen: true, filedById: people.otherTeacher.id };
      await tx.of(Issue, school.id).update({ token }, { ...facts, ...(here.office ? handedUp : {}) });
    });
    return token;
  }

  async function broughtTo({ state, refused, final }: Situation): Promise<string> {
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
    for (const by of actorsIn(here)) {
      const standing = standingOf(by, here);
      const { api } = village.people[by];
      const look = () => api.get<IssueDetail>(`/issues/${token}`);
      let seen = await look();
      for (const { actions: both, path, ability, body } of commands) {
        const mayAsk = both.filter(
          (action) =>
            !(here.office && notFromAbove.includes(action)) &&
            issueWorkflow.transitions[action].by.some((who) => standing.includes(who)),
        );
        const may = mayAsk.find(
          (action) => allows(issueWorkflow, action, state, standing) && fits(action, here),
        );
        const status = standing.length === 0 ? 404 : may ? 200 : mayAsk.length > 0 ? 409 : 403;
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
        if (!goesOn.includes(may)) {
          const { to } = issueWorkflow.transitions[may];
          expect({ by, path, state: answer.body.state }).toEqual({ by, path, state: to ?? state });
        }
        token = await issueAt(here);
        seen = await look();
      }
    }
  });

  it.each(states)('from "%s" goes by itself where the data say, and nowhere else', async (state) => {
    const { school } = village;
    const engine = house.app.get(WorkflowEngine, { strict: false });
    const [token, primary] = [await village.report(), await village.report()];
    const row = (of = token) => house.database.read.acrossSchools(Issue).findOneByOrFail({ token: of });
    const primaryId = state === 'merged' ? (await row(primary)).id : null;
    for (const action of actions) {
      const stands = { state, primaryId, diverted: state === 'diverted' };
      await house.database.write((tx) => tx.of(Issue, school.id).update({ token }, stands));
      const before = await row();
      const { from, to, by } = issueWorkflow.transitions[action];
      const outcome = await house.database
        .write((tx) =>
          engine.advance(
            tx,
            tx.of(Issue, school.id),
            { ...before },
            {
              subjectType: 'issue',
              workflow: issueWorkflow,
              action,
              standing: ['system'],
              actor: system,
            },
          ),
        )
        .then(
          () => 'carried out',
          (error: unknown) => (error instanceof ProblemError ? error.code : error),
        );
      const expected = !by.includes('system')
        ? 'forbidden'
        : from.includes(state)
          ? 'carried out'
          : 'state_conflict';
      expect({ action, outcome }).toEqual({ action, outcome: expected });
      const after = await row();
      if (expected !== 'carried out') {
        expect({ action, after }).toEqual({ action, after: before });
        continue;
      }
      expect({ action, state: after.state, seq: after.lastSeq }).toEqual({
        action,
        state: to ?? state,
        seq: before.lastSeq + 1,
      });
      const where = { subjectType: 'issue', subjectId: after.id, seq: after.lastSeq };
      const event = await house.database.read.of(TimelineEvent, school.id).findOne(where);
      expect(event).toMatchObject({ name: action, actorId: null, actorSeal: null });
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
