import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

const projectRoot = new URL('../../', import.meta.url);
const sharedPrefix = '#shared/';

/** Source imports end in `.js` (as Node wants them after a build); here they lead to the `.ts` beside them. */
export async function resolve(specifier, context, nextResolve) {
  const url = specifier.startsWith(sharedPrefix)
    ? new URL(`shared/${specifier.slice(sharedPrefix.length)}`, projectRoot)
    : specifier.startsWith('.') && context.parentURL?.startsWith('file:')
      ? new URL(specifier, context.parentURL)
      : undefined;
  if (url?.pathname.endsWith('.js')) {
    const source = new URL(url.href.replace(/\.js$/, '.ts'));
    if (existsSync(fileURLToPath(source))) return { url: source.href, shortCircuit: true };
  }
  return nextResolve(url ? url.href : specifier, context);
}

/** TypeScript of the project is compiled on the way in; packages are never touched. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts') || url.includes('/node_modules/')) {
    return nextLoad(url, context);
  }
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    swcrc: false,
    configFile: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true, responseURL: pathToFileURL(filename).href };
}
