import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnswerFromIssue, PublishedAnswerDetail } from '#shared/consultations/contract.js';
import type { Problem } from '#shared/platform/problem.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { House } from '../support/house.js';
import type { ApiClient } from '../support/http.js';
import { Village } from '../http/support/village.js';

const words = { question: '几点接？', text: '四点半，在大门口。', topic: 'pickup' };

describe('what a school answers to everybody', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const head = () => village.people.principal.api;
  const write = async (api: ApiClient, more: object = {}): Promise<PublishedAnswerDetail> => {
    const answer = await api.post<PublishedAnswerDetail>('/published-answers', { ...words, ...more });
    if (answer.status !== 201) throw new Error(answer.raw);
    return answer.body;
  };
  const publish = (token: string, body: object = {}, api = head()) =>
    api.post<PublishedAnswerDetail & Problem>(`/published-answers/${token}/publish`, body);
  const listed = async (api: ApiClient): Promise<string[]> =>
    (await api.get<{ items: { token: string }[] }>('/published-answers')).body.items.map((one) => one.token);

  it('is drafted by staff, published by who leads, and remembers who said what', async () => {
    const { worker, otherWorker } = village.people;
    const draft = await write(worker.api, { reviewBy: '2027-01-01' });
    expect(draft).toMatchObject({
      state: 'draft',
      version: 1,
      createdBy: worker.name,
      publishedBy: null,
      abilities: { edit: true, publish: false, retire: false },
    });
    expect(await listed(worker.api)).toEqual([draft.token]);
    expect(await listed(otherWorker.api)).toEqual([]);
    expect((await publish(draft.token, {}, worker.api)).status).toBe(403);
    await worker.api.patch(`/published-answers/${draft.token}`, { text: '五点，在大门口。' });
    const { body } = await publish(draft.token);
    expect(body).toMatchObject({
      state: 'published',
      text: '五点，在大门口。',
      publishedBy: village.people.principal.name,
      abilities: { edit: true, publish: false, retire: true },
      reviewDue: false,
    });
    expect(body.versions.map(({ what, version, text, by }) => [what, version, text, by])).toEqual([
      ['published', 2, '五点，在大门口。', village.people.principal.name],
      ['changed', 2, '五点，在大门口。', worker.name],
      ['drafted', 1, '四点半，在大门口。', worker.name],
    ]);
    expect(await listed(otherWorker.api)).toEqual([draft.token]);
    expect((await worker.api.patch(`/published-answers/${draft.token}`, { text: '六点' })).status).toBe(403);
    expect((await publish(draft.token)).body).toMatchObject({ code: 'state_conflict' });
    house.clock.pass(365 * 86_400_000);
    const later = await house.make.again(village.people.principal);
    const due = await later.get<PublishedAnswerDetail>(`/published-answers/${draft.token}`);
    expect(due.body.reviewDue).toBe(true);
  });

  it('does not overwrite what somebody else has changed meanwhile', async () => {
    const { token } = await write(head());
    const change = (text: string) => head().patch(`/published-answers/${token}`, { text });
    const statuses = (await Promise.all([change('五点'), change('六点')])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    const { body } = await head().get<PublishedAnswerDetail>(`/published-answers/${token}`);
    expect(body.version).toBe(1 + statuses.filter((status) => status === 200).length);
  });

  describe('and personal details', () => {
    const refusal = async (token: string, body: object = {}) => {
      const answer = await publish(token, body);
      expect([answer.status, answer.body.code]).toEqual([409, 'personal_details']);
      return answer.body.errors ?? [];
    };

    it('refuses names of children and guardians and identity numbers, whatever anybody confirms', async () => {
      const child = await house.make.child(village.school, village.classroom, '王梓涵');
      const mother = await house.make.person('欧阳秋月');
      await house.make.guards(village.school, child, mother);
      const { token } = await write(head(), {
        text: '王 梓涵的妈妈欧阳秋月问过，号码 110101202001011234。',
        keywords: ['王梓涵几点接'],
      });
      for (const body of [{}, { confirmed: true }]) {
        const errors = await refusal(token, body);
        expect(errors.map(({ path, message }) => `${path} ${message}`)).toEqual([
          'text “110101202001011234”像是身份证号，请拿掉',
          'text “王梓涵”像是孩子的名字，请换成“孩子”',
          'text “欧阳秋月”像是家长的名字，请换成“家长”',
          'keywords “王梓涵”像是孩子的名字，请换成“孩子”',
        ]);
      }
      const still = await head().get<PublishedAnswerDetail>(`/published-answers/${token}`);
      expect(still.body.state).toBe('draft');
      await head().patch(`/published-answers/${token}`, { text: '四点半。', keywords: [] });
      expect((await publish(token)).status).toBe(200);
    });

    it('asks again for names of staff, telephones and addresses, and remembers who said that it is fine', async () => {
      await house.make.staff(village.school, 'health', null, '赵小兰');
      const { token } = await write(head(), {
        text: '请找赵小兰，电话 0743-1234567 或 138 0013 8000，桃源村3组12号。',
      });
      const errors = await refusal(token);
      expect(errors.map(({ path }) => path)).toEqual(['text', 'text', 'text', 'text', 'confirmed']);
      expect(errors.map(({ message }) => message).join()).toMatch(/赵小兰.*教职工|教职工.*赵小兰/s);
      const { body } = await publish(token, { confirmed: true });
      expect(body.versions[0]).toMatchObject({ what: 'published', by: village.people.principal.name });
      expect([...(body.versions[0]?.confirmed ?? [])].sort()).toEqual(['address', 'phone', 'staff']);
      // Words of what is public pass the same door.
      const later = await head().patch<Problem>(`/published-answers/${token}`, { text: '请找赵小兰。' });
      expect([later.status, later.body.code]).toEqual([409, 'personal_details']);
      expect(
        (await head().patch(`/published-answers/${token}`, { text: '请找赵小兰。', confirmed: true })).status,
      ).toBe(200);
    });

    it('lets offices and ordinary words pass, and asks about a name that is a word', async () => {
      await house.make.staff(village.school, 'security', null, '周大门');
      const plain = await write(head(), { text: '请找园长、班主任或门卫，都会告诉您。' });
      expect((await publish(plain.token)).status).toBe(200);
      await house.make.child(village.school, village.classroom, '高兴');
      const word = await write(head(), { text: '来园里要高兴。' });
      const errors = await refusal(word.token);
      expect(errors.map(({ path }) => path)).toEqual(['text', 'confirmed']);
      expect((await publish(word.token, { confirmed: true })).status).toBe(200);
    });
  });

  describe('from a question', () => {
    /** A question of the reporter that `worker` has answered. */
    const answered = async (text: string, more: object = {}): Promise<string> => {
      const token = await village.report(text, { asks: 'pickup', child: null, ...more });
      await village.people.worker.api.post(`/issues/${token}/accept`);
      const reply = { text: '四点半接。' };
      const answer = await village.people.worker.api.post(`/issues/${token}/answer`, reply);
      if (answer.status !== 200) throw new Error(answer.raw);
      return token;
    };
    const prefill = (api: ApiClient, token: string) =>
      api.get<AnswerFromIssue & Problem>(`/issues/${token}/answer-draft`);

    it('is prefilled, looked at twice, and recorded as read', async () => {
      const token = await answered('几点能接孩子？我五点下班');
      const { worker } = village.people;
      expect((await worker.api.get(`/issues/${token}`)).body['asked']).toEqual({
        topic: 'pickup',
        mayDraft: true,
      });
      const { body } = await prefill(worker.api, token);
      expect(body).toMatchObject({
        question: '几点能接孩子？我五点下班',
        text: '四点半接。',
        topic: 'pickup',
        sealed: false,
      });
      const reads = await house.database.read
        .global(AuditRow)
        .findBy({ action: 'issue.answer_draft', actorId: worker.id });
      expect(reads).toHaveLength(1);
      const draft = await write(worker.api, { fromIssue: token });
      expect(draft.fromIssue).toBe(true);
      expect(JSON.stringify(draft)).not.toContain(token);
      // Nothing stands out, and still a person has to say that she has looked.
      const refused = await publish(draft.token);
      expect(refused.body).toMatchObject({ code: 'personal_details' });
      expect(refused.body.errors?.map(({ path }) => path)).toEqual(['confirmed']);
      const { body: done } = await publish(draft.token, { confirmed: true });
      expect(done.state).toBe('published');
    });

    it('hands on no word of who asked without her name', async () => {
      const token = await answered('我是小雨的妈妈，几点接？', { sealed: true });
      const { body } = await prefill(village.people.worker.api, token);
      expect([body.question, body.text, body.sealed]).toEqual(['', '四点半接。', true]);
      expect(JSON.stringify(body)).not.toContain('小雨');
    });

    it('is closed to who is kept out of it, and to everybody once it is diverted', async () => {
      const { principal, admin, worker } = village.people;
      const token = await answered('几点接？园长知道吗', { about: [principal.token] });
      expect((await prefill(principal.api, token)).status).toBe(404);
      expect((await principal.api.post('/published-answers', { ...words, fromIssue: token })).status).toBe(
        404,
      );
      const draft = await write(worker.api, { fromIssue: token });
      expect(await listed(principal.api)).toEqual([]);
      expect((await publish(draft.token, { confirmed: true })).status).toBe(404);
      expect(await listed(admin.api)).toEqual([draft.token]);
      await worker.api.post(`/issues/${token}/divert`, { reason: 'harm' });
      expect((await prefill(worker.api, token)).status).toBe(404);
      expect(await listed(admin.api)).toEqual([]);
      expect((await publish(draft.token, { confirmed: true }, admin.api)).status).toBe(404);
    });

    it('is offered for questions only, and not before the school has answered', async () => {
      const { worker } = village.people;
      const unanswered = await village.report('几点接？', { asks: 'pickup' });
      expect((await prefill(worker.api, unanswered)).status).toBe(404);
      const matter = await village.issueIn('in_progress');
      expect((await prefill(worker.api, matter)).status).toBe(404);
      expect((await worker.api.get(`/issues/${matter}`)).body['asked']).toBeNull();
      const told = await village.people.reporter.api.post<{ token: string }>('/issues', {
        clientId: randomUUID(),
        text: '几点接？',
        asks: 'pickup',
      });
      const seen = await village.people.reporter.api.get(`/issues/${told.body.token}`);
      expect(seen.body['asked']).toBeNull();
    });
  });
});
