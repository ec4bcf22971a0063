// What a build is made from, as one hash: two equal hashes mean that building again would change nothing.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * All files below a folder, sorted, without hidden ones. A path that is a file gives itself, one that is missing
 * gives nothing.
 * @param {string} start absolute path
 * @returns {string[]} absolute paths
 */
export function filesUnder(start) {
  const found = fs.statSync(start, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [start];
  return fs
    .readdirSync(start)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .flatMap((name) => filesUnder(path.join(start, name)));
}

/**
 * Hash of names and contents.
 * @param {string} root paths are taken relative to it, so that two clones agree
 * @param {string[]} inputs files and folders relative to root
 * @param {string[]} [settings] whatever else the output depends on
 * @returns {string} 64 hexadecimal digits
 */
export function hashOf(root, inputs, settings = []) {
  const hash = crypto.createHash('sha256');
  for (const file of inputs.flatMap((input) => filesUnder(path.join(root, input)))) {
    const content = fs.readFileSync(file);
    hash
      .update(`${path.relative(root, file).split(path.sep).join('/')}\0${content.length}\0`)
      .update(content);
  }
  for (const setting of settings) hash.update(`\0${setting}`);
  return hash.digest('hex');
}
