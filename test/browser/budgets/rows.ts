import type { Exchange } from '../support/weapp/protocol.js';
import { screenBudgets, setDataBudget, type Budget, type ScreenAddress } from './budgets.js';

/** What was measured of one screen, or of one file that was sent. */
export interface Measured {
  program: 'WeChat' | 'preview';
  what: string;
  budget: string;
  measured: string;
  /** Bytes of the largest setData; null in a browser, which has none. */
  setData: number | null;
  /** What is over the budget, in words. */
  over: string[];
}

const isPicture = ({ path }: Pick<Exchange, 'path'>): boolean => /^\/api\/v1\/media\//.test(path);
/** Kilobytes as people count them. */
export const inKB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const sum = (exchanges: readonly Exchange[]): number =>
  exchanges.reduce((bytes, { received }) => bytes + received, 0);

/** What opening a screen has cost. `setData`: bytes of the largest one. */
export function screenRow(
  program: Measured['program'],
  address: ScreenAddress,
  exchanges: readonly Exchange[],
  setData: number | null,
): Measured {
  const budget: Budget = screenBudgets[address];
  const pictures = exchanges.filter(isPicture);
  const requests = exchanges.filter((one) => !isPicture(one));
  const over = [
    ...(requests.length > budget.requests
      ? [`${requests.length} requests: ${requests.map(({ method, path }) => `${method} ${path}`).join(', ')}`]
      : []),
    ...(sum(requests) > budget.bytes ? [`${sum(requests)} bytes`] : []),
    ...(sum(pictures) > (budget.pictures ?? 0) ? [`${sum(pictures)} bytes of pictures`] : []),
    ...pictures
      .filter(({ path }) => !path.includes('size=thumb'))
      .map(({ path }) => `no small picture: ${path}`),
    ...(setData !== null && setData > setDataBudget ? [`a setData of ${setData} bytes`] : []),
  ];
  const said = (count: number, bytes: number, shown: number | undefined): string =>
    `${count} × ${inKB(bytes)}${shown ? ` + ${inKB(shown)} pictures` : ''}`;
  return {
    program,
    what: address,
    budget: said(budget.requests, budget.bytes, budget.pictures),
    measured: said(requests.length, sum(requests), sum(pictures)),
    setData,
    over: over.map((one) => `${program}, ${address}: ${one}`),
  };
}

/** What a file weighs when it is sent. */
export function fileRow(program: Measured['program'], what: string, bytes: number, limit: number): Measured {
  const over = bytes > limit ? [`${program}, ${what}: ${bytes} bytes`] : [];
  return { program, what, budget: inKB(limit), measured: inKB(bytes), setData: null, over };
}

/** The rows as a table for a terminal. */
export function table(rows: readonly Measured[]): string {
  const lines = [
    ['program', 'screen or file', 'budget', 'measured', 'largest setData', ''],
    ...rows.map(({ program, what, budget, measured, setData, over }) => [
      program,
      what,
      budget,
      measured,
      setData === null ? '' : inKB(setData),
      over.length > 0 ? 'OVER' : '',
    ]),
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
