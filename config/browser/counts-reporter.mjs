import { mkdirSync, writeFileSync } from 'node:fs';

/** Where the counts of a run stand; the runner prints them at the very end. A run on a database server has its own. */
export const countsFile = (isOnServer) =>
  new URL(`../../dist/browser/counts${isOnServer ? '-mysql' : ''}.json`, import.meta.url);

/** Counts test cases, not the describe blocks and files around them. Written at each one: a run may be cut short. */
export default async function* countsReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const file = countsFile(Boolean(process.env.BROWSER_DATABASE_URL));
  mkdirSync(new URL('./', file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFile = data.nesting === 0 && data.name.endsWith('.browser.ts');
    const isBrokenFile =
      isFile && type === 'test:fail' && data.details?.error?.failureType === 'testCodeFailure';
    if (data.details?.type === 'suite' || (isFile && !isBrokenFile)) continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped += 1;
    else if (type === 'test:pass') counts.passed += 1;
    else {
      counts.failed += 1;
      counts.failures.push(data.name);
    }
    writeFileSync(file, JSON.stringify(counts));
  }
  yield '';
}
