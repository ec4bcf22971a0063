import { hash } from '@node-rs/argon2';
import type { RowDataPacket } from 'mysql2/promise';
import { atRest, BenchDatabases } from './databases.js';
import {
  encryptAll,
  forkScript,
  LoadGenerator,
  nextMessage,
  secretKey,
  startFloor,
  startOurs,
} from './processes.js';
import type { Measured } from './processes.js';
import { measureGrowth } from './growth.js';
import { comparison, sayTable, sayWork } from './report.js';
import type { Sample } from './report.js';
import { requireSameWork } from './same-work.js';
import { sizesFor } from './sizes.js';
import { buildTown } from './town.js';
import { works } from './works.js';
import type { Material } from './works.js';

const sizes = sizesFor(process.argv.slice(2));
const databases = new BenchDatabases();
const note = (text: string) => sizes.json || process.stderr.write(`${text}\n`);
const password = 'Spring-2026-rain';
/** As `password-hash.port.ts` has it. */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A database with the schema of today and a town in it. */
async function town(name: string): Promise<{ url: string; material: Material }> {
  const url = await databases.make(name);
  // Starting it once brings the schema; nothing must be left for it to do in the background of what is measured.
  const server = await startOurs(url);
  await databases.asked(url, atRest);
  await server.stop();
  const passwordHash = await hash(password, argon2id);
  return databases.asked(url, async (connection) => {
    const built = await buildTown(connection, sizes.issues, passwordHash, password);
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT token FROM issue WHERE schoolId = 1 ORDER BY id DESC LIMIT 400',
    );
    return { url, material: { ...built, issues: rows.map((row) => String(row['token'])) } };
  });
}

async function statementsOf(url: string, material: Material): Promise<Record<string, string[]>> {
  const child = forkScript('counting.ts', [], {
    DATABASE_URL: url,
    DATA_DIR: sizes.scratch,
    SECRET_KEY: secretKey,
  });
  const answer = nextMessage<{ result?: Record<string, string[]>; error?: string }>(child);
  child.send(material);
  const { result, error } = await answer;
  if (!result) throw new Error(error);
  return result;
}

/** Ours and the floor in turn, round by round, so that what else the machine does weighs on both. */
async function compare(): Promise<void> {
  note('building a town …');
  const { url, material } = await town('works');
  await encryptAll(url);
  const statements = await statementsOf(url, material);
  const running: Measured[] = [];
  const generator = new LoadGenerator();
  try {
    const ours = await startOurs(url, sizes.nodeOptions);
    running.push(ours);
    const ask = (server: Measured, kind: (typeof works)[number], concurrency: number, requests: number) =>
      generator.run({
        kind,
        port: server.port,
        material,
        concurrency,
        requests,
        milliseconds: sizes.milliseconds,
      });
    const bytes: Record<string, number> = {};
    for (const kind of works) bytes[kind] = (await ask(ours, kind, 2, sizes.warmUp)).bytes;
    const floor = await startFloor(url, bytes);
    running.push(floor);
    for (const kind of works) await ask(floor, kind, 2, sizes.warmUp);
    requireSameWork(statements, await floor.asked());
    const lines = [];
    for (const kind of sizes.works) {
      for (const concurrency of sizes.concurrency) {
        note(`${kind}, ${concurrency} at a time …`);
        const samples: Sample[] = [];
        for (let round = 0; round < sizes.rounds; round++)
          samples.push({
            ours: await ask(ours, kind, concurrency, sizes.requests),
            floor: await ask(floor, kind, concurrency, sizes.requests),
          });
        lines.push(comparison(kind, concurrency, samples, statements[kind]?.length ?? 0, ours.memoryMB()));
        sayWork(lines.at(-1), sizes.json);
      }
    }
    if (!sizes.json) sayTable(lines);
  } finally {
    generator.stop();
    for (const server of running) await server.stop();
  }
}

async function stop(code: number): Promise<never> {
  await databases.dropAll().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(1));
try {
  if (sizes.parts.includes('works')) await compare();
  if (sizes.parts.includes('growth')) await measureGrowth(sizes, databases, town, note);
  await stop(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  await stop(1);
}
