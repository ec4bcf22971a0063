import { beforeEach, describe, expect, it } from '@jest/globals';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { ApiError, errorOfAnswer, isRefusal } from '../../miniapp/api/api-error.js';
import { needsNetwork, whyNot } from '../../miniapp/api/needs-network.js';
import { outboxWords, type OutboxDraft } from '../../miniapp/api/outbox/outbox-entry.js';
import { routeTable } from '../http/route-table.js';
import { roles } from '../http/support/village.js';
import { FakePhone } from './fake-phone.js';
import { offlineActions } from './offline-actions.js';

const offline = { kind: 'offline', code: 'offline', detail: '现在没有网' } as const;
const movedOn = {
  kind: 'refused',
  code: 'state_conflict',
  detail: '这件事刚刚有了新进展，请刷新后再看。',
} as const;

/** Routes that change something and that the reporter or another guardian is let in to. */
function carerRoutes(): string[] {
  const columns = (['reporter', 'guardian'] as const).map((role) => roles.indexOf(role));
  return routeTable
    .filter(({ route }) => !route.startsWith('GET '))
    .filter(({ statuses }) => columns.some((column) => /^2/.test(statuses.split(' ')[column] ?? '')))
    .map(({ route }) => route);
}

const kept: [string, (phone: FakePhone) => OutboxDraft[]][] = Object.entries(offlineActions).flatMap(
  ([route, action]) => ('kept' in action ? [[route, action.kept]] : []),
);

describe('what a carer does without a signal', () => {
  let phone: FakePhone;
  beforeEach(() => {
    phone = new FakePhone();
    phone.signIn('grandmother');
    phone.signIn('grandfather');
  });

  it('is decided for everything that she can do', () => {
    expect(Object.keys(offlineActions).sort()).toEqual(carerRoutes().sort());
    const steps = Object.entries(issueWorkflow.transitions).flatMap(([name, { by }]) =>
      (by as readonly string[]).includes('reporter') ? [`POST /issues/{token}/${name}`] : [],
    );
    expect(
      steps.filter((route) => !(route in offlineActions && 'kept' in (offlineActions[route] ?? {}))),
    ).toEqual([]);
  });

  it.each(kept)(
    '%s is kept over restarts and other hands, and sent once, in her name',
    async (_, draftsOf) => {
      const drafts = draftsOf(phone);
      phone.server.plan.push(...drafts.map(() => offline));
      let outbox = phone.start();
      for (const draft of drafts) outbox.add('grandmother', draft);
      await outbox.deliver(true);
      expect(phone.server.arrived).toEqual([]);
      const waiting = outbox.list('grandmother');
      expect(waiting.map(({ state }) => outboxWords[state])).toEqual(
        drafts.map(() => '还没送到，有网会自动发'),
      );
      expect(waiting.map(({ title }) => title)).toEqual(drafts.map(({ title }) => title));

      phone.server.plan.length = 0;
      outbox = phone.start();
      await outbox.recover();
      expect(outbox.list('grandfather')).toEqual([]);
      expect(outbox.undelivered('grandmother')).toBe(drafts.length);

      // The answer of the first sending is lost: it goes again, and is the same.
      phone.server.loseAnswers = 1;
      for (let tries = 0; tries < 3; tries += 1) await outbox.deliver(true);
      expect(outbox.undelivered('grandmother')).toBe(0);
      expect(phone.server.arrived.map(({ by, path }) => [by, path])).toEqual(
        drafts.map(({ path }) => ['grandmother', path]),
      );
      // What was begun first may come last: reports do not wait for each other.
      for (const { body } of drafts)
        expect(phone.server.arrived).toContainEqual(
          expect.objectContaining({ body: expect.objectContaining(body) as object }),
        );
      const files = drafts.flatMap((draft) => draft.files ?? []).length;
      expect(phone.server.photos.size).toBe(files);
    },
  );

  it.each(kept)('%s that comes too late is shown to her with what she wrote', async (_, draftsOf) => {
    const [draft] = draftsOf(phone);
    if (!draft) throw new Error('a row without a draft');
    const uploads = (draft.files ?? []).map(() => null);
    phone.server.plan.push(...uploads, movedOn);
    const outbox = phone.start();
    const { clientId } = outbox.add('grandmother', draft);
    await outbox.deliver(true);
    const [entry] = phone.start().list('grandmother');
    expect(entry).toMatchObject({
      clientId,
      state: 'attention',
      title: draft.title,
      body: draft.body,
      problem: { code: 'state_conflict', detail: movedOn.detail },
    });
    expect(outboxWords.attention).toBe('要您看一下');
    for (const file of draft.files ?? []) expect(phone.files.has(file.ref)).toBe(true);
    // It is hers to try again or to throw away; nothing else ends it.
    outbox.retry('grandmother', clientId);
    await outbox.deliver(true);
    expect(phone.server.arrived).toHaveLength(1);
  });

  it.each(kept)('%s waits for her pictures where the phone is shut', async (_, draftsOf) => {
    const [draft] = draftsOf(phone);
    if (!draft) throw new Error('a row without a draft');
    phone.server.plan.push({ kind: 'locked', code: 'pin_needed', detail: '' });
    const outbox = phone.start();
    outbox.add('grandmother', draft);
    await outbox.deliver(true);
    expect(outbox.list('grandmother')[0]).toMatchObject({
      state: 'waiting',
      problem: { detail: '点过图片密码以后，会自动发出去。' },
    });
    await outbox.deliver(true);
    expect(outbox.undelivered('grandmother')).toBe(0);
  });

  it('says why where the school has to be asked first', () => {
    const words = Object.values(offlineActions).flatMap((action) =>
      'needsSignal' in action ? [action.needsSignal] : [],
    );
    expect([...words].sort()).toEqual(Object.values(needsNetwork).sort());
    for (const sentence of words) {
      // Why first, then that there is no network, in as many words as one hears out.
      expect(sentence).toMatch(/^[^。]{6,30}。现在没有网，/);
      expect(sentence.length).toBeLessThanOrEqual(50);
    }
  });

  it('says why only where it is the network, and what the school said where it was the school', () => {
    expect(whyNot(new ApiError('offline'), 'unlock')).toBe(needsNetwork.unlock);
    const wrong = { type: '', title: '', status: 422, code: 'wrong', detail: '图片密码不对' };
    expect(whyNot(errorOfAnswer(422, wrong), 'unlock')).toBe('图片密码不对');
    expect(whyNot(new ApiError('timeout'), 'unlock')).toBe(new ApiError('timeout').message);
  });

  it('drops what was kept when the school refuses it, and not because the phone is shut or far away', () => {
    const problem = (status: number, code: string) =>
      errorOfAnswer(status, { type: '', title: '', status, code, detail: '' });
    expect([problem(404, 'not_found'), problem(403, 'forbidden')].map(isRefusal)).toEqual([true, true]);
    const others = [problem(403, 'pin_needed'), problem(500, 'broken'), problem(401, 'signed_out')];
    expect([...others, new ApiError('offline'), new ApiError('timeout')].map(isRefusal)).toEqual(
      Array(5).fill(false),
    );
  });
});
