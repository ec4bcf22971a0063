import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ChildHistory, ChildDetail } from '#shared/people/family.js';
import { nameAfterYear } from '#shared/people/classroom-names.js';
import type { ClassroomBook, ClassroomDetail, YearPlan } from '#shared/people/classrooms.js';
import type { ChildList } from '#shared/people/contract.js';
import type { z } from 'zod';
import { dayOf, days, later } from '../../server/src/platform/clock/clock.js';
import { Timers } from '../../server/src/platform/jobs/timers.js';
import { AuditRow } from '../../server/src/platform/audit/audit.entity.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('the classrooms of a school', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  const today = () => dayOf(house.clock.now());
  const inDays = (n: number) => dayOf(later(house.clock.now(), days(n)));
  const book = async (query = '') =>
    (await village.people.principal.api.get<ClassroomBook>(`/classroom-book${query}`)).body;

  it('are opened with a name of their own, get teachers and children, and are read on record', async () => {
    const { principal, worker, teacher } = village.people;
    const opened = await principal.api.post<ClassroomDetail>('/classrooms', { name: ' 星星班 ' });
    expect([opened.status, opened.body]).toMatchObject([
      201,
      { name: '星星班', active: true, children: 0, pupils: [], abilities: { manage: true } },
    ]);
    const twice = await principal.api.post('/classrooms', { name: '星星班' });
    expect([twice.status, twice.body]).toMatchObject([409, { code: 'already_exists' }]);
    const path = `/classrooms/${opened.body.token}`;
    await principal.api.post(`/staff/${worker.token}/roles`, {
      role: 'subject_teacher',
      classroom: opened.body.token,
    });
    const enrolled = await principal.api.post<ClassroomDetail>(`${path}/children`, {
      name: '王梓涵',
      birthDay: '2021-03-04',
      enrolledDay: today(),
    });
    expect([enrolled.status, enrolled.body]).toMatchObject([
      201,
      {
        children: 1,
        subjectTeachers: [{ name: worker.name }],
        pupils: [{ name: '王梓涵', birthDay: '2021-03-04' }],
      },
    ]);
    // Who teaches it sees it, and nothing to change; another teacher is told that there is none.
    const seen = await worker.api.get<ClassroomDetail>(path);
    expect([seen.status, seen.body.abilities]).toEqual([200, { manage: false }]);
    expect((await worker.api.get<ClassroomBook>('/classroom-book')).body).toMatchObject({
      items: [{ name: '星星班', children: 1 }],
      unplaced: null,
    });
    expect((await worker.api.post(`${path}/rename`, { name: '我的班' })).status).toBe(403);
    expect((await teacher.api.get(path)).status).toBe(404);
    const wrong = await principal.api.post(`${path}/children`, {
      name: '早生的',
      birthDay: inDays(1),
      enrolledDay: today(),
    });
    expect(wrong.body).toMatchObject({ errors: [{ path: 'birthDay' }] });
    const reads = await house.database.read
      .global(AuditRow)
      .find({ where: { action: 'classroom.get', actorId: worker.id } });
    expect(reads.map((row) => [row.kind, row.fields])).toEqual([['read', 'basic']]);
  });

  it('move up all at once, and no two get the same name', async () => {
    const { principal } = village.people;
    const make = (name: string) => house.make.classroom(village.school, name);
    const [small, middle, big] = [await make('小九班'), await make('中九班'), await make('大九班')];
    const clash = await principal.api.post('/classroom-moves-up', {
      classrooms: [{ classroom: small.token, from: '小九班', name: '中九班' }],
    });
    expect([clash.status, clash.body]).toMatchObject([409, { detail: '已经有一个班叫“中九班”了。' }]);
    const twice = await principal.api.post('/classroom-moves-up', {
      classrooms: [small, small].map(({ token }) => ({ classroom: token, from: '小九班', name: '中九班' })),
    });
    expect(twice.status).toBe(400);
    const moved = await principal.api.post<ClassroomBook>('/classroom-moves-up', {
      classrooms: [
        [small, '小九班'],
        [middle, '中九班'],
        [big, '大九班'],
      ].map(([row, name]) => ({
        classroom: (row as typeof small).token,
        from: name as string,
        name: nameAfterYear(name as string, 2026),
      })),
    });
    expect(moved.status).toBe(200);
    const name = (token: string) => moved.body.items.find((row) => row.token === token)?.name;
    expect([small, middle, big].map(({ token }) => name(token))).toEqual([
      '中九班',
      '大九班',
      '大九班（2026届）',
    ]);
  });

  it('move up at the end of a year, who finishes leaves, and the same order again moves nobody', async () => {
    const other = await Village.build(house);
    const { school, people } = other;
    const { make } = house;
    const small = await make.classroom(school, '小七班');
    const middle = await make.classroom(school, '中七班');
    const big = await make.classroom(school, '大七班');
    const [stays, leaves] = [await make.child(school, middle), await make.child(school, big)];
    const granny = await make.guardian(school, leaves);
    const teacher = await make.staff(school, 'class_teacher', big, '毕业班老师');
    const plan = async () =>
      (await people.principal.api.get<YearPlan>(`/classroom-moves-up?school=${school.token}`)).body;
    const planned = await plan();
    expect(planned.last).toBeNull();
    const row = (token: string) => planned.items.find((one) => one.token === token);
    expect([small, middle, big].map(({ token }) => row(token))).toMatchObject([
      { name: '小七班', nextName: '中七班', finishes: false, children: 0, teachers: [] },
      { name: '中七班', nextName: '大七班', finishes: false, children: 1 },
      { name: '大七班', finishes: true, children: 1, teachers: ['毕业班老师'] },
    ]);
    const order = {
      classrooms: [
        { classroom: small.token, from: '小七班', name: '中七班' },
        { classroom: middle.token, from: '中七班', name: '大七班' },
      ],
      leaving: [{ classroom: big.token, from: '大七班' }],
      lastDay: today(),
    };
    const send = (body: object) => people.principal.api.post<ClassroomBook>('/classroom-moves-up', body);
    for (const [wrong, path] of [
      [{ ...order, lastDay: null }, 'lastDay'],
      [{ ...order, lastDay: inDays(1) }, 'lastDay'],
      [{ classrooms: [], leaving: [] }, 'classrooms'],
      [{ ...order, leaving: [{ classroom: small.token, from: '小七班' }] }, 'leaving.0.classroom'],
    ] as const)
      expect((await send(wrong)).body).toMatchObject({ errors: [{ path }] });
    // Who is to come to another classroom stays at school, and nobody is moved until that is settled.
    const repeats = await make.child(school, big, '再读一年');
    const toRoom = (body: object) => people.principal.api.post(`/children/${repeats.token}/classroom`, body);
    expect((await toRoom({ classroom: middle.token, fromDay: inDays(3) })).status).toBe(200);
    const early = await send(order);
    expect([early.status, early.raw]).toMatchObject([409, expect.stringContaining('1 个孩子已经定好要换')]);
    expect((await plan()).items.find((one) => one.token === small.token)?.name).toBe('小七班');
    expect((await toRoom({ classroom: small.token, fromDay: today() })).status).toBe(200);
    const moved = await send(order);
    const names = moved.body.items.map(({ token, name, children }) => [token, name, children]);
    expect(names).toEqual(
      expect.arrayContaining([
        [small.token, '中七班', 1],
        [middle.token, '大七班', 1],
      ]),
    );
    expect(names.map(([token]) => token)).not.toContain(big.token);
    // Another key, the same order: nobody is moved, renamed or sent away a second time.
    const writes = () => house.database.read.global(AuditRow).countBy({ inSchool: school.id, kind: 'write' });
    const before = await writes();
    expect((await send(order)).body.items).toEqual(moved.body.items);
    expect(await writes()).toBe(before);
    // And one that was drawn up before others were moved changes nothing at all.
    const late = await send({
      classrooms: [
        { classroom: small.token, from: '中七班', name: '中八班' },
        { classroom: middle.token, from: '中七班', name: '大八班' },
      ],
    });
    expect([late.status, late.body]).toMatchObject([409, { code: 'state_conflict' }]);
    expect((await plan()).items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['中七班', '大七班']),
    );
    expect((await plan()).last).toMatchObject({ by: people.principal.name });
    // Dated: on the last day her family still sees her, then no longer; her teacher sees her no more.
    expect((await granny.api.get<ChildList>('/children')).body.items).toHaveLength(1);
    expect((await teacher.api.get(`/children/${leaves.token}`)).status).toBe(404);
    house.clock.pass(days(1));
    expect((await granny.api.get<ChildList>('/children')).body.items).toEqual([]);
    const still = await people.principal.api.get<ChildDetail>(`/children/${stays.token}`);
    expect(still.body.classroom?.name).toBe('大七班');
    const rows = await house.database.read.global(AuditRow).findBy({ inSchool: school.id, kind: 'write' });
    const actions = rows.map(({ action }) => action);
    for (const action of ['classroom.moved_up', 'classroom.closed', 'child.left_school', 'staff.role_ended'])
      expect(actions.filter((one) => one === action)).toHaveLength(1);
  });

  it('close when nobody is left in them, or when who is left leaves the school', async () => {
    const { principal, lead } = village.people;
    const { make } = house;
    const classroom = await make.classroom(village.school, '毕业班');
    const child = await make.child(village.school, classroom);
    const granny = await make.guardian(village.school, child);
    const teacher = await make.staff(village.school, 'class_teacher', classroom);
    const path = `/classrooms/${classroom.token}`;
    const refused = await principal.api.post(`${path}/close`, { lastDay: today() });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { detail: expect.stringContaining('还有 1 个孩子') },
    ]);
    const tomorrow = await principal.api.post(`${path}/close`, { lastDay: inDays(1), childrenLeave: true });
    expect(tomorrow.body).toMatchObject({ errors: [{ path: 'lastDay' }] });
    expect((await lead.api.post(`${path}/close`, { lastDay: today() })).status).toBe(403);
    const closed = await principal.api.post<ClassroomDetail>(`${path}/close`, {
      lastDay: today(),
      childrenLeave: true,
    });
    expect([closed.status, closed.body]).toMatchObject([200, { active: false, classTeachers: [] }]);
    expect((await book()).items.map((row) => row.name)).not.toContain('毕业班');
    expect((await book('?active=false')).items.map((row) => row.name)).toContain('毕业班');
    // On her last day she is still here; then her family's door closes. Whoever taught her sees her no longer.
    expect((await granny.api.get<ChildList>('/children')).body.items).toHaveLength(1);
    expect((await teacher.api.get(`/children/${child.token}`)).status).toBe(404);
    house.clock.pass(days(1));
    expect((await granny.api.get<ChildList>('/children')).body.items).toEqual([]);
    for (const [what, body] of [
      ['rename', { name: '又一个' }],
      ['close', { lastDay: today() }],
      ['children', { name: '来晚的', enrolledDay: today() }],
    ] as const)
      expect((await principal.api.post(`${path}/${what}`, body)).status).toBe(409);
    const role = { role: 'class_teacher', classroom: classroom.token };
    expect((await principal.api.post(`/staff/${teacher.token}/roles`, role)).status).toBe(400);
  });

  it('change hands for a child on the day, and not before', async () => {
    const { principal, teacher, otherTeacher } = village.people;
    const child = await house.make.child(village.school, village.classroom, '换班的');
    const target = (await book()).items.find((row) =>
      row.classTeachers.some((one) => one.token === otherTeacher.token),
    );
    const move = (fromDay: string, classroom: string | null = target?.token ?? '') =>
      principal.api.post<ChildDetail>(`/children/${child.token}/classroom`, { classroom, fromDay });
    const seenBy = async () => [
      (await teacher.api.get(`/children/${child.token}`)).status,
      (await otherTeacher.api.get(`/children/${child.token}`)).status,
    ];
    const written = await move(inDays(3));
    expect([written.status, written.body]).toMatchObject([
      200,
      {
        classroom: { token: village.classroom.token },
        comingMove: { classroom: { name: target?.name }, fromDay: inDays(3) },
        abilities: { moveClassroom: true },
      },
    ]);
    house.clock.pass(days(2));
    await house.app.get(Timers).ring();
    expect(await seenBy()).toEqual([200, 404]);
    house.clock.pass(days(1));
    await house.app.get(Timers).ring();
    expect(await seenBy()).toEqual([404, 200]);
    const same = await move(today());
    expect([same.status, same.body]).toMatchObject([409, { detail: '孩子已经在这个班了。' }]);
    // A move that has not come yet is replaced; into no classroom at all is a move too.
    await move(inDays(9), village.classroom.token);
    const out = await move(today(), null);
    expect(out.body).toMatchObject({ classroom: null, comingMove: null });
    house.clock.pass(days(10));
    await house.app.get(Timers).ring();
    expect((await principal.api.get<ChildDetail>(`/children/${child.token}`)).body.classroom).toBeNull();
    const history = await principal.api.get<z.infer<typeof ChildHistory>>(`/children/${child.token}/history`);
    expect(history.body.items.map((item) => [item.event, item.classroom])).toEqual([
      ['classroom_moved', null],
      ['classroom_moved', expect.any(String)],
      ['classroom_moved', target?.name],
    ]);
    for (const [fromDay, classroom] of [
      ['2020-01-01', target?.token],
      [inDays(400), target?.token],
    ] as const)
      expect((await move(fromDay, classroom)).body).toMatchObject({ errors: [{ path: 'fromDay' }] });
  });
});

describe('the name of a classroom a year later', () => {
  it.each([
    ['小二班', '中二班'],
    ['中二班', '大二班'],
    ['托班', '小班'],
    ['三年级1班', '四年级1班'],
    ['六年级2班', '六年级2班（2026届）'],
    ['大一班', '大一班（2026届）'],
    ['大一班（2025届）', '大一班（2025届）'],
    ['星星班', '星星班'],
  ])('%s', (before, after) => expect(nameAfterYear(before, 2026)).toBe(after));
});
