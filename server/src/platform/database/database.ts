import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  DataSource,
  DeepPartial,
  EntityManager,
  EntityTarget,
  FindManyOptions,
  FindOneOptions,
  FindOptionsWhere,
  ObjectLiteral,
  QueryRunner,
  Repository,
  SelectQueryBuilder,
} from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Keyring } from '../auth/keyring.js';
import { useKeys } from './encrypted-columns.js';
import { embeddedPatienceMs, isLostRace } from './engine.js';
import { safeId } from './ids.js';
import type { SchoolId } from './ids.js';
import { leanRepository } from './lean-repository.js';
import { entityFrom, readersUnder } from './reading-rows.js';
import { ask, bound } from './statements.js';

/** Row of one school. Its table can only be asked together with the school. */
export interface TenantRow extends ObjectLiteral {
  schoolId: SchoolId;
}
/** Row of a table that belongs to no school (see `tables.ts` for the list and the reason of each). */
export type GlobalRow = ObjectLiteral & { schoolId?: never };

type Where<T> = Omit<FindOptionsWhere<T>, 'schoolId'>;
type Fields<T> = QueryDeepPartialEntity<T>;

/** One table seen by one school: the wall is added to every statement, and cannot be left out. */
export class TenantTable<T extends TenantRow> {
  constructor(
    private readonly repository: Repository<T>,
    private readonly school: SchoolId,
  ) {}

  private wall(where: Where<T> | Where<T>[] | undefined): FindOptionsWhere<T> | FindOptionsWhere<T>[] {
    const add = (one: Where<T>) => ({ ...one, schoolId: this.school }) as unknown as FindOptionsWhere<T>;
    return Array.isArray(where) ? where.map(add) : add(where ?? ({} as Where<T>));
  }

  find(options: Omit<FindManyOptions<T>, 'where'> & { where?: Where<T> | Where<T>[] } = {}): Promise<T[]> {
    return this.repository.find({ ...options, where: this.wall(options.where) });
  }

  findOne(where: Where<T>, options: Omit<FindOneOptions<T>, 'where'> = {}): Promise<T | null> {
    return this.repository.findOne({ ...options, where: this.wall(where) });
  }

  exists(where: Where<T>): Promise<boolean> {
    return this.repository.exists({ where: this.wall(where) });
  }

  /** Writes a new row and answers it with its id. */
  async insert(row: Omit<DeepPartial<T>, 'schoolId' | 'id'>): Promise<T> {
    const entity = this.repository.create({ ...row, schoolId: this.school } as unknown as DeepPartial<T>);
    await this.repository.insert(entity);
    return entity;
  }

  async insertMany(rows: Omit<DeepPartial<T>, 'schoolId' | 'id'>[]): Promise<void> {
    if (rows.length === 0) return;
    await this.repository.insert(
      rows.map((row) => ({ ...row, schoolId: this.school })) as unknown as Fields<T>[],
    );
  }

  /** Changes what matches and answers how many rows that were: the base of compare-and-set. */
  async update(where: Where<T>, change: Fields<T>): Promise<number> {
    const result = await this.repository.update(this.wall(where), change);
    return result.affected ?? 0;
  }

  async delete(where: Where<T>): Promise<number> {
    const result = await this.repository.delete(this.wall(where));
    return result.affected ?? 0;
  }

  /** Query builder that already stands behind the wall. */
  query(alias: string): SelectQueryBuilder<T> {
    return this.repository
      .createQueryBuilder(alias)
      .where(`${alias}.schoolId = :schoolId`, { schoolId: this.school });
  }
}

/** What both a reader and an open transaction can do. */
export class Tables {
  constructor(protected readonly manager: EntityManager) {}

  of<T extends TenantRow>(entity: EntityTarget<T>, school: SchoolId): TenantTable<T> {
    return new TenantTable(leanRepository(this.manager, entity), school);
  }

  global<T extends GlobalRow>(entity: EntityTarget<T>): Repository<T> {
    return leanRepository(this.manager, entity);
  }

