import { randomInt } from 'node:crypto';
import http from 'node:http';
import { requestOf } from './works.js';
import type { BenchRequest, Material, Screen, Work } from './works.js';

export interface LoadOrder {
  kind: Work | Screen;
  port: number;
  material: Material;
  concurrency: number;
  /** It ends at whichever comes first. */
  requests: number;
  milliseconds: number;
}

export interface LoadResult {
  done: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  /** Of an average answer. */
  bytes: number;
}

/** One family, one address: a village behind one would meet the limit of requests that protects the server. */
const anAddress = () => `10.${randomInt(250)}.${randomInt(250)}.${randomInt(250)}`;

function send(
  agent: http.Agent,
  port: number,
  { method, path, bearer, body }: BenchRequest,
): Promise<number> {
  const payload = body === null ? null : JSON.stringify(body);
  const headers = {
    'x-forwarded-for': anAddress(),
    ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    ...(payload === null
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
  };
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, agent, headers }, (answer) => {
      let bytes = 0;
      const parts: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if ((answer.statusCode ?? 500) >= 400) parts.push(chunk);
      });
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) < 400) return resolve(bytes);
        reject(new Error(`${method} ${path} → ${answer.statusCode} ${Buffer.concat(parts).toString()}`));
      });
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(payload ?? undefined);
  });
}

/** Asks again and again, `concurrency` at a time, and stops by itself. Any refusal ends the benchmark. */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const { kind, port, material, concurrency } = order;
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const times: number[] = [];
  let begun = 0;
  let bytes = 0;
  const start = performance.now();
  const asker = async () => {
    while (begun < order.requests && performance.now() - start < order.milliseconds) {
      begun += 1;
      const at = performance.now();
      bytes += await send(agent, port, requestOf(kind, material));
      times.push(performance.now() - at);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, asker));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const quantile = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    done: times.length,
    perSecond: times.length / seconds,
    p50: quantile(0.5),
    p95: quantile(0.95),
    bytes: Math.round(bytes / Math.max(1, times.length)),
  };
}

// In a process of its own: what it costs to ask is paid by nobody who is measured.
process.on('message', (order: LoadOrder) => {
  load(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
