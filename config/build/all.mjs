// Builds what changed: `node config/build/all.mjs [server admin h5 weapp] [--force]`.
// A target is built beside its place and moved there when it is whole; its stamp (the hash of its inputs) is written
// last. Whatever interrupts a build, the next one starts it again.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hashOf } from './inputs.mjs';
import { packFiles } from './pack.mjs';
import { servedTargets, targets } from './targets.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = path.join(root, 'dist');

/** The bundler of the preview takes about 1 GB; beside a second build that is too much for a small machine. */
const memoryForTwoBuilds = 3.5 * 1024 ** 3;

/**
 * Builds those of the named targets whose inputs changed since they were built.
 * @param {object} [options]
 * @param {string[]} [options.names] default: what the server serves
 * @param {boolean} [options.force] build even if nothing changed
 * @param {(line: string) => void} [options.say] receives one line at the start and one at the end of each build
 * @returns {Promise<string[]>} the names that were built
 * @throws {BuildError} with the output of the tool that failed
 */
export async function buildChanged({ names = servedTargets, force = false, say = console.log } = {}) {
  const unknown = names.filter((name) => !Object.hasOwn(targets, name));
  if (unknown.length > 0) throw new BuildError(`cannot build ${unknown.join(', ')}: unknown target`);
  const due = names.filter((name) => force || !isCurrent(name));
  const lanes = os.totalmem() > memoryForTwoBuilds ? Math.min(2, os.availableParallelism()) : 1;
  const waiting = [...due];
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await build(name, say);
  };
  const results = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return due;
}

/** A build tool failed; the message holds what it printed. */
export class BuildError extends Error {
  name = 'BuildError';
}

const home = (name) => path.join(dist, name);
const stampFile = (name) => path.join(dist, '.stamps', name);
const inputsOf = (name) => hashOf(root, targets[name].inputs, targets[name].settings?.() ?? []);

function isCurrent(name) {
  if (!fs.existsSync(path.join(home(name), targets[name].entry))) return false;
  const stamp = stampFile(name);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === inputsOf(name);
}

async function build(name, say) {
  const { label, command, entry, isForBrowsers = false } = targets[name];
  const started = performance.now();
  const hash = inputsOf(name);
  const out = path.join(dist, '.building', `${name}-${process.pid}`);
  clearAbandoned(name);
  say(`building ${label} …`);
  try {
    await run(command(root, out, home(name)), label);
    if (!fs.existsSync(path.join(out, entry))) throw new BuildError(`building ${label} left no ${entry}`);
    if (isForBrowsers) await packFiles(out);
    fs.rmSync(stampFile(name), { force: true });
    fs.rmSync(home(name), { recursive: true, force: true });
    fs.renameSync(out, home(name));
    fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
    fs.writeFileSync(stampFile(name), hash);
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
  say(`built ${label} in ${Math.max(1, Math.round((performance.now() - started) / 1000))} s`);
}

/** What a killed build left behind is named after a process that is gone. */
function clearAbandoned(name) {
  const folder = path.join(dist, '.building');
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) {
    const [target, owner] = entry.split('-');
    if (target === name && !isAlive(Number(owner))) {
      fs.rmSync(path.join(folder, entry), { recursive: true, force: true });
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Builds that are under way, so that whoever ends this process can end them too. */
const children = new Set();

/** Ends the builds that are under way. */
export function stopBuilds() {
  for (const child of children) child.kill('SIGTERM');
}

function run(args, label) {
  return new Promise((resolve, reject) => {
    fs.mkdirSync(path.join(dist, '.building'), { recursive: true });
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      children.delete(child);
      if (code === 0) resolve();
      else
        reject(
          new BuildError(`building ${label} failed (${signal ?? `exit code ${code}`})\n${output.trim()}`),
        );
    });
  });
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { force: { type: 'boolean' } },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      stopBuilds();
      process.exit(130);
    });
  }
  try {
    const built = await buildChanged({
      ...(positionals.length > 0 && { names: positionals }),
      force: values.force ?? false,
    });
    if (built.length === 0) console.log('nothing changed, nothing to build');
  } catch (error) {
    console.error(error instanceof BuildError ? error.message : error);
    process.exitCode = 1;
  }
}
