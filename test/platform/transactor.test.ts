import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { Person } from '../../server/src/platform/auth/identity.entity.js';
import type { Database } from '../../server/src/platform/database/database.js';
import type { Tables, Tx } from '../../server/src/platform/database/database.js';
import { onMysql } from '../../server/src/platform/database/engine.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { gate, openStored } from './stored.js';
import type { Stored } from './stored.js';

let stored: Stored;
let database: Database;
beforeAll(async () => {
  stored = await openStored();
  database = stored.database;
});
afterAll(() => stored.drop());

const embeddedOnly = onMysql ? describe.skip : describe;
const serverOnly = onMysql ? describe : describe.skip;

const named = (name: string) => ({ token: newToken(), name, createdAt: new Date('2026-03-04T02:00:00Z') });
const add = (tx: Tables, name: string) => tx.global(Person).insert(named(name));
const exists = (name: string) => database.read.global(Person).existsBy({ name });
const change = (tx: Tables, name: string, to: string) =>
  tx
    .global(Person)
    .update({ name }, { name: to })
    .then((result) => result.affected);

/**
 * What one would write first: TypeORM's own transactions, and reads on the same connection. The tests below run it
 * next to ours, and it must fail where ours must not.
 */
class NaiveTransactor {
  readonly manager: EntityManager = database.writer.manager;
  write<R>(work: (manager: EntityManager) => Promise<R>): Promise<R> {
    // Its connections come from the same pool: each is told what a server does by itself.
    return onMysql ? this.manager.transaction('REPEATABLE READ', work) : this.manager.transaction(work);
  }
  exists(name: string): Promise<boolean> {
    return this.manager.existsBy(Person, { name });
  }
}

/** Two writes that overlap: the first is still open while the second comes, and then rolls back. */
async function overlap(
  write: (work: () => Promise<void>) => Promise<void>,
  insert: (name: string) => Promise<unknown>,
  tag: string,
): Promise<{ first: PromiseSettledResult<void>; second: PromiseSettledResult<void> }> {
  const [firstWrote, secondIsDone] = [gate(), gate()];
  const first = write(async () => {
    await insert(`${tag} rolled back`);
    firstWrote.open();
    await secondIsDone.opened;
    throw new Error('changed my mind');
  });
  first.catch(() => undefined);
  await firstWrote.opened;
  const second = write(async () => {
    await insert(`${tag} committed`);
  });
  // Where the second has to stand in line, it is done only after the first: then the turns of the loop let it through.
  void second.finally(() => secondIsDone.open()).catch(() => undefined);
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  secondIsDone.open();
  const [one, two] = await Promise.allSettled([first, second]);
  return { first: one, second: two };
}

describe('writes that overlap', () => {
  it('keep what was committed although another rolls back', async () => {
    let tx: Tables = database.read;
    const insert = (name: string) => add(tx, name);
    const result = await overlap((work) => database.write((open) => ((tx = open), work())), insert, 'ours');
    expect(result.first.status).toBe('rejected');
    expect(result.second.status).toBe('fulfilled');
    expect([await exists('ours committed'), await exists('ours rolled back')]).toEqual([true, false]);
  });

  it('show nobody what is not committed', async () => {
    const [wrote, looked] = [gate(), gate()];
    const writing = database.write(async (tx) => {
      await add(tx, 'not yet');
      expect(await exists('not yet')).toBe(true);
      wrote.open();
      await looked.opened;
    });
    await wrote.opened;
    expect(await exists('not yet')).toBe(false);
    looked.open();
    await writing;
    expect(await exists('not yet')).toBe(true);
  });
});

embeddedOnly('the same with one shared connection and TypeORM alone', () => {
  it('loses a row that was reported as committed', async () => {
    const naive = new NaiveTransactor();
    let manager = naive.manager;
    const result = await overlap(
      (work) => naive.write((open) => ((manager = open), work())),
      (name) => manager.insert(Person, named(name)),
      'naive',
    );
    expect(result.second.status).toBe('fulfilled');
    expect(await naive.exists('naive committed')).toBe(false);
  });

  it('reads what is not committed', async () => {
    const naive = new NaiveTransactor();
    const [wrote, looked] = [gate(), gate()];
    const writing = naive.write(async (manager) => {
      await manager.insert(Person, named('dirty'));
      wrote.open();
      await looked.opened;
      throw new Error('never mind');
    });
    await wrote.opened;
    expect(await naive.exists('dirty')).toBe(true);
    looked.open();
    await expect(writing).rejects.toThrow('never mind');
    expect(await naive.exists('dirty')).toBe(false);
  });
});

