import { needsNetwork } from '../../miniapp/api/needs-network.js';
import type { OutboxDraft } from '../../miniapp/api/outbox/outbox-entry.js';
import { decisionDraft } from '../../miniapp/packages/consents/decision-draft.js';
import { stepDraft } from '../../miniapp/packages/issues/detail/step-draft.js';
import { bodyOf, type OfferedService } from '../../miniapp/packages/evaluations/rate/rating.js';
import { emptyDraft, reportDraft } from '../../miniapp/packages/issues/report/report-draft.js';
import type { FakePhone } from './fake-phone.js';

/** What becomes of one thing that a carer can do while there is no signal. */
export type OfflineAction =
  /** Kept, said to be kept, and sent once when there is signal: `drafts` are what its screen writes down. */
  | { kept: (phone: FakePhone) => OutboxDraft[] }
  /** Cannot be done without the school: why, and the screen says so in these words. */
  | { needsSignal: string }
  /** No carer does this on her phone. */
  | { noScreen: string };

const issue = { token: 'issue-1', sealed: false, mine: true, school: { token: 'school-1' } };
const step = (
  action: string,
  more: { text?: string; photo?: boolean; voice?: boolean } = {},
): OfflineAction => ({
  kept: (phone) => [
    stepDraft(
      issue,
      { action, title: `${action}：扶手松了`, body: more.text === undefined ? {} : { text: more.text } },
      [
        ...(more.voice ? [phone.speak(`${action} voice`)] : []),
        ...(more.photo ? [phone.takePhoto(`${action} photo`)] : []),
      ],
    ),
  ],
});
const lunch: Pick<OfferedService, 'token' | 'dimensions'> = {
  token: 'service-1',
  dimensions: [{ key: 'taste', name: '味道' }],
};

/**
 * Every route that changes something and lets a guardian in, with what happens to it without a signal. A route without
 * a row fails offline-actions.test.ts: whoever adds something that carers can do decides here what a village without
 * signal makes of it.
 */
export const offlineActions: Readonly<Record<string, OfflineAction>> = {
  'POST /issues': {
    kept: (phone) => {
      const written = { ...emptyDraft, school: 'school-1', text: '楼梯的扶手松了' };
      const voice = { path: 'spoken', size: 5, seconds: 12 };
      const joined = { ...written, text: '我家也是', joins: { token: 'handle-1', words: '楼梯 · 扶手' } };
      return [
        reportDraft(written, { photos: [], voice: null }, null, [phone.takePhoto('report photo')]),
        reportDraft({ ...emptyDraft, school: 'school-1' }, { photos: [], voice }, 'broken', [
          phone.speak('report voice'),
        ]),
        reportDraft({ ...written, text: '不敢说名字', sealed: true }, { photos: [], voice: null }, null, []),
        reportDraft(joined, { photos: [], voice: null }, null, []),
      ];
    },
  },
  'POST /issues/{token}/reply': step('reply', { text: '是三楼', photo: true, voice: true }),
  'POST /issues/{token}/confirm': step('confirm', { text: '修好了' }),
  'POST /issues/{token}/reject': step('reject', { text: '还是晃', photo: true, voice: true }),
  'POST /issues/{token}/agree': step('agree', { text: '知道了' }),
  'POST /issues/{token}/appeal': step('appeal', { text: '没说到', photo: true }),
  'POST /issues/{token}/separate': step('separate'),
  'POST /evaluations': {
    kept: () => [
      {
        kind: 'evaluation',
        title: '评了“午饭”',
        path: '/evaluations',
        body: {
          ...bodyOf(lunch, { stars: { taste: 4 }, text: '比上学期热乎' }, { code: null, school: 'school-1' }),
        },
        school: 'school-1',
      },
    ],
  },
  'POST /children/{token}/consents': {
    kept: () => [
      decisionDraft(
        { token: 'child-1', name: '王梓涵' },
        { purpose: 'photos_class', version: 1, decision: 'refused' },
      ),
    ],
  },
  'POST /media': {
    kept: (phone) => [
      reportDraft(emptyDraft, { photos: [], voice: null }, null, [phone.takePhoto('only a photo')]),
    ],
  },

  'POST /issues/similar': { noScreen: 'a question while one writes; without an answer nothing is shown' },
  'POST /codes/{scene}/open': {
    noScreen: 'asks what a scanned code says; without an answer the code itself goes along with the report',
  },
  'POST /codes/{scene}/answers': {
    noScreen:
      'looks for answers while one asks; without a network those seen before are offered, and the question is kept',
  },
  'POST /published-answers/suggest': {
    noScreen: 'the same without a code',
  },
  'POST /published-answers/{token}/settle': {
    noScreen: 'counts that an answer was enough; nothing that she did is lost with it',
  },
  'POST /issue-assignments': { noScreen: 'the board of the office' },
  // The face of the first screen says it, without any of her doing.
  'POST /session/wechat': {
    noScreen: 'the program opens with what it knows, or says that there is no network',
  },
  // Who she is, whom she lets in and what only the school can know: it has to be asked, and says so.
  'POST /session/acting': { needsSignal: needsNetwork.acting },
  'POST /session/binding': { needsSignal: needsNetwork.binding },
  'POST /session/child-binding': { needsSignal: needsNetwork.childBinding },
  'POST /binding-requests/{token}/decide': { needsSignal: needsNetwork.decideBinding },
  'POST /children/{token}/binding-code': { needsSignal: needsNetwork.familyCode },
  'POST /children/{token}/health': { needsSignal: needsNetwork.health },
  'POST /children/{token}/unbind': { needsSignal: needsNetwork.unbindGuardian },
  'DELETE /session/binding': { needsSignal: needsNetwork.leaveBinding },
  'POST /session/picture': { needsSignal: needsNetwork.picture },
  'POST /session/pin': { needsSignal: needsNetwork.setPin },
  'DELETE /session/pin': { needsSignal: needsNetwork.removePin },
  'POST /session/unlock': { needsSignal: needsNetwork.unlock },
  // What she agrees to, and how the program is for her on every phone, is not settled until the school has it.
  'PUT /consents': { needsSignal: needsNetwork.ownConsent },
  'PUT /preferences': { needsSignal: needsNetwork.preferences },
  'POST /session/password': { noScreen: 'the browser of the office' },
  'POST /session/second-step': { noScreen: 'the browser of the office' },
  'POST /account/sessions/end-others': { noScreen: 'the browser of the office' },
  'POST /session/credits': { noScreen: 'WeChat asks; without a network nobody is asked' },
  'DELETE /session': { noScreen: 'the phone forgets the session at once, with a network or without' },
};
