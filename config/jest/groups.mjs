// What the whole suite runs, and which test files run in one company.
import fs from 'node:fs';
import path from 'node:path';
import { filesUnder } from '../build/inputs.mjs';

/** Few, because each loads the application once; the files that run alone come last and fill what is left. */
const groupsOfAll = 4;
/** One for each worker. */
const groupsOfSome = 2;

/**
 * What runs longer than its text suggests, in seconds on some machine. Only the balance of the groups depends on it:
 * a long file that comes last keeps one worker busy while the others have nothing left to do.
 */
const seconds = {
  'test/http/authorization.test.ts': 25,
  'test/http/bad-input.test.ts': 20,
  'test/http/repeated-requests.test.ts': 10,
  'test/issues/classifier-cli.test.ts': 8,
  'test/issues/classifier-learning.test.ts': 36,
  'test/issues/workflow.test.ts': 35,
  'test/platform/backup-cli.test.ts': 20,
  'test/platform/backup.test.ts': 15,
  'test/platform/crash.test.ts': 35,
  'test/platform/privacy.test.ts': 8,
  'test/platform/rotation.test.ts': 20,
  'test/service-codes/posters.test.ts': 8,
  'test/tooling/bench.test.ts': 30,
  'test/tooling/new-feature.test.ts': 8,
};
const charactersASecond = 8000;

/**
 * Lays out the whole suite, or a part of it. Loading and warming up the application is most of what a usual test file
 * takes, so files share it: a group is a file of its own that imports its members. Two rules:
 * - A file with hooks outside of `describe` stays alone, since they would be hooks of its companions too.
 * - On a database server only those files run that can reach a database. The others say the same on every engine, and
 *   the run on the embedded database has heard them.
 * @param {string} root the project
 * @param {{ folder: string, onServer: boolean, named: string[] }} options `folder` is emptied; the groups are written
 *   there. `named`: files and folders, relative to the project; none: all of test/
 * @returns {string[]} the files that Jest shall run, absolute paths; the longest first
 */
export function layOutSuite(root, { folder, onServer, named }) {
  const isNamed = (file) =>
    named.some((name) => `${file}/`.startsWith(path.join(root, name).replace(/\/?$/, '/')));
  const files = filesUnder(path.join(root, 'test'))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => (named.length > 0 ? isNamed(file) : !onServer || reachesDatabase(root, file)));
  const groupCount = named.length > 0 ? groupsOfSome : groupsOfAll;
  const alone = files.filter((file) => /^(before|after)(All|Each)\(/m.test(textOf(file)));
  for (const file of Object.keys(seconds))
    if (!fs.existsSync(path.join(root, file)))
      throw new Error(`config/jest/groups.mjs names ${file}: no such file`);
  const secondsOf = (file) => seconds[slashed(root, file)] ?? textOf(file).length / charactersASecond;
  const longestFirst = (one, other) => secondsOf(other) - secondsOf(one);
  const sociable = files.filter((file) => !alone.includes(file)).sort(longestFirst);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const groups = Array.from({ length: Math.min(groupCount, sociable.length) }, () => ({
    members: [],
    expected: 0,
  }));
  for (const file of sociable) {
    const lightest = groups.reduce((one, other) => (other.expected < one.expected ? other : one));
    lightest.members.push(file);
    lightest.expected += secondsOf(file);
  }
  const runs = alone.map((file) => ({ file, expected: secondsOf(file) }));
  for (const [number, { members, expected }] of groups.entries()) {
    const file = path.join(folder, `group-${number + 1}.test.ts`);
    const imported = members.map((member) => slashed(folder, member));
    fs.writeFileSync(file, groupOf(imported));
    runs.push({ file, expected });
  }
  const ordered = runs.sort((one, other) => other.expected - one.expected).map(({ file }) => file);
  fs.writeFileSync(orderFile(folder), JSON.stringify(ordered));
  return ordered;
}

/** The way to a file as the project writes it, on Windows too. */
const slashed = (from, file) => path.relative(from, file).split(path.sep).join('/');

/** Where the order of a suite that was laid out stands, for the sequencer. */
export const orderFile = (folder) => path.join(folder, 'order.json');

/** A member that cannot be loaded is one failed test and keeps nobody from running. */
const groupOf = (members) => `import { it } from '@jest/globals';

for (const member of ${JSON.stringify(members, null, 2)})
  await import(member).catch((error) =>
    it(\`\${member} can be loaded\`, () => {
      throw error;
    }),
  );
`;

/** Whether what the file imports, and what that imports in turn, opens databases; or whether it asks for the server itself. */
function reachesDatabase(root, file) {
  if (textOf(file).includes('DATABASE_URL')) return true;
  const door = path.join(root, 'server/src/platform/database/engine.ts');
  const seen = new Set([file]);
  for (const reached of seen) for (const imported of importsOf(root, reached)) seen.add(imported);
  return seen.has(door);
}

const importsOf = remembered((root, file) =>
  [...textOf(file).matchAll(/^(?:import|export) (?!type )[^;]*?'([^']+)'|import\('([^']+)'\)/gm)]
    .map(([, named, lazy]) => named ?? lazy)
    .filter((specifier) => /^(\.|#shared\/)/.test(specifier))
    .map((specifier) =>
      specifier.startsWith('#')
        ? path.join(root, specifier.slice(1))
        : path.resolve(path.dirname(file), specifier),
    )
    .map((target) => target.replace(/\.js$/, '.ts'))
    .filter((target) => target.endsWith('.ts') && fs.existsSync(target)),
);

const texts = new Map();
function textOf(file) {
  if (!texts.has(file)) texts.set(file, fs.readFileSync(file, 'utf8'));
  return texts.get(file);
}

function remembered(find) {
  const known = new Map();
  return (root, file) => {
    if (!known.has(file)) known.set(file, find(root, file));
    return known.get(file);
  };
}
