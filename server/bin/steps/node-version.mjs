// Read by every Node since 14, the ones that are too old above all: nothing newer than ES2017 in here and in say.mjs.
import { say } from './say.mjs';

const wanted = [20, 19];

/**
 * Says what is wrong when this Node is too old.
 * @param {string} [version] like '20.19.0'
 * @returns {boolean} whether it will do
 */
export function nodeIsNewEnough(version = process.versions.node) {
  const parts = version.split('.').map(Number);
  const major = parts[0];
  const minor = parts[1];
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return true;
  const need = wanted.join('.');
  say(
    'Xinqiao needs Node ' +
      need +
      ' or newer, this is Node ' +
      version +
      '. Get one from https://nodejs.org, or: nvm install 22, or: fnm install 22',
    '心桥需要 Node ' +
      need +
      ' 或更高版本，现在是 Node ' +
      version +
      '。请到 https://nodejs.org 下载，或运行 nvm install 22，或 fnm install 22',
  );
  return false;
}
