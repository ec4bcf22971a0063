import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityMetadata, ObjectLiteral, QueryRunner } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { Not } from 'typeorm';
import { EncryptionKeyRow, Installation } from '../auth/identity.entity.js';
import { keyIdOf, Keyring } from '../auth/keyring.js';
import { Database } from './database.js';
import type { Tx } from './database.js';
import { cipheredOf, placeOf, sealingOf } from './encrypted-columns.js';

/** How far a run has come; kept with the rows that it has written, so that it goes on there after any interruption. */
interface Progress {
  /** Key that everything is being encrypted with. */
  to: string;
  table: string;
  /** Id of the last row that was looked at. */
  after: number;
}

/** What was found in one table when it was last looked through. */
export interface TableReport {
  table: string;
  /** How many values are written with which key; `plain`: with none yet. */
  keys: Record<string, number>;
  /** Values that were encrypted anew. */
  changed: number;
  /** Ids of rows with values that no key opens: they were tampered with, or moved. */
  broken: number[];
}

export interface RunOptions {
  /** Rows in one transaction. */
  batch?: number;
  /** Rest between two transactions, so that a server that is at work goes on answering. */
  restMs?: number;
  said?: (line: string) => void;
  isStopping?: () => boolean;
}

/** Progress, and the note that nothing is left to do, are small facts of the installation. */
const progressKey = 'keys.rotation';
export const doneKey = 'keys.done';
/** Set by a restoration that went on without the keys of its backup. */
export const lostKey = 'keys.lost';
const plainId = 'plain';

/** One value of a row, and how it is closed anew. */
interface Value {
  column: ColumnMetadata;
  keyIdIn(stored: string): string;
  anew(row: ObjectLiteral, stored: string): { stored: string; index?: [ColumnMetadata, string] };
}

/** A look through all tables is finished when it found nothing to do; others may have been writing meanwhile. */
const mostLooks = 6;

/**
 * Encrypts with the key in use whatever lies plain or under another key, in small transactions. May be killed at any
 * point and run by several at once: each value is replaced only as long as it is the one that was read.
 */
