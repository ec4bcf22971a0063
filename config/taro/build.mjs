// Builds the mini program: `node config/taro/build.mjs weapp|h5 [--out DIR]`. Drives Taro's kernel directly instead
// of its command line: no files at the top of the project, and an exit code that tells the truth.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, taroConfig } from './index.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
const platform = positionals[0];
if (platform !== 'weapp' && platform !== 'h5') {
  console.error('Usage: node config/taro/build.mjs weapp|h5 [--out DIR]');
  process.exit(2);
}

process.env.NODE_ENV = 'production';
process.env.TARO_ENV = platform;
process.env.BROWSERSLIST_ROOT_PATH = root;

const out = path.resolve(values.out ?? path.join(root, 'dist', platform));
const apiBase =
  platform === 'h5' ? '' : (process.env.XINQIAO_API_BASE ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');

/** The settings WeChat's developer tools expect beside the build. */
function writeProjectConfig() {
  const config = {
    appid: process.env.TARO_APP_ID ?? 'touristappid',
    projectname: 'xinqiao',
    description: '心桥',
    miniprogramRoot: './',
    compileType: 'miniprogram',
    libVersion: '3.8.0',
    setting: {
      urlCheck: true,
      es6: false,
      enhance: false,
      postcss: false,
      minified: false,
      uglifyFileName: false,
    },
  };
  fs.writeFileSync(path.join(out, 'project.config.json'), `${JSON.stringify(config, null, 2)}\n`);
}

/** Taro's kernel with our settings in the place of the file it would look for. */
function createKernel() {
  const require = createRequire(import.meta.url);
  const cli = path.dirname(require.resolve('@tarojs/cli/package.json'));
  const { Config, Kernel } = createRequire(path.join(cli, 'package.json'))('@tarojs/service');
  const config = new Config({ appPath: root, disableGlobalConfig: true });
  config.initialConfig = taroConfig({ platform, outputRoot: path.relative(root, out), apiBase });
  config.initialGlobalConfig = {};
  config.configPath = path.join(root, 'config/taro/index.mjs');
  config.isInitSuccess = true;
  const kernel = new Kernel({
    appPath: root,
    presets: [path.join(cli, 'dist/presets/index.js')],
    config,
    plugins: [
      path.join(cli, 'dist/presets/commands/build.js'),
      `@tarojs/plugin-platform-${platform}`,
      '@tarojs/plugin-framework-react',
    ],
  });
  kernel.cliCommandsPath = path.join(cli, 'dist/presets/commands');
  kernel.cliCommands = ['build'];
  return kernel;
}

const options = {
  platform,
  isWatch: false,
  isBuildNativeComp: false,
  newBlended: false,
  blended: false,
  withoutBuild: false,
  noInjectGlobalStyle: false,
  noCheck: true,
  args: {},
  env: 'production',
};

const started = Date.now();
try {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  await createKernel().run({ name: 'build', opts: { _: ['build'], options, isHelp: false } });
  const entry = path.join(out, platform === 'weapp' ? 'app.js' : 'index.html');
  if (!fs.existsSync(entry)) throw new Error(`the build left no ${path.basename(entry)}`);
  if (platform === 'weapp') writeProjectConfig();
  console.log(
    `built ${platform} into ${path.relative(process.cwd(), out)} in ${Math.round((Date.now() - started) / 1000)} s`,
  );
} catch (error) {
  for (const problem of [error].flat()) console.error(problem?.message ?? problem);
  process.exit(1);
}
