// What the whole suite runs, and which test files run in one company.
import fs from 'node:fs';
import path from 'node:path';
import { filesUnder } from '../build/inputs.mjs';

/** Few, because each loads the application once; more than there are workers, so that both have work to the end. */
const groupsOfAll = 8;
/** One for each worker. */
const groupsOfSome = 2;

/**
 * Lays out the whole suite, or a part of it. Loading and warming up the application is most of what a usual test file
 * takes, so files share it: a group is a file of its own that imports its members. Two rules:
 * - A file with hooks outside of `describe` stays alone, since they would be hooks of its companions too.
 * - On a database server only those files run that can reach a database. The others say the same on every engine, and
 *   the run on the embedded database has heard them.
 * @param {string} root the project
 * @param {{ folder: string, onServer: boolean, named: string[] }} options `folder` is emptied; the groups are written
 *   there. `named`: files and folders, relative to the project; none: all of test/
 * @returns {string[]} the files that Jest shall run, absolute paths
 */
export function layOutSuite(root, { folder, onServer, named }) {
  const isNamed = (file) =>
    named.some((name) => `${file}/`.startsWith(path.join(root, name).replace(/\/?$/, '/')));
  const files = filesUnder(path.join(root, 'test'))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => (named.length > 0 ? isNamed(file) : !onServer || reachesDatabase(root, file)));
  const groupCount = named.length > 0 ? groupsOfSome : groupsOfAll;
  const alone = files.filter((file) => /^(before|after)(All|Each)\(/m.test(textOf(file)));
  // The longer a file, the longer it runs, more or less: dealt in this order the groups come out alike.
  const sociable = files
    .filter((file) => !alone.includes(file))
    .sort((one, other) => textOf(other).length - textOf(one).length);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const groups = Array.from({ length: Math.min(groupCount, sociable.length) }, (_, number) => {
    const members = sociable.filter((_file, position) => position % groupCount === number);
    const group = path.join(folder, `group-${number + 1}.test.ts`);
    fs.writeFileSync(
      group,
      groupOf(members.map((file) => path.relative(folder, file).split(path.sep).join('/'))),
    );
    return group;
  });
  return [...alone, ...groups];
}

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
