import { FindOperator } from 'typeorm';
import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** A piece of SQL with the values of its question marks. */
export interface Fragment {
  sql: string;
  values: unknown[];
}

const comparisons: Readonly<Record<string, string>> = {
  equal: '=',
  lessThan: '<',
  lessThanOrEqual: '<=',
  moreThan: '>',
  moreThanOrEqual: '>=',
};

/**
 * Conditions of a find as SQL, as long as they are plain: columns against values, lists of them, orders and null.
 * @returns null for anything else, null and undefined as values among it, which TypeORM judges itself
 */
export function plainWhere(metadata: EntityMetadata, where: unknown): Fragment | null {
  if (!Array.isArray(where)) return joined(conditionsOf(metadata, where), ' AND ');
  const ways = where.map((one) => conditionsOf(metadata, one));
  if (ways.length === 0 || ways.some((way) => way === null || way.length === 0)) return null;
  return either(ways.filter((way) => way !== null));
}

/** One way or another. What all of them ask stands in front once: engines find an index for it more easily. */
function either(ways: Fragment[][]): Fragment | null {
  const [first = [], ...others] = ways;
  const isIn = (way: readonly Fragment[], one: Fragment) => way.some((other) => isSame(one, other));
  const common = first.filter((one) => others.every((way) => isIn(way, one)));
  const rests = ways.map((way) => way.filter((one) => !isIn(common, one)));
  // Of which one asks no more than all do.
  if (rests.some((rest) => rest.length === 0)) return joined(common, ' AND ');
  const parts = rests.map((rest) => joined(rest, ' AND ')).filter((part) => part !== null);
  const choice = joined(parts, ' OR ');
  return choice && joined([...common, { ...choice, sql: `(${choice.sql})` }], ' AND ');
}

const isSame = (a: Fragment, b: Fragment): boolean =>
  a.sql === b.sql &&
  a.values.length === b.values.length &&
  a.values.every((value, at) => value === b.values[at]);

export function joined(parts: readonly Fragment[] | null, by: string): Fragment | null {
  if (!parts) return null;
  const [only] = parts;
  if (only && parts.length === 1) return only;
  // Written out, as it runs for every statement: chains of small arrays cost more than what they join.
  let sql = '';
  const values: unknown[] = [];
  for (const part of parts) {
    sql += sql === '' ? part.sql : by + part.sql;
    for (const value of part.values) values.push(value);
  }
  return { sql, values };
}

function conditionsOf(metadata: EntityMetadata, where: unknown): Fragment[] | null {
  if (typeof where !== 'object' || where === null) return null;
  const fragments: Fragment[] = [];
  const asked = where as Readonly<Record<string, unknown>>;
  for (const property of Object.keys(asked)) {
    const value = asked[property];
    const column = metadata.findColumnWithPropertyName(property);
    const fragment = column ? conditionOf(column, value) : null;
    if (!fragment) return null;
    fragments.push(fragment);
  }
  return fragments;
}

const names = new WeakMap<EntityMetadata, Map<string, string>>();

/** A name of a table or column as its engine quotes it. */
export function escaped(metadata: EntityMetadata, name: string): string {
  let known = names.get(metadata);
  if (!known) names.set(metadata, (known = new Map<string, string>()));
  let quoted = known.get(name);
  if (quoted === undefined) known.set(name, (quoted = metadata.dataSource.driver.escape(name)));
  return quoted;
}

/** Lists are filled up with their last value to a few lengths, so that statements repeat and stay prepared. */
const mostFilled = 64;
function evenly(given: readonly unknown[]): readonly unknown[] {
  const { length } = given;
  const wanted = 2 ** Math.ceil(Math.log2(length));
  if (length > mostFilled || wanted === length) return given;
  return [...given, ...Array.from({ length: wanted - length }, () => given[length - 1])];
}

function conditionOf(column: ColumnMetadata, asked: unknown): Fragment | null {
  if (asked === null || asked === undefined) return null;
  const { driver } = column.entityMetadata.dataSource;
  const name = escaped(column.entityMetadata, column.databaseName);
  const stored = (value: unknown): unknown => driver.preparePersistentValue(value, column);
  if (!(asked instanceof FindOperator)) {
    if (typeof asked === 'object' && !(asked instanceof Date)) return null;
    return { sql: `${name} = ?`, values: [stored(asked)] };
  }
  if (asked.child) {
    const inner = asked.type === 'not' ? conditionOf(column, asked.child) : null;
    return inner && { sql: `NOT (${inner.sql})`, values: inner.values };
  }
  if (asked.type === 'isNull') return { sql: `${name} IS NULL`, values: [] };
  const given: unknown = asked.value;
  if (asked.type === 'in') {
    if (!Array.isArray(given) || given.some((one) => one === null || one === undefined)) return null;
    if (given.length === 0) return { sql: '0 = 1', values: [] };
    const listed = evenly(given);
    return { sql: `${name} IN (${listed.map(() => '?').join(', ')})`, values: listed.map(stored) };
  }
  if (given === null || given === undefined || Array.isArray(given)) return null;
  if (asked.type === 'not') return { sql: `${name} <> ?`, values: [stored(given)] };
  const comparison = comparisons[asked.type];
  return comparison === undefined ? null : { sql: `${name} ${comparison} ?`, values: [stored(given)] };
}
