import type { Connection, RowDataPacket } from 'mysql2/promise';

export type Row = Record<string, string | number | boolean | Date | null>;

const portion = 500;

/** Writes rows of one table, many at a time. All of them have the columns of the first. */
export async function insertRows(connection: Connection, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const names = columns.map((column) => `\`${column}\``).join(', ');
  for (let at = 0; at < rows.length; at += portion) {
    const values = rows.slice(at, at + portion).map((row) => columns.map((column) => row[column] ?? null));
    await connection.query(`INSERT INTO \`${table}\` (${names}) VALUES ?`, [values]);
  }
}

/** Names of the columns of a table, in its order. */
export async function columnsOf(connection: Connection, table: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(`SHOW COLUMNS FROM \`${table}\``);
  return rows.map((row) => String(row['Field']));
}

/**
 * Copies rows inside the server, which is many times faster than sending them.
 * @param changed SQL of the columns that differ in the copy; `null` leaves a column to the server (its new id)
 * @param from what is copied: `FROM … WHERE …`, the table under its own name
 */
export async function copyRows(
  connection: Connection,
  table: string,
  changed: Readonly<Record<string, string | null>>,
  from: string,
): Promise<void> {
  const columns = (await columnsOf(connection, table)).filter((column) => changed[column] !== null);
  const values = columns.map((column) => changed[column] ?? `\`${table}\`.\`${column}\``);
  const names = columns.map((column) => `\`${column}\``);
  await connection.query(
    `INSERT INTO \`${table}\` (${names.join(', ')}) SELECT ${values.join(', ')} FROM \`${table}\` ${from}`,
  );
}
