import { mkdir, writeFile } from 'node:fs/promises';

const countsFile = new URL('../../dist/browser/counts.json', import.meta.url);

/** Counts test cases (not the describe blocks around them) and prints one line at the very end. */
export default async function* countsReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const startedAt = Date.now();
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFileWrapper = data.nesting === 0 && data.name.endsWith('.browser.ts');
    const brokenFile = type === 'test:fail' && isFileWrapper && data.details?.error?.failureType === 'testCodeFailure';
    if (data.details?.type === 'suite' || (isFileWrapper && !brokenFile)) continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === 'test:pass') counts.passed += 1;
    else {
      counts.failed += 1;
      failures.push(data.name);
    }
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  await mkdir(new URL('./', countsFile), { recursive: true });
  await writeFile(countsFile, `${JSON.stringify({ ...counts, seconds, failures }, null, 2)}\n`);
  for (const name of failures) yield `browser: failed: ${name}\n`;
  yield `browser: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s\n`;
}
