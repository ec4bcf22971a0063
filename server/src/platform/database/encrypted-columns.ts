import { Column } from 'typeorm';
import type { DataSource, EntityMetadata, ObjectLiteral } from 'typeorm';
import { In } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { keyIdOf } from '../auth/keyring.js';
import type { Keyring } from '../auth/keyring.js';

interface BlindIndex {
  /** Property that holds the index: a `TokenColumn`. */
  property: string;
  /** Properties within which equal values are found as equal; across them nobody can tell. */
  scope: readonly string[];
}

interface EncryptedOptions {
  nullable?: boolean;
  /** Properties that name the row for good: a cipher text opens beside their values and nowhere else. */
  boundTo: readonly string[];
  /** Lets equal values be found, and nothing else. */
  index?: BlindIndex;
}

const encrypted = new Map<object, Map<string, EncryptedOptions>>();
const ciphered = new Map<object, Map<string, string>>();

function note<Value>(list: Map<object, Map<string, Value>>, target: object, property: string, value: Value) {
  const known = list.get(target.constructor) ?? new Map<string, Value>();
  list.set(target.constructor, known.set(property, value));
}

/**
 * Text that lies encrypted in the database and is plain in the program. The repositories of `Tables` close and open
 * it; whatever would go past them to the column is refused here.
 */
export function Encrypted({ nullable = false, ...options }: EncryptedOptions): PropertyDecorator {
  const transformer = {
    to: (value: unknown) => {
      if (typeof value === 'string' && value !== '' && keyIdOf(value) === null)
        throw new Error('Plain text on its way into an encrypted column');
      return value;
    },
    from: (raw: unknown) => {
      if (typeof raw === 'string' && keyIdOf(raw) !== null)
        throw new Error('An encrypted column was read past its repository');
      return raw;
    },
  };
  const column = Column({ type: 'text', nullable, transformer });
  return (target, property) => {
    column(target, property);
    note(encrypted, target, String(property), options);
  };
}

/** Text that a feature closes itself with `Keyring.encrypt`, under this purpose. Encrypted anew with the rest. */
export function Ciphered(purpose: string, { nullable = false } = {}): PropertyDecorator {
  const column = Column({ type: 'text', nullable });
  return (target, property) => {
    column(target, property);
    note(ciphered, target, String(property), purpose);
  };
}

const rings = new WeakMap<DataSource, Keyring>();

/** Gives a source the keys with which its encrypted columns are closed and opened. */
export function useKeys(source: DataSource, keyring: Keyring): void {
  rings.set(source, keyring);
}

/** @throws Error where a program opened the database and gave it no keys */
export function keysOf(source: DataSource): Keyring {
  const ring = rings.get(source);
  if (!ring) throw new Error('The database has encrypted columns and no keys');
  return ring;
}

/** A column that is encrypted, and what belongs to it. */
export interface EncryptedColumn {
  column: ColumnMetadata;
  /** `table.column`: each has keys of its own. */
  name: string;
  boundTo: readonly ColumnMetadata[];
  index: { column: ColumnMetadata; scope: readonly ColumnMetadata[] } | undefined;
}

const sealings = new WeakMap<EntityMetadata, Sealing | null>();

/** The encrypted columns of a table; null for nearly all of them, which have none. */
export function sealingOf(metadata: EntityMetadata): Sealing | null {
  let sealing = sealings.get(metadata);
  if (sealing === undefined) {
    const declared = encrypted.get(metadata.target as object);
    sealing = declared ? new Sealing(metadata, declared) : null;
    sealings.set(metadata, sealing);
  }
  return sealing;
}

/** Columns of a table that a feature closes itself, with the purpose of each. */
export function cipheredOf(metadata: EntityMetadata): { column: ColumnMetadata; purpose: string }[] {
  return [...(ciphered.get(metadata.target as object) ?? [])].map(([property, purpose]) => ({
    column: columnOf(metadata, property),
    purpose,
  }));
}

function columnOf(metadata: EntityMetadata, property: string): ColumnMetadata {
  const column = metadata.findColumnWithPropertyName(property);
  if (!column) throw new Error(`${metadata.tableName} has no column ${property}`);
  return column;
}

/** What names a place or a scope: the same text, whatever a driver gives for a number. */
export const placeOf = (values: readonly unknown[]): string => JSON.stringify(values.map(String));

/** Closes the rows of one table on their way in, and opens them on their way out. */
export class Sealing {
  readonly columns: readonly EncryptedColumn[];
  private readonly byColumn: ReadonlyMap<ColumnMetadata, EncryptedColumn>;
  private readonly named: ReadonlySet<string>;

