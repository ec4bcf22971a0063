import { randomUUID } from 'node:crypto';
import { otherWords, ownYes } from '../routes/child-consent-routes.js';
import { yes } from '../routes/consent-routes.js';
import { classroomTargets } from './classroom-tables.js';
import { childCommands, openingFor } from './family-scene.js';
import { roleTargets } from './role-tables.js';
import { password, refusal } from './village.js';
import type { Member, Village } from './village.js';

/** For every route that takes a JSON body: who may use it, where, and a body that would be taken. */
export interface Target {
  by: Member;
  path: (tokens: Tokens) => string;
  good: (village: Village) => Record<string, unknown>;
}
export interface Tokens {
  assigned: string;
  accepted: string;
  waiting: string;
  resolved: string;
  declined: string;
  merged: string;
  staff: string;
  category: string;
  rule: string;
  code: string;
  service: string;
  scene: string;
  answer: string;
  spoken: string;
  guardian: string;
}

const text = () => ({ text: '看过了', photos: [] });
const nothing = () => ({});
const tapped = () => ({ pictures: ['sun', 'bird', 'tree', 'cup'] });
const issue = (by: Member, state: keyof Tokens, action: string, good: Target['good']): Target => ({
  by,
  path: (tokens) => `/issues/${tokens[state]}/${action}`,
  good,
});
const setUp = (path: string, good: Target['good']): Target => ({ by: 'principal', path: () => path, good });

const aDay = { name: '某天', fromDay: '2029-05-01', toDay: '2029-05-01' };
const aLevel = () => ({ clock: 'response', afterMinutes: 99, action: 'tell' });

