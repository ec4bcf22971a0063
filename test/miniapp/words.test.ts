import { describe, expect, it } from '@jest/globals';
import { issueWorkflow, type IssueState } from '../../shared/issues/workflow.js';
import { shortName } from '../../miniapp/ui/short-name.js';
import { callsReader, stateWords } from '../../miniapp/ui/state-words.js';

const states = Object.entries(issueWorkflow.states) as [IssueState, { label: string }][];

describe('words for a state', () => {
  it('says "you" only to the one who is meant', () => {
    for (const [state, { label }] of states) {
      const toOthers = stateWords({ state, stateLabel: label, waitingFor: 'staff', mine: false });
      expect([state, toOthers.includes('您')]).toEqual([state, false]);
    }
    const resolved = { state: 'resolved', stateLabel: '等您说一声', mine: true } as const;
    expect(stateWords({ ...resolved, waitingFor: 'you' })).toBe('等您说一声');
    expect(stateWords({ ...resolved, waitingFor: 'family', mine: false })).toBe('等家长说一声');
  });

  it('calls staff to what they have not begun, and the family to what is asked of it', () => {
    const of = (state: IssueState) => callsReader({ state, stateLabel: '', waitingFor: 'you', mine: false });
    expect(states.map(([state]) => state).filter(of)).toEqual(
      expect.arrayContaining(['assigned', 'reopened', 'resolved', 'waiting_family']),
    );
    expect(of('in_progress')).toBe(false);
  });
});

describe('the end of an issue', () => {
  it('names a silence as hers only to the one who was silent', () => {
    const silent = { state: 'unconfirmed', stateLabel: '没能办，家长没说', waitingFor: 'nobody' } as const;
    expect(stateWords({ ...silent, mine: true })).toBe('没能办，您还没说');
    expect(stateWords({ ...silent, mine: false })).toBe('没能办，家长没说');
  });
});

describe('one character for a person', () => {
  it.each([
    ['周奶奶', '周'],
    ['陈老师', '陈'],
    ['王建国', '国'],
    ['王梓涵', '涵'],
    ['刘女士（东莞）', '士'],
    ['', '人'],
  ])('%s is %s', (name, character) => {
    expect(shortName(name)).toBe(character);
  });
});
