// Brings node_modules in step with package-lock.json.
import fs from 'node:fs';
import path from 'node:path';
import { missing, say } from './say.mjs';
import { npm, root } from './tools.mjs';

/**
 * Installs when something is missing or has another version than package-lock.json says. No install script of any
 * package runs here; the one that is needed runs in ensureEmbeddedDatabase.
 * @throws {Missing} when npm fails
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  say('installing packages (npm ci), one to three minutes …', '正在安装依赖（npm ci），约一到三分钟……');
  const { code, output } = await npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']);
  if (code === 0) return;
  throw missing(
    'npm ci failed; npm said the lines below. Is the network up, is there room on the disk?',
    'npm ci 失败，npm 的提示见下。请检查网络和磁盘空间。',
    output.trim().split('\n').slice(-15),
  );
}

/**
 * npm writes node_modules/.package-lock.json last, so an interrupted installation has none.
 * @param {string} [folder] the project
 */
export function isInstalled(folder = root) {
  const installed = packagesOf(path.join(folder, 'node_modules/.package-lock.json'));
  const wanted = packagesOf(path.join(folder, 'package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '' || entry.optional || entry.devOptional) return true;
    return installed[place]?.version === entry.version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
