import type { LoadResult } from './load.js';

export interface Sample {
  ours: LoadResult;
  floor: LoadResult;
}

interface Figures {
  perSecond: number;
  p50: number;
  p95: number;
}

/** One work at one concurrency, as it is printed: medians of the rounds. */
export interface WorkLine {
  work: string;
  concurrency: number;
  ours: Figures;
  floor: Figures;
  /** Ours per second divided by the floor's, round by round; the median. */
  ratio: number;
  /** What one request of ours asks of the database. */
  statements: number;
  memoryMB: number | null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

function figuresOf(results: readonly LoadResult[]): Figures {
  return {
    perSecond: rounded(median(results.map(({ perSecond }) => perSecond))),
    p50: rounded(median(results.map(({ p50 }) => p50))),
    p95: rounded(median(results.map(({ p95 }) => p95))),
  };
}

export function comparison(
  work: string,
  concurrency: number,
  samples: readonly Sample[],
  statements: number,
  memoryMB: number | null,
): WorkLine {
  return {
    work,
    concurrency,
    ours: figuresOf(samples.map(({ ours }) => ours)),
    floor: figuresOf(samples.map(({ floor }) => floor)),
    ratio: rounded(median(samples.map(({ ours, floor }) => ours.perSecond / floor.perSecond)), 2),
    statements,
    memoryMB,
  };
}

/** One JSON line for who reads it with a program. */
export function sayWork(line: object | undefined, json: boolean): void {
  if (json && line) process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A table for who reads it with her eyes. */
export function sayTable(lines: readonly WorkLine[]): void {
  const head = ['work', 'at a time', 'ours/s', 'floor/s', 'ratio', 'ours p50', 'p95 ms', 'statements', 'MB'];
  const rows = lines.map((line) => [
    line.work,
    line.concurrency,
    line.ours.perSecond,
    line.floor.perSecond,
    line.ratio,
    line.ours.p50,
    line.ours.p95,
    line.statements,
    line.memoryMB ?? '',
  ]);
  sayRows([head, ...rows]);
}

export function sayRows(rows: readonly (readonly (string | number)[])[]): void {
  for (const row of rows)
    process.stdout.write(
      `${row.map((cell, at) => String(cell)[at === 0 ? 'padEnd' : 'padStart'](at === 0 ? 26 : 11)).join('')}\n`,
    );
}
