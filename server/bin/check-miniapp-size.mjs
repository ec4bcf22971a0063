// Checks the sizes of the weapp build: main package under 700 kB, each subpackage under 1 MB (WeChat allows 2 MB; the
// rest is room to grow, and old phones on slow lines). Usage: node server/bin/check-miniapp-size.mjs [DIST]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = path.resolve(process.argv[2] ?? path.join(root, 'dist/weapp'));
const limits = { main: 700_000, sub: 1_000_000 };

/** Files that developer tools read and WeChat does not package. */
const notPackaged = /(\.LICENSE\.txt|\.map|project\.config\.json)$/;

/** Every packaged file below `dir`, as [path relative to the build, bytes]. */
function filesBelow(dir) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) return filesBelow(full);
    const name = path.relative(dist, full).split(path.sep).join('/');
    return notPackaged.test(name) ? [] : [[name, fs.statSync(full).size]];
  });
}

if (!fs.existsSync(path.join(dist, 'app.json'))) {
  console.error(`No weapp build in ${path.relative(process.cwd(), dist)}. Run "npm run build:weapp" first.`);
  process.exit(1);
}
const { subPackages = [], subpackages = subPackages } = JSON.parse(
  fs.readFileSync(path.join(dist, 'app.json'), 'utf8'),
);
const roots = subpackages.map((sub) => `${sub.root.replace(/\/$/, '')}/`);
const sizes = new Map([['main', 0], ...roots.map((name) => [name, 0])]);
for (const [name, bytes] of filesBelow(dist)) {
  const owner = roots.find((prefix) => name.startsWith(prefix)) ?? 'main';
  sizes.set(owner, sizes.get(owner) + bytes);
}

let tooLarge = false;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
console.log(`${'package'.padEnd(24)}${'size'.padStart(10)}${'limit'.padStart(12)}`);
for (const [name, bytes] of sizes) {
  const limit = name === 'main' ? limits.main : limits.sub;
  if (bytes >= limit) tooLarge = true;
  console.log(`${name.padEnd(24)}${kB(bytes)}  ${kB(limit)}${bytes >= limit ? '  TOO LARGE' : ''}`);
}
console.log(`${'all'.padEnd(24)}${kB([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0))}`);
process.exit(tooLarge ? 1 : 0);
