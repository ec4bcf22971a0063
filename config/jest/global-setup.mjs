import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One folder per run, in which each worker keeps the migrated database that its test files are cloned from. */
export default function setUp() {
  process.env.XINQIAO_TEST_RUN = mkdtempSync(path.join(tmpdir(), 'xinqiao-run-'));
}