@Injectable()
export class Reencryption {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
  ) {}

  /** Whether something may lie under another key than the one in use. */
  async isDue(): Promise<boolean> {
    const note = await this.database.read.global(Installation).findOneBy({ key: doneKey });
    return note?.value !== this.keyring.activeId;
  }

  /**
   * @returns what the last look through found, or null if it was stopped before
   * @throws MissingKeyError for a value that was written with a key that is not in the settings
   */
  async run(options: RunOptions = {}): Promise<TableReport[] | null> {
    const { activeId } = this.keyring;
    const total = new Map<string, number>();
    for (let look = 1; look <= mostLooks; look++) {
      const seen = await this.look(options);
      if (!seen) return null;
      const { reports, isWhole } = seen;
      for (const { table, changed } of reports) total.set(table, (total.get(table) ?? 0) + changed);
      if (!isWhole || reports.some(({ changed }) => changed > 0)) continue;
      const ended = reports.map((report) => ({ ...report, changed: total.get(report.table) ?? 0 }));
      const isClean = ended.every(({ keys }) => Object.keys(keys).every((id) => id === activeId));
      if (isClean) await this.retireOthers();
      return ended;
    }
    throw new Error('Records with another key keep coming: is another server running with older settings?');
  }

  /**
   * Empties what no key of this installation opens. Only after a restoration without the keys of the backup, which
   * was told that this would be so.
   */
  async emptyWhatIsLost(): Promise<void> {
    const notes = this.database.read.global(Installation);
    if (!(await notes.existsBy({ key: lostKey }))) return;
    for (const metadata of this.tables()) {
      const values = this.valuesOf(metadata);
      for (let after = 0; ;) {
        const next = await this.database.write(async (tx) => {
          const { runner, rows, last } = await this.window(tx, metadata, after, 200);
          for (const row of rows)
            for (const value of values)
              if (value.isEncryptedColumn && !this.opens(value, row))
                await this.empty(runner, metadata, value, row);
          return last;
        });
        if (next === null) break;
        after = next;
      }
    }
    await this.database.write((tx) => tx.global(Installation).delete({ key: lostKey }));
  }

  /** `isWhole`: it did not go on where an interrupted one had stopped. */
  private async look(options: RunOptions): Promise<{ reports: TableReport[]; isWhole: boolean } | null> {
    const { batch = 200, restMs = 0, said, isStopping } = options;
    const tables = this.tables();
    const from = await this.progress();
    const begin = from ? tables.findIndex(({ tableName }) => tableName === from.table) : -1;
    const reports: TableReport[] = [];
    for (const [at, metadata] of tables.entries()) {
      const table = metadata.tableName;
      const report: TableReport = { table, keys: {}, changed: 0, broken: [] };
      reports.push(report);
      if (at < begin) continue;
      for (let after = at === begin ? (from?.after ?? 0) : 0; ;) {
        if (isStopping?.() === true) return null;
        const next = await this.database.write((tx) => this.step(tx, metadata, after, batch, report));
        if (next === null) break;
        after = next;
        said?.(`${table} ${after}`);
        if (restMs > 0) await pause(restMs);
      }
    }
    await this.database.write((tx) => tx.global(Installation).delete({ key: progressKey }));
    return { reports, isWhole: begin === -1 };
  }

  /** @returns id of the last row, or null where there are no more */
  private async step(
    tx: Tx,
    metadata: EntityMetadata,
    after: number,
    batch: number,
    report: TableReport,
  ): Promise<number | null> {
    const { runner, rows, last } = await this.window(tx, metadata, after, batch);
    if (last === null) return null;
    const found: TableReport = { table: report.table, keys: {}, changed: 0, broken: [] };
    for (const row of rows)
      for (const value of this.valuesOf(metadata)) await this.renew(runner, metadata, value, row, found);
    await this.keep(tx, { to: this.keyring.activeId, table: metadata.tableName, after: last });
    // Not before the transaction is through: a lost race runs it again.
    tx.afterCommit(() => {
      for (const [id, count] of Object.entries(found.keys)) report.keys[id] = (report.keys[id] ?? 0) + count;
      report.changed += found.changed;
      report.broken.push(...found.broken);
    });
    return last;
  }

  private async renew(
    runner: QueryRunner,
    metadata: EntityMetadata,
    value: Value,
    row: ObjectLiteral,
    found: TableReport,
  ): Promise<void> {
    const stored = row[value.column.databaseName] as unknown;
    if (typeof stored !== 'string' || stored === '') return;
    const keyId = value.keyIdIn(stored);
    found.keys[keyId] = (found.keys[keyId] ?? 0) + 1;
    if (keyId === this.keyring.activeId) return;
    let anew: ReturnType<Value['anew']>;
    try {
      anew = value.anew(row, stored);
    } catch (error) {
      if (error instanceof Error && error.name === 'MissingKeyError') throw error;
      found.broken.push(idOf(metadata, row));
      return;
    }
    const changes: [ColumnMetadata, string][] = [
      [value.column, anew.stored],
      ...(anew.index ? [anew.index] : []),
    ];
    if (await this.replace(runner, metadata, row, stored, value.column, changes)) found.changed += 1;
  }

  /** Replaces a value if it still is the one that was read, byte for byte. */
  private async replace(
    runner: QueryRunner,
    metadata: EntityMetadata,
    row: ObjectLiteral,
    stored: string,
    { databaseName }: ColumnMetadata,
    changes: readonly [ColumnMetadata, string | null][],
  ): Promise<boolean> {
    const { driver } = metadata.dataSource;
    const name = (text: string) => driver.escape(text);
    const set = changes.map(([column]) => `${name(column.databaseName)} = ?`).join(', ');
    const which = `${name(primaryOf(metadata))} = ? AND HEX(${name(databaseName)}) = HEX(?)`;
    const { affected } = (await runner.query(
      `UPDATE ${name(metadata.tableName)} SET ${set} WHERE ${which}`,
      [...changes.map(([, text]) => text), idOf(metadata, row), stored],
      true,
    )) as { affected: number };
    return affected === 1;
  }

  private async window(
    tx: Tx,
    metadata: EntityMetadata,
    after: number,
    batch: number,
  ): Promise<{ runner: QueryRunner; rows: ObjectLiteral[]; last: number | null }> {
    const { manager } = tx.acrossSchools(metadata.target);
    const runner = manager.queryRunner as QueryRunner;
    const name = (text: string) => metadata.dataSource.driver.escape(text);
    const id = name(primaryOf(metadata));
    const columns = metadata.columns.map(({ databaseName }) => name(databaseName)).join(', ');
    const rows = (await runner.query(
      `SELECT ${columns} FROM ${name(metadata.tableName)} WHERE ${id} > ? ORDER BY ${id} LIMIT ${batch}`,
      [after],
    )) as ObjectLiteral[];
    const last = rows.at(-1);
    return { runner, rows, last: last ? idOf(metadata, last) : null };
  }

  private tables(): EntityMetadata[] {
    return this.database.writer.entityMetadatas
      .filter((metadata) => sealingOf(metadata) !== null || cipheredOf(metadata).length > 0)
      .sort((one, other) => (one.tableName < other.tableName ? -1 : 1));
  }

  private valuesOf(metadata: EntityMetadata): (Value & { isEncryptedColumn: boolean })[] {
    const { keyring } = this;
    const columns = (sealingOf(metadata)?.columns ?? []).map(({ column, name, boundTo, index }) => ({
      column,
      isEncryptedColumn: true,
      keyIdIn: (stored: string) => keyIdOf(stored) ?? plainId,
      anew: (row: ObjectLiteral, stored: string) => {
        const at = (of: readonly ColumnMetadata[]) =>
          placeOf(of.map(({ databaseName }) => row[databaseName] as unknown));
        const plain = keyring.unseal(name, at(boundTo), stored);
        const found = index && keyring.blindIndex(name, at(index.scope), plain);
        return {
          stored: keyring.seal(name, at(boundTo), plain),
          ...(index && found !== undefined
            ? { index: [index.column, found] as [ColumnMetadata, string] }
            : {}),
        };
      },
    }));
    const closedByFeatures = cipheredOf(metadata).map(({ column, purpose }) => ({
      column,
      isEncryptedColumn: false,
      keyIdIn: (stored: string) => stored.split('.')[0] ?? '',
      anew: (_row: ObjectLiteral, stored: string) => ({
        stored: keyring.encrypt(purpose, keyring.decrypt(purpose, stored)),
      }),
    }));
    return [...columns, ...closedByFeatures];
  }

  private opens(value: Value, row: ObjectLiteral): boolean {
    const stored = row[value.column.databaseName] as unknown;
    if (typeof stored !== 'string' || stored === '') return true;
    try {
      value.anew(row, stored);
      return true;
    } catch {
      return false;
    }
  }

  private async empty(
    runner: QueryRunner,
    metadata: EntityMetadata,
    value: Value,
    row: ObjectLiteral,
  ): Promise<void> {
    const stored = String(row[value.column.databaseName]);
    const index = sealingOf(metadata)?.of(value.column)?.index;
    const nothing = ({ isNullable }: ColumnMetadata) => (isNullable ? null : '');
    const changes = [value.column, ...(index ? [index.column] : [])].map(
      (column): [ColumnMetadata, string | null] => [column, nothing(column)],
    );
    await this.replace(runner, metadata, row, stored, value.column, changes);
  }

  private async progress(): Promise<Progress | null> {
    const note = await this.database.read.global(Installation).findOneBy({ key: progressKey });
    const progress = (note?.value ?? null) as Progress | null;
    return progress?.to === this.keyring.activeId ? progress : null;
  }

  private async keep(tx: Tx, value: Progress | string, key = progressKey): Promise<void> {
    const notes = tx.global(Installation);
    const { affected } = await notes.update({ key }, { value });
    if (affected === 1 || (await notes.existsBy({ key }))) return;
    await notes.insert({ key, value });
  }

  /** Every record is under the key in use: no other is needed any more to start. */
  private async retireOthers(): Promise<void> {
    const { activeId } = this.keyring;
    await this.database.write(async (tx) => {
      await tx.global(EncryptionKeyRow).delete({ keyId: Not(activeId) });
      await this.keep(tx, activeId, doneKey);
    });
    await this.database.scrub();
  }
}

function primaryOf(metadata: EntityMetadata): string {
  const [primary] = metadata.primaryColumns;
  if (!primary || metadata.primaryColumns.length > 1)
    throw new Error(`${metadata.tableName} has no plain id`);
  return primary.databaseName;
}

const idOf = (metadata: EntityMetadata, row: ObjectLiteral): number => Number(row[primaryOf(metadata)]);
