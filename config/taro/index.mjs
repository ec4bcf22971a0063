// Settings of the Taro build (weapp and h5). Handed to Taro's kernel by build.mjs, so that Taro needs no
// `config/index` nor `babel.config` of its own at the top of the project.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Sizes are real px times a CSS variable that follows the phone's font setting, so nothing may rewrite px. */
const postcss = {
  pxtransform: { enable: false, config: {} },
  htmltransform: { enable: false, config: {} },
  cssModules: { enable: false, config: {} },
};

/** One spelling of imports everywhere: `#shared/x/y.js` names a TypeScript file. */
function webpackChain(chain) {
  chain.resolve.alias.set('#shared', path.join(root, 'shared'));
  chain.merge({ resolve: { extensionAlias: { '.js': ['.ts', '.tsx', '.js'] } } });
  chain.plugins.delete('webpackbar');
  chain.module
    .rule('script')
    .use('babelLoader')
    .tap((options) => ({
      ...options,
      babelrc: false,
      configFile: path.join(root, 'config/taro/babel.config.cjs'),
    }));
}

/** weapp only: names the global that WeChat's logic layer lacks. */
function miniWebpackChain(chain) {
  webpackChain(chain);
  chain
    .plugin('providerPlugin')
    .tap(([globals]) => [
      { ...globals, AbortController: [path.join(root, 'miniapp/platform/abort.ts'), 'AbortController'] },
    ]);
}

/** h5 only: one file, so that a page that was never opened can still be opened without a network. */
function h5WebpackChain(chain) {
  webpackChain(chain);
  chain.plugin('oneChunk').use(webpack.optimize.LimitChunkCountPlugin, [{ maxChunks: 1 }]);
  chain.performance.hints(false);
}

/**
 * Taro's project settings.
 * @param {{ platform: 'weapp' | 'h5', outputRoot: string, apiBase: string }} target outputRoot is relative to the
 *   project; apiBase is the address of the server without a trailing slash, or '' for the same origin.
 */
export function taroConfig({ platform, outputRoot, apiBase }) {
  // Libraries written for newer engines than WeChat's: compiled like our own code.
  const include = ['shared', 'node_modules/@tanstack', 'node_modules/zustand'].map((dir) =>
    path.join(root, dir),
  );
  return {
    projectName: 'xinqiao',
    date: '2026-11-22',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'miniapp',
    outputRoot,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false }, errorLevel: 1 },
    cache: { enable: false },
    sass: { data: '' },
    plugins: [path.join(root, 'config/taro/aria-plugin.cjs')],
    defineConstants: {
      XINQIAO_API_BASE: JSON.stringify(apiBase),
      XINQIAO_PLATFORM: JSON.stringify(platform),
    },
    copy: { patterns: [], options: {} },
    mini: {
      postcss,
      webpackChain: miniWebpackChain,
      compile: { include },
      optimizeMainPackage: { enable: true },
    },
    h5: {
      postcss,
      webpackChain: h5WebpackChain,
      compile: { include },
      publicPath: '/',
      staticDirectory: 'static',
      esnextModules: [],
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
        ignoreOrder: true,
      },
    },
  };
}
