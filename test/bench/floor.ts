import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createPool } from 'mysql2/promise';
import { FloorTx } from './floor-tx.js';
import { boardPage, issueDetail } from './floor-reads.js';
import type { Floor } from './floor-reads.js';
import { login, report } from './floor-writes.js';

/**
 * What the same work costs without a framework: `node:http` and prepared statements of mysql2, each request in one
 * transaction. It reads and writes the same rows as ours, each table once, and answers as many bytes. What ours does
 * beside that (validating, authorising, presenting, classifying a report, matching names) is the difference.
 */
const [url = '', bytesText = '{}'] = process.argv.slice(2);
const bytes = JSON.parse(bytesText) as Record<string, number>;
const pool = createPool({
  uri: url,
  timezone: 'Z',
  charset: 'utf8mb4_unicode_ci',
  supportBigNumbers: true,
  connectionLimit: Number(process.env['DATABASE_POOL'] ?? 10),
});

// Each connection once, as ours.
pool.pool.on('connection', (connection) => {
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
});

const works: Record<string, (floor: Floor) => Promise<object>> = {
  report,
  issue: issueDetail,
  board: boardPage,
  login,
};

const asked: Record<string, string[]> = {};

function kindOf({ method, url: path = '' }: IncomingMessage): string {
  if (path.startsWith('/api/v1/session/password')) return 'login';
  if (method === 'POST') return 'report';
  return path.startsWith('/api/v1/issues?') ? 'board' : 'issue';
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0
    ? {}
    : (JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, string>);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const kind = kindOf(request);
  const body = await bodyOf(request);
  const work = works[kind];
  if (!work) throw new Error(`No such work: ${kind}`);
  const bearer = request.headers.authorization?.slice('Bearer '.length) ?? '';
  const statements = (asked[kind] = [] as string[]);
  const result = await FloorTx.run(pool, statements, (tx) =>
    work({
      tx,
      body,
      tokenHash: createHash('sha256').update(bearer).digest('base64url'),
      token: decodeURIComponent((request.url ?? '').split('/').at(-1) ?? ''),
      today: new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10),
      now: new Date(),
      random: () => randomBytes(16).toString('base64url'),
    }),
  );
  const text = JSON.stringify(result);
  // As many bytes as ours: what has to go over the line goes over the line here too.
  const padding = ' '.repeat(Math.max(0, (bytes[kind] ?? 0) - Buffer.byteLength(text)));
  response.writeHead(request.method === 'POST' ? 201 : 200, {
    'content-type': 'application/json; charset=utf-8',
  });
  response.end(text + padding);
}

// What each kind of work last asked of the database, for who wants to hold it against ours.
process.on('message', () => process.send?.({ asked }));

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500);
    response.end(String(error));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ port: address.port });
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
