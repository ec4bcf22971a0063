// What can be built: from which files, by which command, into which folder of dist/.
import path from 'node:path';
import { createRequire } from 'node:module';

/**
 * @typedef {object} Target
 * @property {string} label words for the one line that is printed
 * @property {string[]} inputs files and folders, relative to the project
 * @property {(root: string, out: string, home: string) => string[]} command arguments for node; writes into `out`,
 *   from where the result is moved to `home`
 * @property {string} entry a file without which the result is not a result
 * @property {boolean} [isForBrowsers] its files are served as they are, so they are packed after the build
 * @property {() => string[]} [settings] environment values that end up in the output
 */

const viteBin = () => {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json');
  return path.join(path.dirname(manifest), 'bin/vite.js');
};

/** The clients' settings of the compiler rest on those of the project. */
const compilerSettings = ['config/typescript', 'tsconfig.json'];

/** @type {Record<string, Target>} */
export const targets = {
  server: {
    label: 'the server',
    inputs: ['shared', 'server/src', 'config/build', 'package-lock.json'],
    command: (root, out, home) => [path.join(root, 'config/build/server.mjs'), '--out', out, '--home', home],
    entry: 'server/src/main.js',
  },
  admin: {
    label: 'the admin page',
    inputs: [
      'shared',
      'server/admin',
      'config/vite',
      'config/build/pack.mjs',
      ...compilerSettings,
      'package-lock.json',
    ],
    isForBrowsers: true,
    command: (root, out) => [
      viteBin(),
      'build',
      '-c',
      path.join(root, 'config/vite/admin.config.ts'),
      '--outDir',
      out,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    entry: 'index.html',
  },
  h5: {
    label: 'the preview',
    inputs: [
      'shared',
      'miniapp',
      'config/taro',
      'config/build/pack.mjs',
      ...compilerSettings,
      'package-lock.json',
    ],
    isForBrowsers: true,
    command: (root, out) => [path.join(root, 'config/taro/build.mjs'), 'h5', '--out', out],
    entry: 'index.html',
  },
  weapp: {
    label: 'the WeChat mini program',
    inputs: ['shared', 'miniapp', 'config/taro', ...compilerSettings, 'package-lock.json'],
    command: (root, out) => [path.join(root, 'config/taro/build.mjs'), 'weapp', '--out', out],
    entry: 'app.js',
    settings: () => [process.env.XINQIAO_API_BASE ?? '', process.env.TARO_APP_ID ?? ''],
  },
};

/** What the running server serves; the WeChat package is built on demand. */
export const servedTargets = ['server', 'admin', 'h5'];