  constructor(
    private readonly metadata: EntityMetadata,
    declared: ReadonlyMap<string, EncryptedOptions>,
  ) {
    const of = (property: string) => columnOf(metadata, property);
    this.columns = [...declared].map(([property, { boundTo, index }]) => ({
      column: of(property),
      name: `${metadata.tableName}.${of(property).databaseName}`,
      boundTo: boundTo.map(of),
      index: index && { column: of(index.property), scope: index.scope.map(of) },
    }));
    this.byColumn = new Map(this.columns.map((one) => [one.column, one]));
    this.named = new Set(
      this.columns.flatMap(({ boundTo, index }) =>
        [...boundTo, ...(index?.scope ?? [])].map(({ propertyName }) => propertyName),
      ),
    );
  }

  of(column: ColumnMetadata): EncryptedColumn | undefined {
    return this.byColumn.get(column);
  }

  /** Those of some columns that are encrypted. */
  among(columns: readonly ColumnMetadata[]): EncryptedColumn[] {
    return columns.flatMap((column) => this.of(column) ?? []);
  }

  /** The columns to ask for so that what is among `columns` can be opened. */
  withPlaces(columns: readonly ColumnMetadata[]): ColumnMetadata[] {
    return [...new Set([...columns, ...this.among(columns).flatMap(({ boundTo }) => boundTo)])];
  }

  /** A row as it is stored. @throws Error where it does not say what its encrypted values are bound to */
  closedRow(ring: Keyring, row: ObjectLiteral): ObjectLiteral {
    return { ...row, ...this.closed(ring, row, (property) => row[property] as unknown) };
  }

  /**
   * A change as it is stored. What it binds to must stand among the conditions, or the cipher could never be opened.
   * @throws Error where it does not, and for a change that would take encrypted values away from what they are bound to
   */
  closedChange(ring: Keyring, change: ObjectLiteral, criteria: unknown): ObjectLiteral {
    const isSaid = (property: string) => change[property] !== undefined;
    const moves = Object.keys(change).some((property) => isSaid(property) && this.named.has(property));
    if (moves && !this.columns.every(({ column }) => isSaid(column.propertyName)))
      throw new Error(`Encrypted values of ${this.metadata.tableName} would lose their place`);
    const which = (Array.isArray(criteria) ? {} : criteria) as ObjectLiteral;
    const at = (property: string): unknown =>
      (isSaid(property) ? change[property] : which[property]) as unknown;
    return { ...change, ...this.closed(ring, change, at) };
  }

  private closed(ring: Keyring, given: ObjectLiteral, at: (property: string) => unknown): ObjectLiteral {
    const closed: ObjectLiteral = {};
    for (const { column, name, boundTo, index } of this.columns) {
      const value = given[column.propertyName] as unknown;
      if (value === undefined) continue;
      const isEmpty = value === null || value === '';
      if (index) {
        const nothing = index.column.isNullable ? null : '';
        closed[index.column.propertyName] = isEmpty
          ? nothing
          : ring.blindIndex(name, this.placeFrom(index.scope, at), asText(value));
      }
      if (!isEmpty) closed[column.propertyName] = ring.seal(name, this.placeFrom(boundTo, at), asText(value));
    }
    return closed;
  }

  private placeFrom(columns: readonly ColumnMetadata[], at: (property: string) => unknown): string {
    return placeOf(
      columns.map(({ propertyName }) => {
        const value = at(propertyName);
        if (typeof value === 'string' || typeof value === 'number') return value;
        throw new Error(
          `Encrypted values of ${this.metadata.tableName} are bound to ${propertyName}: name it`,
        );
      }),
    );
  }

  /** A value as it was before it was closed. @param record the row as the driver gives it, by names of columns */
  opened(ring: Keyring, { column, name, boundTo }: EncryptedColumn, record: ObjectLiteral): unknown {
    const stored = record[column.databaseName] as unknown;
    if (typeof stored !== 'string' || stored === '') return stored;
    return ring.unseal(
      name,
      placeOf(boundTo.map(({ databaseName }) => record[databaseName] as unknown)),
      stored,
    );
  }

  /** Conditions with a blind index in the place of each plain value that has one. */
  blindWhere(ring: Keyring, where: unknown): unknown {
    if (Array.isArray(where)) return where.map((one: unknown) => this.blindWhere(ring, one));
    if (typeof where !== 'object' || where === null) return where;
    const asked = where as ObjectLiteral;
    for (const { column, name, index } of this.columns) {
      const value = asked[column.propertyName] as unknown;
      if (!index || typeof value !== 'string') continue;
      const { [column.propertyName]: _plain, ...others } = asked;
      const scope = this.placeFrom(index.scope, (property) => asked[property] as unknown);
      const found: unknown = In(ring.blindIndexes(name, scope, value));
      return this.blindWhere(ring, { ...others, [index.column.propertyName]: found });
    }
    return where;
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error('An encrypted column holds text');
}
