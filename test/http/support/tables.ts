import { Person } from '../../../server/src/platform/auth/identity.entity.js';
import type { House } from '../../support/house.js';

type Row = Record<string, unknown>;

/** Names of all tables as the running application knows them. */
export function tableNames(house: House): string[] {
  return house.database.writer.entityMetadatas.map((metadata) => metadata.tableName).sort();
}

/** Every row of every table, as the driver gives it. */
export async function allRows(house: House): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>();
  for (const name of tableNames(house)) {
    rows.set(name, await house.database.writer.query<Row[]>(`SELECT * FROM ${name}`));
  }
  return rows;
}

/**
 * How many rows each table has. `audit` counts writes: refused sign-ins are meant to be recorded, and each answer that
 * shows a child is a read of her. Which children a read showed stands in `audit_child`, and with the reads is not
 * counted; nor are tries to sign in, which are counted on purpose, whatever was typed.
 */
export async function rowCounts(house: House): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const uncounted = ['audit_child', 'sign_in_tries'];
  for (const name of tableNames(house).filter((one) => !uncounted.includes(one))) {
    const where = name === 'audit' ? " WHERE kind = 'write'" : '';
    const [row] = await house.database.writer.query<Row[]>(`SELECT COUNT(*) AS n FROM ${name}${where}`);
    counts[name] = Number(row?.['n']);
  }
  return counts;
}

/** The rows that were added or changed since `before`, as text, by table. */
export function newRows(before: Map<string, Row[]>, after: Map<string, Row[]>): Map<string, string[]> {
  const fresh = new Map<string, string[]>();
  for (const [name, rows] of after) {
    const known = new Set((before.get(name) ?? []).map((row) => JSON.stringify(row)));
    fresh.set(
      name,
      rows.map((row) => JSON.stringify(row)).filter((text) => !known.has(text)),
    );
  }
  return fresh;
}

/** Counts the SQL statements that `work` sends, over both data sources. */
export async function statements(house: House, work: () => Promise<unknown>): Promise<number> {
  const reader = house.database.read.global(Person).manager.connection;
  const sources = [...new Set([house.database.writer, reader])];
  let count = 0;
  const counting = {
    logQuery: (query: string) => {
      // Beginning and ending a transaction is not asking.
      if (/^\s*(SELECT|INSERT|UPDATE|DELETE)\b/i.test(query)) count += 1;
    },
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
  const before = sources.map((source) => source.logger);
  sources.forEach((source) => (source.logger = counting));
  try {
    await work();
  } finally {
    sources.forEach((source, at) => (source.logger = before[at] ?? counting));
  }
  return count;
}
