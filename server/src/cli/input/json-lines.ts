import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** Something the caller can mend; its message is all that is printed. */
export class Refusal extends Error {}

/** One line of a file: what it holds, or what is wrong with it. `number` counts from 1, empty lines too. */
export type ReadLine<T> = { number: number; value: T } | { number: number; problem: string };

/**
 * Reads a file of one JSON value a line. Empty lines are passed over, a byte order mark and Windows line ends do not
 * matter. @throws Refusal if the file cannot be read
 */
export async function readJsonLines<T>(file: string, shape: z.ZodType<T>): Promise<ReadLine<T>[]> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`Cannot read ${file}: ${error.code ?? error.message}`);
  });
  // Only at line feeds: a text may hold other characters that some take for the end of a line.
  return content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line, at) => ({ number: at + 1, line: line.trim() }))
    .filter(({ line }) => line !== '')
    .map(({ number, line }) => ({ number, ...parse(line, shape) }));
}

function parse<T>(line: string, shape: z.ZodType<T>): { value: T } | { problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    return { problem: 'not JSON' };
  }
  const parsed = shape.safeParse(content);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return { problem: [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ') };
}

/** Runs a command: what the caller can mend is one line on stderr and exit code 1, anything else a stack. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  // Whoever reads only the first lines closes the pipe; that is no failure.
  process.stdout.on('error', () => process.exit());
  try {
    await work();
  } catch (error) {
    if (!isForTheCaller(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function isForTheCaller(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof Refusal || code.startsWith('ERR_PARSE_ARGS');
}
