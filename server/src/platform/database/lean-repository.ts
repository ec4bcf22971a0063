import { DeleteResult, InsertResult, Repository, UpdateResult } from 'typeorm';
import type {
  DeepPartial,
  EntityManager,
  EntityMetadata,
  EntityTarget,
  FindManyOptions,
  FindOneOptions,
  FindOptionsWhere,
  ObjectLiteral,
} from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Keyring } from '../auth/keyring.js';
import { keysOf, sealingOf } from './encrypted-columns.js';
import type { Sealing } from './encrypted-columns.js';
import { safeId } from './ids.js';
import { escaped, joined, plainWhere } from './plain-where.js';
import type { Fragment } from './plain-where.js';
import { entityFrom, readersOf } from './reading-rows.js';
import { ask } from './statements.js';
import type { Asked } from './statements.js';

type Where<T> = FindOptionsWhere<T> | FindOptionsWhere<T>[];
type Given<T> = QueryDeepPartialEntity<T> | QueryDeepPartialEntity<T>[];

const plainOptions = new Set(['where', 'order', 'take', 'select']);

/**
 * A repository that writes the plain statements itself: rows of one table by its columns, as nearly all of ours are.
 * TypeORM's query builder spends several times the database's own time on them (`npm run bench` shows it). Whatever is
 * not plain goes to TypeORM unchanged, and so does everything that is not named here. Encrypted columns are closed and
 * opened here, where whole rows are known.
 */
export class LeanRepository<T extends ObjectLiteral> extends Repository<T> {
  private readonly sealing: Sealing | null = sealingOf(this.metadata);

  override async find(options: FindManyOptions<T> = {}): Promise<T[]> {
    return (await this.rows(options)) ?? super.find(options);
  }

  override async findBy(where: Where<T>): Promise<T[]> {
    return (await this.rows({ where })) ?? super.findBy(where);
  }

  override async findOne(options: FindOneOptions<T>): Promise<T | null> {
    const rows = await this.rows({ ...options, take: 1 });
    return rows ? (rows[0] ?? null) : super.findOne(options);
  }

  override async findOneBy(where: Where<T>): Promise<T | null> {
    const rows = await this.rows({ where, take: 1 });
    return rows ? (rows[0] ?? null) : super.findOneBy(where);
  }

  override async findOneByOrFail(where: Where<T>): Promise<T> {
    return (await this.findOneBy(where)) ?? super.findOneByOrFail(where);
  }

  override async exists(options: FindManyOptions<T> = {}): Promise<boolean> {
    const isPlain = Object.keys(options).every((key) => key === 'where');
    return isPlain && options.where ? this.existsBy(options.where) : super.exists(options);
  }

  override async existsBy(where: Where<T>): Promise<boolean> {
    const condition = this.condition(where);
    if (!condition || condition.sql === '') return super.existsBy(where);
    const sql = `SELECT 1 FROM ${this.table} WHERE ${condition.sql} LIMIT 1`;
    return (await this.ask(sql, condition.values)).records.length > 0;
  }

  override create(): T;
  override create(given: DeepPartial<T>[]): T[];
  override create(given: DeepPartial<T>): T;
  override create(given?: DeepPartial<T> | DeepPartial<T>[]): T | T[] {
    if (given === undefined) return super.create();
    if (Array.isArray(given)) return super.create(given);
    const row = given as ObjectLiteral;
    const made = this.metadata.create() as ObjectLiteral;
    for (const { propertyName } of this.metadata.columns)
      if (row[propertyName] !== undefined) made[propertyName] = row[propertyName] as unknown;
    return made as T;
  }

