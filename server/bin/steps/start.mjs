// Checks, installs, builds what changed and becomes the server.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureEmbeddedDatabase, namesADatabaseServer } from './embedded-database.mjs';
import { ensureInstalled } from './install.mjs';
import { Missing } from './say.mjs';
import { ensurePortIsFree, ensureWritable, portFrom } from './surroundings.mjs';
import { readDotEnv, root, stopTools } from './tools.mjs';

/** Everything from an empty clone to a listening server. Ends the process with code 1 where something is missing. */
export async function start() {
  const letGo = stopOnSignal();
  if (process.env.npm_lifecycle_event) stopWithParent();
  try {
    readDotEnv();
    process.env.XINQIAO_MODE ||= 'demo';
    await checkSurroundings();
    await ensureInstalled();
    if (!namesADatabaseServer(process.env.DATABASE_URL)) await ensureEmbeddedDatabase();
    await buildWhatChanged();
  } catch (error) {
    if (!isForPeople(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return;
  } finally {
    letGo();
  }
  await becomeTheServer();
}

/** Defaults as in server/src/platform/config/env.ts, which is not compiled yet when this runs. */
async function checkSurroundings() {
  await ensurePortIsFree(portFrom(process.env.PORT || '3000'), process.env.HOST || '127.0.0.1');
  ensureWritable(path.resolve(root, process.env.DATA_DIR || 'data'));
}

/** The build tools are there only after the installation, hence the late import. */
async function buildWhatChanged() {
  const { buildChanged, stopBuilds } = await import('../../../config/build/all.mjs');
  process.once('exit', stopBuilds);
  await buildChanged();
  process.removeListener('exit', stopBuilds);
}

/** In this very process, so that there is nothing to leave behind: signals reach the server itself. */
async function becomeTheServer() {
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(path.join(root, 'dist/server/server/src/main.js')).href);
}

/** Until the server takes over: end the tools that we started, then ourselves. */
function stopOnSignal() {
  const stop = () => {
    stopTools();
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.removeListener(signal, stop);
  };
}

/**
 * npm runs us through a shell, and a shell that is ended by a signal does not pass it on: whoever ends npm would leave
 * a server behind that holds the port. (Windows keeps the number of a parent that is gone, and ends the tree itself.)
 */
function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

const isForPeople = (error) => error instanceof Missing || error?.name === 'BuildError';
