import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Between,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  Like,
  MoreThan,
  MoreThanOrEqual,
  Not,
} from 'typeorm';
import type { FindManyOptions, FindOptionsWhere } from 'typeorm';
import { TimerRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { House } from '../support/house.js';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 4, 2, minute, 0, 123));

describe('plain statements', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
    await house.database.write(async (tx) => {
      for (let one = 0; one < 8; one++)
        await tx.global(TimerRow).insert({
          kind: one % 2 ? 'odd' : 'even',
          subjectType: 'bench',
          subjectId: one,
          inSchool: one % 3 ? one : null,
          dueAt: at(one),
          attempts: one,
          leasedBy: one > 5 ? 'me' : null,
          leasedUntil: one > 5 ? at(30) : null,
          lastError: null,
        });
    });
  });
  afterAll(() => house.close());

  const lean = () => house.database.read.global(TimerRow);
  /** TypeORM's own, on the same connection. */
  const plain = () => lean().manager.getRepository(TimerRow);

  const conditions: [string, FindOptionsWhere<TimerRow> | FindOptionsWhere<TimerRow>[]][] = [
    ['a value', { kind: 'odd' }],
    ['several', { kind: 'odd', attempts: 3 }],
    ['an instant', { dueAt: at(4) }],
    ['instants before', { dueAt: LessThan(at(4)) }],
    ['instants after', { dueAt: MoreThan(at(4)) }],
    ['up to and from', { attempts: LessThanOrEqual(5), subjectId: MoreThanOrEqual(2) }],
    ['null', { leasedBy: IsNull() }],
    ['not null', { leasedBy: Not(IsNull()) }],
    ['another value', { kind: Not('odd') }],
    ['one of', { attempts: In([1, 2, 99]) }],
    ['none of', { attempts: Not(In([1, 2])) }],
    ['one of nothing', { attempts: In([]) }],
    [
      'one way or another',
      [
        { kind: 'odd', inSchool: IsNull() },
        { kind: 'odd', attempts: MoreThan(4) },
      ],
    ],
    ['ways of which one asks no more', [{ kind: 'odd' }, { kind: 'odd', attempts: 1 }]],
    ['ways without anything in common', [{ kind: 'odd' }, { attempts: 2 }]],
    ['what is left to TypeORM', { attempts: Between(2, 4) }],
    ['that too', { kind: Like('e%') }],
  ];
  it.each(conditions)('find the same by %s', async (_, where) => {
    const order = { id: 'ASC' } as const;
    const wanted = await plain().find({ where, order });
    const found = await lean().find({ where, order });
    expect(found).toEqual(wanted);
    expect(found.every((row) => row instanceof TimerRow)).toBe(true);
    expect(await lean().findBy(where)).toHaveLength(wanted.length);
    expect(await lean().existsBy(where)).toBe(wanted.length > 0);
    expect((await lean().findOneBy(where)) === null).toBe(wanted.length === 0);
  });

  it('sort, limit and choose columns as TypeORM does', async () => {
    const asked: FindManyOptions<TimerRow>[] = [
      { order: { kind: 'DESC', id: 'DESC' }, take: 3 },
      { where: { kind: 'odd' }, select: { id: true, dueAt: true }, order: { id: 'ASC' } },
      { order: { id: 'ASC' }, skip: 2, take: 2 },
    ];
    for (const options of asked) expect(await lean().find(options)).toEqual(await plain().find(options));
  });

  it('write what TypeORM reads, with the id on the row', async () => {
    const school = await house.make.school();
    const payload = { 次数: 3, words: ['一', '"二"'] };
    const event = { subjectType: 'bench', subjectId: 1, seq: 1, name: 'made', version: 1, payload };
    const row = await house.database.write((tx) =>
      tx.of(TimelineEvent, school.id).insert({ ...event, actorId: null, actorSeal: null, at: at(7) }),
    );
    expect(row.id).toEqual(expect.any(Number));
    const repository = house.database.read.acrossSchools(TimelineEvent).manager.getRepository(TimelineEvent);
    expect(await repository.findOneBy({ id: row.id })).toEqual({ ...row });
    const changed = await house.database.write((tx) =>
      tx.of(TimelineEvent, school.id).update({ id: row.id, seq: 1 }, { seq: 2, at: at(8) }),
    );
    const again = await house.database.write((tx) =>
      tx.of(TimelineEvent, school.id).update({ id: row.id, seq: 1 }, { seq: 3 }),
    );
    expect([changed, again]).toEqual([1, 0]);
    expect(await repository.findOneBy({ id: row.id })).toMatchObject({ seq: 2, at: at(8), payload });
    const gone = await house.database.write((tx) => tx.of(TimelineEvent, school.id).delete({ id: row.id }));
    expect([gone, await repository.existsBy({ id: row.id })]).toEqual([1, false]);
  });

  it('change nothing and take nothing away without a condition', async () => {
    const before = await lean().count();
    await expect(
      house.database.write((tx) => tx.global(TimerRow).update({}, { attempts: 0 })),
    ).rejects.toThrow();
    await expect(house.database.write((tx) => tx.global(TimerRow).delete({}))).rejects.toThrow();
    expect(await lean().countBy({ attempts: 0 })).toBe(1);
    expect(await lean().count()).toBe(before);
  });

  it('are undone together with their transaction, and one that stands alone is kept', async () => {
    const timer = { ...(await lean().findOneByOrFail({ subjectId: 1 })), subjectId: 100 };
    const { id: _, ...fresh } = timer;
    await expect(
      house.database.write(async (tx) => {
        await tx.global(TimerRow).insert({ ...fresh });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await lean().existsBy({ subjectId: 100 })).toBe(false);
    await house.database.append(TimerRow, { ...fresh, subjectId: 101 });
    expect(await lean().existsBy({ subjectId: 101 })).toBe(true);
    await expect(
      house.database.write(async () => {
        await house.database.append(TimerRow, { ...fresh, subjectId: 102 });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await lean().existsBy({ subjectId: 102 })).toBe(false);
  });
});