  override async insert(given: Given<T>): Promise<InsertResult> {
    const plain: ObjectLiteral[] = Array.isArray(given) ? given : [given];
    const { sealing } = this;
    const rows = sealing ? plain.map((row) => sealing.closedRow(this.keys, row)) : plain;
    const columns = this.metadata.columns.filter((one) =>
      rows.some((row) => row[one.propertyName] !== undefined),
    );
    const values = this.plainValues(rows, columns);
    if (!values || values.length === 0) return super.insert(sealing ? (rows as Given<T>) : given);
    const marks = `(${columns.map(() => '?').join(', ')})`;
    const names = this.namesOf(columns);
    const { raw } = await this.ask(
      `INSERT INTO ${this.table} (${names}) VALUES ${rows.map(() => marks).join(', ')}`,
      values,
    );
    const [only] = plain;
    if (only && rows.length === 1) this.takeId(only, raw);
    return Object.assign(new InsertResult(), { raw });
  }

  /** @returns null where a cell is missing or is to be computed by the engine */
  private plainValues(rows: readonly ObjectLiteral[], columns: readonly ColumnMetadata[]): unknown[] | null {
    const values: unknown[] = [];
    for (const row of rows)
      for (const column of columns) {
        const value = row[column.propertyName] as unknown;
        if (value === undefined || typeof value === 'function') return null;
        values.push(this.stored(value, column));
      }
    return values;
  }

  /** @param criteria where; anything else than conditions is left to TypeORM */
  override async update(
    criteria: Parameters<Repository<T>['update']>[0],
    change: QueryDeepPartialEntity<T>,
  ): Promise<UpdateResult> {
    const stored = this.sealing?.closedChange(this.keys, change, criteria) ?? change;
    const condition = this.plainCriteria(criteria);
    const set = this.assignments(stored);
    if (!condition || !set) return super.update(criteria, stored as QueryDeepPartialEntity<T>);
    const sql = `UPDATE ${this.table} SET ${set.sql} WHERE ${condition.sql}`;
    const { raw, affected } = await this.ask(sql, [...set.values, ...condition.values]);
    return Object.assign(new UpdateResult(), { raw, affected });
  }

  /** @param criteria as of `update` */
  override async delete(criteria: Parameters<Repository<T>['delete']>[0]): Promise<DeleteResult> {
    const condition = this.plainCriteria(criteria);
    if (!condition) return super.delete(criteria);
    const { raw, affected } = await this.ask(
      `DELETE FROM ${this.table} WHERE ${condition.sql}`,
      condition.values,
    );
    return Object.assign(new DeleteResult(), { raw, affected });
  }

  private plainCriteria(criteria: unknown): Fragment | null {
    if (typeof criteria !== 'object' || criteria === null || criteria instanceof Date) return null;
    if (Array.isArray(criteria) && criteria.some((one) => typeof one !== 'object' || one instanceof Date))
      return null;
    const condition = this.condition(criteria);
    return condition?.sql === '' ? null : condition;
  }

  private assignments(change: ObjectLiteral): Fragment | null {
    const parts: Fragment[] = [];
    for (const [property, value] of Object.entries(change) as [string, unknown][]) {
      if (value === undefined) continue;
      const column = this.metadata.findColumnWithPropertyName(property);
      if (!column || typeof value === 'function') return null;
      parts.push({ sql: `${this.name(column)} = ?`, values: [this.stored(value, column)] });
    }
    return parts.length === 0 ? null : joined(parts, ', ');
  }

  /** @returns null where the options ask for more than plain rows */
  private async rows(options: FindManyOptions<T>): Promise<T[] | null> {
    const { where, order, take, select } = options;
    if (!Object.keys(options).every((key) => plainOptions.has(key)) || !this.isPlain) return null;
    const condition = where === undefined ? { sql: '', values: [] } : this.condition(where);
    const columns = select === undefined ? this.metadata.columns : this.chosen(select);
    const sorting = order === undefined ? '' : this.sorting(order);
    if (!condition || !columns || sorting === null) return null;
    const { sealing } = this;
    // Whole rows have the places among them.
    const isWhole = columns === this.metadata.columns;
    const names = isWhole ? this.allNames : this.namesOf(sealing ? sealing.withPlaces(columns) : columns);
    const filter = condition.sql === '' ? '' : ` WHERE ${condition.sql}`;
    const limit = take === undefined ? '' : ` LIMIT ${Math.trunc(take)}`;
    const { records } = await this.ask(
      `SELECT ${names} FROM ${this.table}${filter}${sorting}${limit}`,
      condition.values,
    );
    const sealed = sealing?.among(columns) ?? [];
    const open = sealed.length === 0 ? columns : columns.filter((column) => !sealing?.of(column));
    const readers = readersOf(this.metadata, open === this.metadata.columns ? undefined : open);
    return records.map((record) => {
      const made = entityFrom(this.metadata, readers, record);
      for (const one of sealed) made[one.column.propertyName] = sealing?.opened(this.keys, one, record);
      return made as T;
    });
  }

