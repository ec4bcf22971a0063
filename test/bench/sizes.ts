import { tmpdir } from 'node:os';
import { works } from './works.js';
import type { Work } from './works.js';

/** How much is built and asked. */
export interface Sizes {
  json: boolean;
  parts: ('works' | 'growth')[];
  works: readonly Work[];
  /** Issues of the school at first, and the most it grows to. */
  issues: number;
  mostIssues: number;
  schools: number;
  rounds: number;
  /** Per round; a round also ends after `milliseconds`. */
  requests: number;
  milliseconds: number;
  warmUp: number;
  concurrency: number[];
  /** Options of Node for our server, to profile it: `--profile`. */
  nodeOptions: string[];
  scratch: string;
}

const full = {
  issues: 1000,
  mostIssues: 200_000,
  schools: 500,
  rounds: 3,
  requests: 400,
  milliseconds: 6000,
  warmUp: 60,
};
const quick = { ...full, mostIssues: 20_000, schools: 50, requests: 200, milliseconds: 3000, warmUp: 20 };
/** Proves that it works and measures nothing. */
const tiny = {
  issues: 200,
  mostIssues: 400,
  schools: 3,
  rounds: 1,
  requests: 6,
  milliseconds: 5000,
  warmUp: 3,
};

/** `--quick` for smaller sizes, `--tiny` for none to speak of; `--works` or `--growth` for one half, `--report` for that work alone. */
export function sizesFor(args: readonly string[]): Sizes {
  const has = (name: string) => args.includes(`--${name}`);
  const size = has('tiny') ? tiny : has('quick') ? quick : full;
  const both: Sizes['parts'] = ['works', 'growth'];
  const alone = works.filter(has);
  const named = both.filter((part) => has(part) || (part === 'works' && alone.length > 0));
  return {
    ...size,
    json: has('json'),
    parts: named.length > 0 ? named : both,
    works: alone.length > 0 ? alone : works,
    concurrency: has('tiny') ? [1] : [1, 16],
    nodeOptions: has('profile') ? ['--cpu-prof', `--cpu-prof-dir=${tmpdir()}/xinqiao-profile`] : [],
    scratch: tmpdir(),
  };
}
