import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 25;

/**
 * How long a browser or a server may take for one thing. Nobody waits this long who is answered: it only decides when a
 * busy machine counts as a broken program.
 */
export const patienceMs = 40_000;

/**
 * Waits for a condition, not for time: asks again until the answer is neither undefined, null nor false, and gives that
 * answer. Fails with `what` after `timeoutMs`.
 */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  timeoutMs = patienceMs,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    await pause(pollMs);
  }
}
