import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

type Value = string | number | boolean | Date | null;

/** One transaction of the floor, with prepared statements. */
export class FloorTx {
  private constructor(
    private readonly connection: PoolConnection,
    private readonly asked: string[],
  ) {}

  /** @param asked takes the statements */
  static async run<R>(pool: Pool, asked: string[], work: (tx: FloorTx) => Promise<R>): Promise<R> {
    const connection = await pool.getConnection();
    try {
      await connection.beginTransaction();
      const result = await work(new FloorTx(connection, asked));
      await connection.commit();
      return result;
    } catch (error) {
      await connection.rollback();
      throw error;
    } finally {
      connection.release();
    }
  }

  async rows(sql: string, ...values: Value[]): Promise<RowDataPacket[]> {
    this.asked.push(sql);
    const [rows] = await this.connection.execute<RowDataPacket[]>(sql, values);
    return rows;
  }

  async row(sql: string, ...values: Value[]): Promise<RowDataPacket> {
    const [row] = await this.rows(sql, ...values);
    if (!row) throw new Error(`Nothing there: ${sql}`);
    return row;
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    this.asked.push(sql);
    const [result] = await this.connection.execute<ResultSetHeader>(sql, values);
    return result.insertId;
  }

  /** Writes rows of one table, with one statement. Answers the id of the first. */
  async insert(table: string, ...rows: Record<string, Value>[]): Promise<number> {
    const columns = Object.keys(rows[0] ?? {});
    const marks = `(${columns.map(() => '?').join(', ')})`;
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`;
    return this.run(sql, ...rows.flatMap((row) => columns.map((column) => row[column] ?? null)));
  }
}

/** As many question marks as there are ids; one at least, so that the statement stays one. */
export const marks = (ids: readonly unknown[]): string =>
  ids.length === 0 ? 'NULL' : ids.map(() => '?').join(', ');
