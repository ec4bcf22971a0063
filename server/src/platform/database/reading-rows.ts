import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** How one column gets from what a driver gives to an entity. */
export interface ColumnReader {
  column: string;
  property: string;
  /** null: it is taken as it is. */
  read: ((raw: unknown) => unknown) | null;
}

/** What every driver gives as the entity has it. */
const asGiven = new Set<unknown>(['varchar', 'text', 'int', 'integer', 'double']);

function readerOf(column: ColumnMetadata): ColumnReader {
  const { driver } = column.entityMetadata.dataSource;
  const isAsGiven = column.transformer === undefined && asGiven.has(column.type);
  return {
    column: column.databaseName,
    property: column.propertyName,
    read: isAsGiven ? null : (raw) => driver.prepareHydratedValue(raw, column) as unknown,
  };
}

const kept = new WeakMap<ColumnMetadata, ColumnReader>();
const whole = new WeakMap<EntityMetadata, ColumnReader[]>();

function known(column: ColumnMetadata): ColumnReader {
  const reader = kept.get(column) ?? readerOf(column);
  kept.set(column, reader);
  return reader;
}

/** Readers of these columns; of all where none are named. Made once, used for every row. */
export function readersOf(metadata: EntityMetadata, columns?: readonly ColumnMetadata[]): ColumnReader[] {
  if (columns) return columns.map(known);
  const readers = whole.get(metadata) ?? metadata.columns.map(known);
  whole.set(metadata, readers);
  return readers;
}

const aliased = new WeakMap<EntityMetadata, Map<string, ColumnReader[]>>();

/** Readers of all columns as a query builder names them under an alias. */
export function readersUnder(metadata: EntityMetadata, alias: string): ColumnReader[] {
  const aliases = aliased.get(metadata) ?? new Map<string, ColumnReader[]>();
  aliased.set(metadata, aliases);
  const readers =
    aliases.get(alias) ??
    readersOf(metadata).map((reader) => ({ ...reader, column: `${alias}_${reader.column}` }));
  aliases.set(alias, readers);
  return readers;
}

/** An entity from a row of a driver. */
export function entityFrom(
  metadata: EntityMetadata,
  readers: readonly ColumnReader[],
  record: ObjectLiteral,
): ObjectLiteral {
  const made = metadata.create() as ObjectLiteral;
  for (const { column, property, read } of readers) {
    const raw = record[column] as unknown;
    const value = read === null ? raw : read(raw);
    if (value !== undefined) made[property] = value;
  }
  return made;
}