  /**
   * Looks across schools. Only for the county's counts, for finding out by a random token which school a row belongs
   * to (before anything of it is shown), and for workers that serve all schools.
   */
  acrossSchools<T extends TenantRow>(entity: EntityTarget<T>): Repository<T> {
    return leanRepository(this.manager, entity);
  }

  /** What `getMany` of a builder over one table finds, without what TypeORM spends on putting rows together. */
  async rowsOf<T extends ObjectLiteral>(builder: SelectQueryBuilder<T>): Promise<T[]> {
    const { mainAlias } = builder.expressionMap;
    if (!mainAlias) return builder.getMany();
    const [sql, values] = builder.getQueryAndParameters();
    const { records } = await ask(this.manager, sql, values as unknown[]);
    const readers = readersUnder(mainAlias.metadata, mainAlias.name);
    return records.map((record) => entityFrom(mainAlias.metadata, readers, record) as T);
  }

  /**
   * The first ids that any of several queries of one table finds, in ascending order and with one statement. Each is
   * carried out by itself, so that it can follow an index in the order of ids and stop; a list of values in one
   * condition could not.
   */
  async firstIds<T extends ObjectLiteral>(
    builders: readonly SelectQueryBuilder<T>[],
    most: number,
  ): Promise<number[]> {
    if (builders.length === 0) return [];
    const parts = builders.map((builder) => {
      const id = `${builder.alias}.id`;
      return builder.select(id, 'id').orderBy(id, 'ASC').limit(most).getQueryAndParameters();
    });
    const each = parts.map(([sql], at) => `SELECT id FROM (${sql}) part${at}`);
    const values = parts.flatMap(([, given]) => given as unknown[]);
    const { records } = await ask(this.manager, each.join(' UNION ALL '), values);
    return [...new Set(records.map((record) => safeId(record['id'])))].sort((a, b) => a - b).slice(0, most);
  }
}

/** An open transaction. */
export class Tx extends Tables {
  private readonly after: (() => void)[] = [];
  /** Committed or rolled back: what still runs on in its name must not use its connection any more. */
  isOver = false;

  /**
   * Lets only one transaction at a time go past that holds this row. First of all in a command: what is read before
   * might be changed by another.
   */
  async hold<T extends GlobalRow & { id: number; token: string }>(
    entity: EntityTarget<T>,
    id: number,
  ): Promise<void> {
    // Changes nothing; it is the lock on the row that counts.
    await this.global(entity)
      .createQueryBuilder()
      .update()
      .set({ token: () => 'token' } as unknown as QueryDeepPartialEntity<T>)
      .where({ id })
      .execute();
  }

  /** Runs once the transaction is committed; never when it rolls back. For waking workers, nothing that may fail. */
  afterCommit(task: () => void): void {
    this.after.push(task);
  }

  committed(): void {
    for (const task of this.after) task();
  }
}

const attempts = 6;

/**
 * The only door to the database. All writes go through `write`; TypeORM's embedded drivers share one query runner, so
 * writes there stand in a first-in-first-out queue, and reads use a second, read-only source that never sees what is
 * not committed. Nested `write` calls join the open transaction. No network, hashing or file work belongs inside.
 */
