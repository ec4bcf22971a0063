import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenedCode, ServiceCodeView } from '#shared/service-codes/contract.js';
import type { Page } from '#shared/platform/paging.js';
import { Category } from '../../server/src/features/issues/issue.entity.js';
import { Classroom, Place } from '../../server/src/features/people/people.entity.js';
import { ServiceCode } from '../../server/src/features/service-codes/service-code.entity.js';
import { CodeBook } from '../../server/src/features/service-codes/service-codes.port.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { days } from '../../server/src/platform/clock/clock.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('the printed codes of a school', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
  });
  beforeEach(async () => {
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const hang = async (body: object): Promise<ServiceCodeView> => {
    const answer = await village.people.principal.api.post<ServiceCodeView>('/service-codes', body);
    expect([answer.status, answer.raw]).toEqual([201, expect.any(String)]);
    return answer.body;
  };
  const office = async (token: string, action: 'revoke' | 'renew') =>
    (await village.people.principal.api.post<ServiceCodeView>(`/service-codes/${token}/${action}`)).body;
  const open = async (scene: string) => {
    const answer = await house.as(null).post<OpenedCode>(`/codes/${scene}/open`);
    expect([answer.status, answer.raw]).toEqual([200, expect.any(String)]);
    return answer.body;
  };
  const listed = async (query = '') =>
    (await village.people.admin.api.get<Page<ServiceCodeView>>(`/service-codes${query}`)).body.items;
  const book = (scene: string) => house.app.get(CodeBook, { strict: false }).byScene(scene);

  it('hang at a place, in a classroom or for the whole school, under a name of their own if they are given one', async () => {
    const place = await house.make.place(village.school, '食堂');
    const category = village.school.categories['food'];
    const canteen = await hang({ kind: 'feedback', place: place.token, category });
    expect(canteen).toMatchObject({
      kind: 'feedback',
      label: '食堂',
      place: { token: place.token, name: '食堂' },
      classroom: null,
      category: { token: category, code: 'food' },
      state: 'active',
      renewedBy: null,
      url: `http://localhost:80/#/packages/issues/report/index?scene=${canteen.scene}`,
      scans: { week: 0, all: 0 },
      createdAt: house.clock.now().toISOString(),
    });
    expect(canteen.scene).not.toBe(canteen.token);
    const window = await hang({ kind: 'evaluation', place: place.token, label: ' 二号窗口 ' });
    const classroom = await hang({ kind: 'consultation', classroom: village.classroom.token });
    const whole = await hang({ kind: 'consultation' });
    expect([window.label, whole.label, whole.place, whole.classroom]).toEqual([
      '二号窗口',
      '全园',
      null,
      null,
    ]);
    expect(classroom.classroom?.token).toBe(village.classroom.token);
    expect((await listed()).map((code) => code.token)).toEqual(
      [whole, classroom, window, canteen].map((code) => code.token),
    );
    expect((await listed('?kind=evaluation')).map((code) => code.token)).toEqual([window.token]);
    const { principal } = village.people;
    const { id } = await house.database.read
      .acrossSchools(ServiceCode)
      .findOneByOrFail({ token: whole.token });
    const [audit] = await house.database.read
      .global(AuditRow)
      .findBy({ subjectType: 'service_code', subjectId: id });
    expect(audit).toMatchObject({
      action: 'service_code.created',
      actorId: principal.id,
      inSchool: village.school.id,
    });
  });

  it('are made only of what the school has and uses', async () => {
    const { principal } = village.people;
    const gone = await house.make.place(village.school);
    const long = await house.make.place(village.school, '教学楼二楼东侧第三间男生厕所门口的洗手池旁边');
    await house.database.write((tx) =>
      tx.of(Place, village.school.id).update({ id: gone.id }, { active: false }),
    );
    const retired = village.school.categories['other'] ?? '';
    await principal.api.patch(`/categories/${retired}`, { active: false });
    const { place, classroom } = village;
    for (const [wrong, path] of [
      [{ kind: 'feedback', place: gone.token }, 'place'],
      [{ kind: 'feedback', place: place.token, classroom: classroom.token }, 'classroom'],
      [{ kind: 'feedback', category: retired }, 'category'],
      [{ kind: 'feedback', place: long.token }, 'label'],
      [{ kind: 'wish' }, 'kind'],
    ] as const) {
      const { status, body } = await principal.api.post('/service-codes', wrong);
      expect([status, body]).toMatchObject([400, { code: 'invalid_input', errors: [{ path }] }]);
    }
    expect(await listed()).toEqual([]);
  });

  it('open without a session, and fill in what is known about where they hang', async () => {
    const category = village.school.categories['facility'];
    const stairs = await house.make.place(village.school, '东楼楼梯');
    const { scene } = await hang({ kind: 'feedback', place: stairs.token, category });
    expect(await open(scene)).toEqual({
      code: scene,
      state: 'active',
      note: null,
      kind: 'feedback',
      label: '东楼楼梯',
      school: { token: village.school.token, name: expect.any(String), kind: 'kindergarten' },
      place: { token: stairs.token, name: '东楼楼梯' },
      classroom: null,
      category: { token: category, code: 'facility', name: expect.any(String), active: true },
    });
    expect(await book(scene)).toMatchObject({
      school: village.school.id,
      placeId: stairs.id,
      classroomId: null,
      kind: 'feedback',
    });
    const unknown = await house.as(null).post(`/codes/${newToken()}/open`);
    expect([unknown.status, unknown.body]).toMatchObject([404, { code: 'not_found' }]);
    expect(await book(newToken())).toBeNull();
    expect((await house.as(null).post('/codes/x/open')).status).toBe(400);
  });

  it('go on when they are renewed, however often, and the oldest print with them', async () => {
    const first = await hang({ kind: 'feedback', place: village.place.token, label: '二楼楼梯' });
    house.clock.pass(days(3));
    const second = await office(first.token, 'renew');
    const third = await office(second.token, 'renew');
    expect(new Set([first, second, third].map((code) => code.scene)).size).toBe(3);
    expect(third).toMatchObject({
      label: '二楼楼梯',
      place: first.place,
      state: 'active',
      createdAt: house.clock.now().toISOString(),
    });
    for (const old of [first, second]) {
      expect(await open(old.scene)).toMatchObject({
        code: third.scene,
        state: 'moved',
        note: '这张旧码已经换新，帮您转到新的了。',
        place: { token: village.place.token },
      });
    }
    expect(await open(third.scene)).toMatchObject({ code: third.scene, state: 'active', note: null });
    expect(await book(first.scene)).toEqual(await book(third.scene));
    expect((await listed()).map((code) => code.token)).toEqual([third.token]);
    expect(
      (await listed('?state=ended')).map(({ token, state, renewedBy }) => [token, state, renewedBy]),
    ).toEqual([
      [second.token, 'renewed', third.token],
      [first.token, 'renewed', second.token],
    ]);
    for (const action of ['renew', 'revoke']) {
      const again = await village.people.principal.api.post(`/service-codes/${first.token}/${action}`);
      expect([again.status, again.body]).toMatchObject([409, { code: 'state_conflict' }]);
    }
    expect(await listed()).toHaveLength(1);
  });

  it('still lead to the school when they are revoked, old prints too', async () => {
    const first = await hang({ kind: 'evaluation', place: village.place.token });
    const second = await office(first.token, 'renew');
    expect(await office(second.token, 'revoke')).toMatchObject({ state: 'revoked', renewedBy: null });
    for (const { scene } of [first, second]) {
      const opened = await open(scene);
      expect(opened).toMatchObject({
        code: scene,
        state: 'ended',
        kind: 'feedback',
        label: opened.school.name,
        school: { token: village.school.token },
        place: null,
        classroom: null,
        category: null,
      });
      expect(opened.note).toMatch(/^这张码已经停用.*您仍然可以在这里告诉学校。$/);
      expect(await book(scene)).toEqual({
        school: village.school.id,
        codeId: expect.any(Number),
        placeId: null,
        classroomId: null,
        categoryId: null,
        kind: 'feedback',
      });
    }
    expect(await listed()).toEqual([]);
  });

  it('do not break over a place, a classroom or a category that is gone, nor over a ring', async () => {
    const { school } = village;
    const place = await house.make.place(school);
    const classroom = await house.make.classroom(school);
    const category = village.school.categories['transport'];
    const atPlace = await hang({ kind: 'feedback', place: place.token, category });
    const inClassroom = await hang({ kind: 'feedback', classroom: classroom.token });
    const revoked = await hang({ kind: 'feedback', place: place.token });
    await office(revoked.token, 'revoke');
    await house.database.write(async (tx) => {
      await tx.of(Place, school.id).delete({ id: place.id });
      await tx.of(Classroom, school.id).delete({ id: classroom.id });
      await tx.of(Category, school.id).update({ token: category ?? '' }, { active: false });
    });
    expect(await open(atPlace.scene)).toMatchObject({ state: 'active', place: null, category: null });
    expect((await book(atPlace.scene))?.categoryId).toBeNull();
    expect(await open(inClassroom.scene)).toMatchObject({ state: 'active', classroom: null });
    expect(await open(revoked.scene)).toMatchObject({ state: 'ended', place: null });
    expect(await listed()).toHaveLength(2);
    // A ring that no office can make: only a hand in the database.
    const ring = [await hang({ kind: 'feedback' }), await hang({ kind: 'feedback' })] as const;
    const table = house.database.read.of(ServiceCode, school.id);
    const rows = await Promise.all(ring.map(({ token }) => table.findOne({ token })));
    await house.database.write(async (tx) => {
      for (const [at, row] of rows.entries()) {
        const renewedById = rows[1 - at]?.id ?? 0;
        await tx.of(ServiceCode, school.id).update({ id: row?.id ?? 0 }, { state: 'renewed', renewedById });
      }
    });
    for (const { scene } of ring) expect(await open(scene)).toMatchObject({ state: 'ended', code: scene });
  });

  it('are renewed by one of two who press at the same moment', async () => {
    const code = await hang({ kind: 'feedback', place: village.place.token });
    const { principal, admin } = village.people;
    const answers = await Promise.all(
      [principal, admin, principal, admin].map(({ api }) => api.post(`/service-codes/${code.token}/renew`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(await listed()).toHaveLength(1);
    expect(await listed('?state=ended')).toHaveLength(1);
  });

  it('page without doubles and gaps', async () => {
    const made: string[] = [];
    for (let at = 0; at < 7; at++) made.push((await hang({ kind: 'feedback', label: `第${at}张` })).token);
    const { api } = village.people.principal;
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page<ServiceCodeView> = (
        await api.get<Page<ServiceCodeView>>(`/service-codes?limit=3${cursor && `&cursor=${cursor}`}`)
      ).body;
      read.push(...page.items.map(({ token }) => token));
      cursor = page.nextCursor;
    }
    expect(read).toEqual(made.reverse());
  });
});
