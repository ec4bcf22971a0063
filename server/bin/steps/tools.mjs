// Running npm and other programs so that nothing outlives us.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a slash at the end. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads `.env` of the project where there is one. Values of the environment win over those of the file. */
export function readDotEnv() {
  const file = `${root}.env`;
  if (fs.existsSync(file)) process.loadEnvFile(file);
}

const running = new Set();

/** Ends whatever `run` started and is still at work. */
export function stopTools() {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a program in the project's folder.
 * @param {string} file
 * @param {string[]} args
 * @param {{ show?: boolean, shell?: boolean, env?: NodeJS.ProcessEnv }} [options] `show`: its output goes to the terminal as it comes
 * @returns {Promise<{ code: number, output: string }>} output is empty when it was shown; a signal counts as code 1
 */
export function run(file, args, { show = false, shell = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = show ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(file, args, { cwd: root, stdio, shell, env });
    running.add(child);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs npm: the very npm that started us where there is one, since `npm` is a script of another kind on Windows.
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
export function npm(args) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return run(process.execPath, [script, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}