export class Database {
  private readonly open = new AsyncLocalStorage<Tx>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    readonly writer: DataSource,
    private readonly reader: DataSource | null,
  ) {}

  /** Gives the tables the keys of their encrypted columns. */
  useKeys(keyring: Keyring): void {
    useKeys(this.writer, keyring);
    if (this.reader) useKeys(this.reader, keyring);
  }

  /** Tables for reading: inside a transaction its own view, outside only what is committed. */
  get read(): Tables {
    return this.joinable() ?? new Tables((this.reader ?? this.writer).manager);
  }

  /** Runs `work` in one transaction and answers what it answers. `work` may run again after a lost race. */
  async write<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    const joined = this.joinable();
    if (joined) return work(joined);
    if (!this.reader) return this.transact(work);
    // The queue outlives a failure: the next in line must not inherit it.
    const turn = this.queue.then(() => this.transact(work));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Writes one row of a global table by itself. On the server one statement is a transaction: nothing has to be begun
   * and ended around it.
   */
  async append<T extends GlobalRow>(entity: EntityTarget<T>, row: Fields<T>): Promise<void> {
    const inTransaction = () => this.write((tx) => tx.global(entity).insert(row));
    if (this.reader || this.joinable()) return void (await inTransaction());
    try {
      await leanRepository(this.writer.manager, entity).insert(row);
    } catch (error) {
      if (!isLostRace(error)) throw error;
      await inTransaction();
    }
  }

  /**
   * Overwrites what the journal of the embedded database still holds of rows that were deleted or replaced. A server
   * looks after its own. As far as readers let it; what is left over goes with the next time.
   */
  async scrub(): Promise<void> {
    if (!this.reader) return;
    const turn = this.queue.then(async () => {
      // Not waiting for readers of other processes, a backup for one: the engine would stand still meanwhile.
      await this.writer.query('PRAGMA busy_timeout = 0');
      await this.writer.query('PRAGMA wal_checkpoint(TRUNCATE)');
      await this.writer.query(`PRAGMA busy_timeout = ${embeddedPatienceMs}`);
    });
    this.queue = turn.catch(() => undefined);
    await turn;
  }

  /** Writes the embedded database anew without its unused pages. Nothing else may be under way. */
  async rebuild(): Promise<void> {
    if (!this.reader) return;
    await this.writer.query('VACUUM');
    await this.scrub();
  }

  /** The transaction around the caller, unless it has ended while the caller ran on. */
  private joinable(): Tx | undefined {
    const tx = this.open.getStore();
    return tx?.isOver ? undefined : tx;
  }

  private async transact<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { result, tx } = await this.once(work);
        tx.committed();
        return result;
      } catch (error) {
        if (attempt >= attempts || !isLostRace(error)) throw error;
        // Jitter, or two that collided would collide again.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
      }
    }
  }

  private async once<R>(work: (tx: Tx) => Promise<R>): Promise<{ result: R; tx: Tx }> {
    const runner = this.writer.createQueryRunner();
    const bounds = this.reader ? embeddedBounds(runner) : serverBounds(runner);
    try {
      await bounds.begin();
      const tx = new Tx(runner.manager);
      try {
        const result = await this.open.run(tx, () => work(tx));
        tx.isOver = true;
        await bounds.commit();
        return { result, tx };
      } catch (error) {
        tx.isOver = true;
        await bounds.rollback();
        throw error;
      }
    } finally {
      // The embedded driver's runner is shared and stays open; releasing it would end it for everybody.
      if (!this.reader) await runner.release();
    }
  }

  /** Waits for the writes that stand in line, then closes. */
  async close(): Promise<void> {
    await this.queue;
    try {
      if (this.reader?.isInitialized) await this.reader.destroy();
      if (this.writer.isInitialized) await this.writer.destroy();
    } finally {
      // Or every promise of the process goes on being told which transaction it belongs to. Not earlier: what is still
      // under way must go on joining its own.
      this.open.disable();
    }
  }
}

interface Bounds {
  begin(): Promise<unknown>;
  commit(): Promise<unknown>;
  rollback(): Promise<unknown>;
}

/**
 * The embedded engine ends a transaction by itself when the disk is full. The driver's own count of open transactions
 * does not notice, and from then on would commit savepoints of a transaction that nobody ends; so it is not used.
 */
function embeddedBounds(runner: QueryRunner): Bounds {
  return {
    begin: () => runner.query('BEGIN IMMEDIATE'),
    commit: () => runner.query('COMMIT'),
    rollback: () => runner.query('ROLLBACK').catch(() => undefined),
  };
}

function serverBounds(runner: QueryRunner): Bounds {
  return {
    begin: () => bound(runner, 'START TRANSACTION'),
    commit: () => bound(runner, 'COMMIT'),
    rollback: () => bound(runner, 'ROLLBACK').catch(() => undefined),
  };
}