describe('one write', () => {
  it('is joined by writes inside it: all of it or nothing', async () => {
    const work = database.write(async (outer) => {
      await add(outer, 'outer');
      await database.write(async (inner) => {
        expect(inner).toBe(outer);
        await add(inner, 'inner');
      });
      throw new Error('both go');
    });
    await expect(work).rejects.toThrow('both go');
    expect([await exists('outer'), await exists('inner')]).toEqual([false, false]);
  });

  it('that fails does not poison the next', async () => {
    await expect(database.write(() => Promise.reject(new Error('bad luck')))).rejects.toThrow('bad luck');
    await expect(
      database.write((tx) => tx.global(Person).query('SELECT nonsense FROM nowhere')),
    ).rejects.toThrow();
    await database.write((tx) => add(tx, 'afterwards'));
    expect(await exists('afterwards')).toBe(true);
  });

  it('wakes others after it is committed and never when it rolls back', async () => {
    const woken: string[] = [];
    const seen: Promise<boolean>[] = [];
    await expect(
      database.write((tx) => {
        tx.afterCommit(() => woken.push('rolled back'));
        return Promise.reject(new Error('no'));
      }),
    ).rejects.toThrow('no');
    await database.write(async (tx) => {
      tx.afterCommit(() => {
        woken.push('committed');
        seen.push(exists('awake'));
      });
      await add(tx, 'awake');
    });
    expect(woken).toEqual(['committed']);
    expect(await Promise.all(seen)).toEqual([true]);
  });

  it('is not joined by what outlives it', async () => {
    const over = gate();
    const late: Promise<Tx>[] = [];
    const ended = await database.write(async (tx) => {
      late.push(over.opened.then(() => database.write((open) => add(open, 'late').then(() => open))));
      return Promise.resolve(tx);
    });
    over.open();
    const [own] = await Promise.all(late);
    expect(own).not.toBe(ended);
    expect(await exists('late')).toBe(true);
  });
});

embeddedOnly('the embedded engine', () => {
  it('lets writes in one after the other, in the order in which they came', async () => {
    const order: string[] = [];
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(
      numbers.map((n) =>
        database.write(async (tx) => {
          order.push(`${n} in`);
          for (let turn = 0; turn < (n * 7) % 5; turn++) await new Promise(setImmediate);
          await add(tx, `in line ${n}`);
          order.push(`${n} out`);
        }),
      ),
    );
    expect(order).toEqual(numbers.flatMap((n) => [`${n} in`, `${n} out`]));
  });

  it('refuses to write through the reader', async () => {
    await expect(add(database.read, 'past the queue')).rejects.toThrow(/readonly/);
  });

  it('closes only after the writes that stand in line', async () => {
    const other = await openStored();
    const done: string[] = [];
    const writes = ['a', 'b'].map((name) =>
      other.database.write((tx) => add(tx, name)).then(() => done.push(name)),
    );
    await other.database.close();
    expect(done).toEqual(['a', 'b']);
    await Promise.all(writes);
    await other.drop();
  });
});

serverOnly('a database server', () => {
  /** Each locks one row, waits until the other has locked its own, and then wants the other's. */
  async function opposite(
    write: (work: (update: (name: string, to: string) => Promise<unknown>) => Promise<void>) => Promise<void>,
    tag: string,
  ): Promise<{ results: PromiseSettledResult<void>[]; runs: number }> {
    const rows: [string, string] = [`${tag} left`, `${tag} right`];
    await database.write(async (tx) => {
      for (const name of rows) await tx.global(Person).insert({ ...named(name), token: `token ${name}` });
    });
    const has: [ReturnType<typeof gate>, ReturnType<typeof gate>] = [gate(), gate()];
    let runs = 0;
    const one = (mine: 0 | 1) =>
      write(async (update) => {
        runs += 1;
        const other = mine === 0 ? 1 : 0;
        await update(rows[mine], 'first');
        has[mine].open();
        await has[other].opened;
        await update(rows[other], 'second');
      });
    return { results: await Promise.allSettled([one(0), one(1)]), runs };
  }
  const touch = (name: string, to: string) =>
    [{ token: `token ${name}` }, { name: `${name} ${to}` }] as const;

  it('kills one of two that lock in opposite order; it runs again and both succeed', async () => {
    const { results, runs } = await opposite(
      (work) => database.write((tx) => work((name, to) => tx.global(Person).update(...touch(name, to)))),
      'ours',
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(runs).toBe(3);
  });

  it('fails one of the two with TypeORM alone', async () => {
    const naive = new NaiveTransactor();
    const { results } = await opposite(
      (work) => naive.write((manager) => work((name, to) => manager.update(Person, ...touch(name, to)))),
      'naive',
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  /** A transaction has looked at a row, another changes it, the first looks and compares again. */
  async function looksAgain(
    write: (work: (read: (name: string) => Promise<boolean>) => Promise<boolean>) => Promise<boolean>,
    tag: string,
  ): Promise<boolean> {
    await database.write((tx) => add(tx, `${tag} open`));
    const [looked, changed] = [gate(), gate()];
    const seen = write(async (read) => {
      expect(await read(`${tag} open`)).toBe(true);
      looked.open();
      await changed.opened;
      return read(`${tag} taken`);
    });
    await looked.opened;
    await database.write((tx) => change(tx, `${tag} open`, `${tag} taken`));
    changed.open();
    return seen;
  }

  it('shows a transaction what others have committed meanwhile, which TypeORM alone does not', async () => {
    const naive = new NaiveTransactor();
    const inNaive = (work: (read: (name: string) => Promise<boolean>) => Promise<boolean>) =>
      naive.write((manager) => work((name) => manager.existsBy(Person, { name })));
    const inOurs = (work: (read: (name: string) => Promise<boolean>) => Promise<boolean>) =>
      database.write((tx) => work((name) => tx.global(Person).existsBy({ name })));
    expect(await looksAgain(inOurs, 'ours')).toBe(true);
    expect(await looksAgain(inNaive, 'naive')).toBe(false);
  });
});

describe('compare and set', () => {
  it('has one winner among many', async () => {
    await database.write((tx) => add(tx, 'the prize'));
    const changed = await Promise.all(
      Array.from({ length: 12 }, (_, n) => database.write((tx) => change(tx, 'the prize', `won by ${n}`))),
    );
    expect(changed.filter((affected) => affected === 1)).toHaveLength(1);
    expect(changed.filter((affected) => affected === 0)).toHaveLength(11);
  });
});
