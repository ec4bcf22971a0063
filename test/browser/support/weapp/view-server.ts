import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import type { BrowserContext, Route } from 'playwright-core';
import type { Exchange } from './protocol.js';
import { compileTemplates } from './templates.js';

/** The address under which the view layer sees itself; nothing listens there, the driver answers. */
export const viewOrigin = 'http://weapp.phone';

const sources = fileURLToPath(new URL('./', import.meta.url));
const scripts = new Map<string, string>();

const types: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

const document = (statusBarHeight: number): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, user-scalable=no">
<style>:root { --status-bar-height: ${statusBarHeight}px; --window-height: 100vh; }</style>
<style>${readFileSync(path.join(sources, 'view/phone.css'), 'utf8')}</style>
</head>
<body>
<main id="pages"></main>
<nav id="tab-bar" role="tablist" hidden></nav>
<div id="overlays"></div>
<script src="/templates.js"></script>
<script type="module" src="/script/view/main.js"></script>
</body>
</html>`;

async function script(name: string): Promise<string> {
  const file = path.join(sources, name.replace(/\.js$/, '.ts'));
  const known = scripts.get(file);
  if (known) return known;
  const { code } = await transform(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    configFile: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  scripts.set(file, code);
  return code;
}

/**
 * Answers what the view layer asks for: its own scripts, the compiled templates, pictures of the bundle and pictures on
 * the phone. `locate` finds a wxfile:// address on the disk; `isOnline` decides whether the rest of the world answers.
 */
export async function serveView(
  context: BrowserContext,
  view: {
    dist: string;
    statusBarHeight: number;
    locate(address: string): string;
    isOnline(): boolean;
    resolve(url: URL): URL;
    shown(exchange: Exchange): void;
  },
): Promise<void> {
  const sendFile = async (route: Route, file: string): Promise<void> => {
    if (!existsSync(file)) await route.fulfill({ status: 404, body: '' });
    else
      await route.fulfill({
        body: readFileSync(file),
        contentType: types[path.extname(file)] ?? 'application/octet-stream',
      });
  };
  // Fetched here and not by the page: to the browser the phone's own address is a public one, which may not reach loopback.
  const sendForeign = async (route: Route, url: URL): Promise<void> => {
    if (!view.isOnline()) return route.abort('internetdisconnected');
    try {
      const answer = await fetch(view.resolve(url));
      const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
      const body = Buffer.from(await answer.arrayBuffer());
      const path = url.pathname + url.search;
      view.shown({ method: 'GET', path, status: answer.status, sent: 0, received: body.length });
      await route.fulfill({ status: answer.status, contentType, body });
    } catch {
      await route.abort('connectionfailed').catch(() => undefined);
    }
  };
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== viewOrigin) {
      await sendForeign(route, url);
      return;
    }
    const [, kind = '', ...rest] = url.pathname.split('/');
    if (kind === '') await route.fulfill({ contentType: 'text/html', body: document(view.statusBarHeight) });
    else if (kind === 'templates.js')
      await route.fulfill({ contentType: 'text/javascript', body: compileTemplates(view.dist) });
    else if (kind === 'script')
      await route.fulfill({ contentType: 'text/javascript', body: await script(rest.join('/')) });
    else if (kind === 'package') await sendFile(route, path.join(view.dist, rest.join('/')));
    else if (kind === 'phone-file') await sendFile(route, view.locate(decodeURIComponent(rest[0] ?? '')));
    else await route.fulfill({ status: 404, body: '' });
  });
}
