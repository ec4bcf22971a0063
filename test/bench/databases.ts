import { setTimeout as pause } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';

const server = process.env['DATABASE_URL'] ?? 'mysql://root@127.0.0.1:3306/test';
const prefix = `xinqiao_bench_${process.pid}`;

/** Databases that live as long as the benchmark. */
export class BenchDatabases {
  private readonly made: string[] = [];

  /** Makes an empty database and answers its address. */
  async make(name: string): Promise<string> {
    const full = `${prefix}_${name}`;
    await this.asked(server, async (connection) => {
      await connection.query(`DROP DATABASE IF EXISTS ${full}`);
      await connection.query(`CREATE DATABASE ${full} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
    });
    this.made.push(full);
    const url = new URL(server);
    url.pathname = `/${full}`;
    return url.href;
  }

  /** A connection to one of them, in UTC as the server writes. */
  async asked<R>(url: string, work: (connection: Connection) => Promise<R>): Promise<R> {
    const connection = await createConnection({ uri: url, timezone: 'Z', charset: 'utf8mb4_unicode_ci' });
    try {
      return await work(connection);
    } finally {
      await connection.end();
    }
  }

  async dropAll(): Promise<void> {
    await this.asked(server, async (connection) => {
      for (const name of this.made.splice(0)) await connection.query(`DROP DATABASE IF EXISTS ${name}`);
    });
  }
}

/** Resolves when a server that has just started is through with what it does by itself: encrypting, and what was due. */
export async function atRest(connection: Connection): Promise<void> {
  for (const until = Date.now() + 300_000; Date.now() < until; await pause(200)) {
    const [waiting] = await connection.query<RowDataPacket[]>(
      `SELECT 1 FROM timer WHERE dueAt <= UTC_TIMESTAMP(3) UNION ALL
       SELECT 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM installation WHERE \`key\` = 'keys.done') LIMIT 1`,
    );
    if (waiting.length === 0) return;
  }
  throw new Error('The server does not come to rest');
}