  private get keys(): Keyring {
    return keysOf(this.manager.connection);
  }

  private condition(where: unknown): Fragment | null {
    return plainWhere(this.metadata, this.sealing ? this.sealing.blindWhere(this.keys, where) : where);
  }

  /** One table without relations: all of ours, and the statements above are written for nothing else. */
  private get isPlain(): boolean {
    const { relations, embeddeds, tableType, inheritancePattern } = this.metadata;
    return (
      relations.length + embeddeds.length === 0 && tableType === 'regular' && inheritancePattern === undefined
    );
  }

  private chosen(select: unknown): ColumnMetadata[] | null {
    if (typeof select !== 'object' || select === null || Array.isArray(select)) return null;
    const columns: ColumnMetadata[] = [];
    for (const [property, isWanted] of Object.entries(select)) {
      const column = this.metadata.findColumnWithPropertyName(property);
      if (!column || isWanted !== true) return null;
      columns.push(column);
    }
    return columns.length === 0 ? null : columns;
  }

  private sorting(order: unknown): string | null {
    const parts: string[] = [];
    for (const [property, direction] of Object.entries(order as object)) {
      const column = this.metadata.findColumnWithPropertyName(property);
      if (!column || (direction !== 'ASC' && direction !== 'DESC')) return null;
      parts.push(`${this.name(column)} ${direction}`);
    }
    return parts.length === 0 ? '' : ` ORDER BY ${parts.join(', ')}`;
  }

  private takeId(row: ObjectLiteral, raw: unknown): void {
    const [generated] = this.metadata.generatedColumns;
    if (!generated || row[generated.propertyName] !== undefined) return;
    const insertId = typeof raw === 'object' && raw !== null ? (raw as { insertId?: unknown }).insertId : raw;
    row[generated.propertyName] = safeId(insertId);
  }

  private stored(value: unknown, column: ColumnMetadata): unknown {
    return this.manager.connection.driver.preparePersistentValue(value, column) as unknown;
  }

  private get table(): string {
    return escaped(this.metadata, this.metadata.tableName);
  }

  private name(column: ColumnMetadata): string {
    return escaped(this.metadata, column.databaseName);
  }

  private namesOf(columns: readonly ColumnMetadata[]): string {
    return columns.map((column) => this.name(column)).join(', ');
  }

  private get allNames(): string {
    const names = allNames.get(this.metadata) ?? this.namesOf(this.metadata.columns);
    allNames.set(this.metadata, names);
    return names;
  }

  private ask(sql: string, values: unknown[]): Promise<Asked> {
    return ask(this.manager, sql, values);
  }
}

/** Columns of whole rows, as they are asked for. */
const allNames = new WeakMap<EntityMetadata, string>();

const kept = new WeakMap<EntityManager, Map<unknown, unknown>>();

/** The repository of a table, one for each manager. */
export function leanRepository<T extends ObjectLiteral>(
  manager: EntityManager,
  target: EntityTarget<T>,
): Repository<T> {
  let known = kept.get(manager);
  if (!known) kept.set(manager, (known = new Map()));
  let repository = known.get(target) as LeanRepository<T> | undefined;
  if (!repository) known.set(target, (repository = new LeanRepository(target, manager)));
  return repository;
}