export const targets: Record<string, Target> = {
  'POST /session/wechat': { by: 'reporter', path: () => '/session/wechat', good: () => ({ code: 'x' }) },
  'POST /session/password': setUp('/session/password', () => ({ login: 'somebody', password })),
  'POST /session/password/change': setUp('/session/password/change', () => ({
    current: password,
    next: 'Autumn-2026-leaf',
  })),
  'POST /session/second-step': setUp('/session/second-step', () => ({ ticket: 'k1.AAAA', code: '123456' })),
  'POST /account/second-step': setUp('/account/second-step', () => ({ password })),
  'POST /account/second-step/confirm': setUp('/account/second-step/confirm', () => ({ code: '123456' })),
  'POST /account/second-step/remove': setUp('/account/second-step/remove', () => ({
    password,
    code: '123456',
  })),
  'POST /account/recovery-codes': setUp('/account/recovery-codes', () => ({ password, code: '123456' })),
  'POST /account/sessions/end-others': setUp('/account/sessions/end-others', nothing),
  'POST /account/sessions/{token}/end': {
    by: 'principal',
    path: ({ rule }) => `/account/sessions/${rule}/end`,
    good: nothing,
  },
  ...Object.fromEntries(
    ['unlock', 'end-sessions', 'reset-second-step'].map((action): [string, Target] => [
      `POST /staff/{token}/${action}`,
      { by: 'principal', path: ({ staff }) => `/staff/${staff}/${action}`, good: nothing },
    ]),
  ),
  'POST /children/{token}/health': {
    by: 'reporter',
    path: () => `/children/${'A'.repeat(22)}/health`,
    good: () => ({ words: '对花生过敏', after: null }),
  },
  'POST /children/{token}/open-fields': {
    by: 'teacher',
    path: () => `/children/${'A'.repeat(22)}/open-fields`,
    good: () => ({ ...openingFor }),
  },
  'POST /opened-fields/{token}/close': {
    by: 'teacher',
    path: ({ rule }) => `/opened-fields/${rule}/close`,
    good: nothing,
  },
  'POST /opened-fields/{token}/review': {
    by: 'lead',
    path: ({ rule }) => `/opened-fields/${rule}/review`,
    good: () => ({ verdict: 'justified', note: '核实过' }),
  },
  'POST /session/acting': {
    by: 'reporter',
    path: () => '/session/acting',
    good: ({ people }) => ({ person: people.reporter.token }),
  },
  'POST /session/binding': {
    by: 'reporter',
    path: () => '/session/binding',
    good: () => ({ code: 'ABCD2345' }),
  },
  'POST /session/credits': {
    by: 'reporter',
    path: () => '/session/credits',
    good: () => ({ accepted: ['progress'] }),
  },
  'POST /session/picture': {
    by: 'reporter',
    path: () => '/session/picture',
    good: () => ({ picture: 'boat' }),
  },
  'POST /session/pin': { by: 'reporter', path: () => '/session/pin', good: tapped },
  'POST /session/unlock': { by: 'reporter', path: () => '/session/unlock', good: tapped },
  'POST /issues': {
    by: 'reporter',
    path: () => '/issues',
    good: () => ({ clientId: randomUUID(), text: '灯坏了' }),
  },
  'POST /issues/{token}/accept': issue('worker', 'assigned', 'accept', nothing),
  'POST /issues/{token}/answer': issue('worker', 'accepted', 'answer', text),
  'POST /issues/{token}/ask': issue('worker', 'accepted', 'ask', text),
  'POST /issues/{token}/reply': issue('reporter', 'waiting', 'reply', text),
  'POST /issues/{token}/resolve': issue('worker', 'accepted', 'resolve', text),
  'POST /issues/{token}/confirm': issue('reporter', 'resolved', 'confirm', text),
  'POST /issues/similar': {
    by: 'reporter',
    path: () => '/issues/similar',
    good: () => ({ text: '灯坏了' }),
  },
  'POST /issues/{token}/decline': issue('worker', 'accepted', 'decline', () => refusal),
  'POST /issues/{token}/agree': issue('reporter', 'declined', 'agree', text),
  'POST /issues/{token}/appeal': issue('reporter', 'declined', 'appeal', text),
  'POST /issues/{token}/merge': {
    by: 'principal',
    path: ({ accepted }) => `/issues/${accepted}/merge`,
    good: () => ({ into: 'A'.repeat(22) }),
  },
  'POST /issues/{token}/separate': issue('reporter', 'merged', 'separate', nothing),
  'POST /issues/{token}/reject': issue('reporter', 'resolved', 'reject', text),
  'POST /issues/{token}/assign': issue('principal', 'assigned', 'assign', ({ people }) => ({
    assignee: people.worker.token,
  })),
  'POST /issues/{token}/recategorise': issue('principal', 'assigned', 'recategorise', ({ school }) => ({
    category: school.categories['food'],
  })),
  'POST /issues/{token}/divert': issue('principal', 'assigned', 'divert', () => ({
    reason: 'harm',
    text: '看见伤了',
  })),
  'POST /issues/{token}/settle-conflict': issue('principal', 'assigned', 'settle-conflict', () => ({
    about: [],
  })),
  'POST /issues/{token}/transcribe': issue('worker', 'spoken', 'transcribe', () => ({ text: '灯坏了' })),
  'PUT /preferences': {
    by: 'reporter',
    path: () => '/preferences',
    good: () => ({ simpleMode: true, readsAloud: false }),
  },
  'PUT /guardians/{token}/preferences': {
    by: 'teacher',
    path: ({ guardian }) => `/guardians/${guardian}/preferences`,
    good: () => ({ simpleMode: true }),
  },
  'PUT /consents': { by: 'reporter', path: () => '/consents', good: () => yes },
  'PUT /guardians/{token}/consents': {
    by: 'teacher',
    path: ({ guardian }) => `/guardians/${guardian}/consents`,
    good: () => yes,
  },
  'POST /children/{token}/consents': {
    by: 'principal',
    path: ({ rule }) => `/children/${rule}/consents`,
    good: () => ownYes,
  },
  'POST /consent-texts': setUp('/consent-texts', () => ({ ...otherWords, after: 99 })),
  'POST /staff/{token}/absences': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/absences`,
    good: () => ({ fromDay: '2029-05-01', toDay: null }),
  },
  'PUT /staff/{token}/hours': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/hours`,
    good: () => ({ items: [{ weekday: 1, fromMinute: 480, toMinute: 720 }] }),
  },
  'PUT /staff/{token}/nicknames': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/nicknames`,
    good: () => ({ items: ['老王'] }),
  },
  'POST /saved-filters': setUp('/saved-filters', () => ({ name: '晚了的', query: { attention: 'overdue' } })),
  'POST /issue-assignments': {
    by: 'principal',
    path: () => '/issue-assignments',
    good: ({ people }) => ({ issues: ['A'.repeat(22)], assignee: people.worker.token }),
  },
  'POST /staff': setUp('/staff', () => ({ name: '李四', roles: [{ role: 'canteen' }], login: 'li.si' })),
  'POST /staff/{token}/roles': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/roles`,
    good: () => ({ role: 'security' }),
  },
  'POST /staff/{token}/binding-code': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/binding-code`,
    good: nothing,
  },
  'POST /staff/{token}/reset-password': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/reset-password`,
    good: nothing,
  },
  'POST /staff/{token}/leave': {
    by: 'principal',
    path: ({ staff }) => `/staff/${staff}/leave`,
    good: nothing,
  },
  'POST /deliveries/{token}/retry': {
    by: 'principal',
    path: ({ rule }) => `/deliveries/${rule}/retry`,
    good: nothing,
  },
  'POST /service-codes': setUp('/service-codes', () => ({ kind: 'feedback', label: '二楼楼梯' })),
  'POST /service-codes/{token}/revoke': {
    by: 'principal',
    path: ({ code }) => `/service-codes/${code}/revoke`,
    good: nothing,
  },
  'POST /service-codes/{token}/renew': {
    by: 'principal',
    path: ({ code }) => `/service-codes/${code}/renew`,
    good: nothing,
  },
  'POST /evaluated-services': setUp('/evaluated-services', () => ({
    name: '午睡',
    picture: 'nap',
    dimensions: ['安静'],
  })),
  'PATCH /evaluated-services/{token}': {
    by: 'principal',
    path: ({ service }) => `/evaluated-services/${service}`,
    good: () => ({ name: '餐食', picture: 'meals', active: true, dimensions: ['吃得饱'] }),
  },
  'POST /evaluations': {
    by: 'reporter',
    path: () => '/evaluations',
    good: () => ({
      clientId: randomUUID(),
      service: 'A'.repeat(22),
      stars: [{ dimension: 'A'.repeat(22), stars: 4 }],
      text: '菜好',
    }),
  },
  'PUT /evaluation-notes': setUp('/evaluation-notes', () => ({
    month: '2026-03',
    said: '汤凉',
    done: '换了保温桶',
  })),
  'POST /session/visitor': {
    by: 'visitor',
    path: () => '/session/visitor',
    good: () => ({ name: '王大姐', code: 'A'.repeat(22) }),
  },
  'POST /codes/{scene}/answers': {
    by: 'reporter',
    path: ({ scene }) => `/codes/${scene}/answers`,
    good: () => ({ text: '几点接', topic: 'pickup' }),
  },
  'POST /published-answers/suggest': {
    by: 'reporter',
    path: () => '/published-answers/suggest',
    good: () => ({ text: '几点接', topic: null }),
  },
  'POST /published-answers/{token}/settle': {
    by: 'reporter',
    path: ({ answer }) => `/published-answers/${answer}/settle`,
    good: nothing,
  },
  'POST /published-answers': setUp('/published-answers', () => ({
    question: '几点放学？',
    text: '四点半。',
    topic: 'pickup',
  })),
  'PATCH /published-answers/{token}': {
    by: 'principal',
    path: ({ answer }) => `/published-answers/${answer}`,
    good: () => ({ text: '五点。' }),
  },
  'POST /published-answers/{token}/publish': {
    by: 'principal',
    path: ({ answer }) => `/published-answers/${answer}/publish`,
    good: () => ({ confirmed: true }),
  },
  'POST /published-answers/{token}/retire': {
    by: 'principal',
    path: ({ answer }) => `/published-answers/${answer}/retire`,
    good: nothing,
  },
  'POST /codes/{scene}/open': {
    by: 'reporter',
    path: ({ code }) => `/codes/${code}/open`,
    good: nothing,
  },
  'POST /places': setUp('/places', () => ({ name: '沙池' })),
  'PATCH /settings': setUp('/settings', () => ({ silenceDays: 7 })),
  'POST /categories': setUp('/categories', () => ({ name: '图书' })),
  'PATCH /categories/{token}': {
    by: 'principal',
    path: ({ category }) => `/categories/${category}`,
    good: () => ({ name: '新名' }),
  },
  'POST /routing-rules': setUp('/routing-rules', () => ({ role: 'security', category: null })),
  'PUT /routing-rules/{token}': {
    by: 'principal',
    path: ({ rule }) => `/routing-rules/${rule}`,
    good: () => ({ role: 'security' }),
  },
  'PUT /calendar/week': setUp('/calendar/week', () => ({ week: [[], [], [], [], [], [], []] })),
  'POST /calendar/terms': setUp('/calendar/terms', () => aDay),
  'PATCH /calendar/terms/{token}': {
    by: 'principal',
    path: ({ rule }) => `/calendar/terms/${rule}`,
    good: () => aDay,
  },
  'POST /calendar/days': setUp('/calendar/days', () => ({ kind: 'holiday', ...aDay })),
  'PATCH /calendar/days/{token}': {
    by: 'principal',
    path: ({ rule }) => `/calendar/days/${rule}`,
    good: () => ({ kind: 'holiday', ...aDay }),
  },
  'PUT /service-targets': setUp('/service-targets', () => ({
    fallback: { responseMinutes: 240, resolutionMinutes: 1350 },
    categories: [],
  })),
  'POST /escalation-levels': setUp('/escalation-levels', aLevel),
  'PUT /escalation-levels/{token}': {
    by: 'principal',
    path: ({ rule }) => `/escalation-levels/${rule}`,
    good: aLevel,
  },
  'POST /classifier/train': setUp('/classifier/train', nothing),
  'POST /classifier/models/{token}/activate': {
    by: 'principal',
    path: ({ rule }) => `/classifier/models/${rule}/activate`,
    good: nothing,
  },
  'POST /classifier/models/{token}/retire': {
    by: 'principal',
    path: ({ rule }) => `/classifier/models/${rule}/retire`,
    good: nothing,
  },
  ...Object.fromEntries(
    childCommands.map(({ action, by, body }): [string, Target] => [
      `POST /children/{token}/${action}`,
      {
        by: by === 'bars' ? 'lead' : 'principal',
        path: ({ rule }) => `/children/${rule}/${action}`,
        good: (village) => body(village),
      },
    ]),
  ),
  'POST /roster/by-phone': {
    by: 'principal',
    path: () => '/roster/by-phone',
    good: () => ({ number: '13812345678' }),
  },
  'POST /children/{token}/leave-household': {
    by: 'principal',
    path: ({ rule }) => `/children/${rule}/leave-household`,
    good: ({ people }) => ({ household: people.reporter.token, person: people.reporter.token }),
  },
  'POST /children/{token}/binding-code': {
    by: 'principal',
    path: ({ rule }) => `/children/${rule}/binding-code`,
    good: () => ({ relation: 'mother', simpleMode: true }),
  },
  'POST /children/{token}/unbind': {
    by: 'principal',
    path: ({ rule }) => `/children/${rule}/unbind`,
    good: ({ people }) => ({ person: people.reporter.token }),
  },
  'POST /binding-slips': setUp('/binding-slips', ({ school }) => ({ classroom: school.token, children: [] })),
  'POST /binding-requests/{token}/decide': {
    by: 'principal',
    path: ({ rule }) => `/binding-requests/${rule}/decide`,
    good: () => ({ decision: 'approve' }),
  },
  'POST /session/child-binding': {
    by: 'reporter',
    path: () => '/session/child-binding',
    good: () => ({ code: 'ABCDE23456', name: '李芳', childName: '王梓涵', relation: 'mother' }),
  },
  'POST /integrity-findings/look': setUp('/integrity-findings/look', nothing),
  ...classroomTargets,
  ...roleTargets,
};
