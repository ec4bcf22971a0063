import type { FastifyError, FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { registerControlRoutes } from './emulator-control.routes.js';
import { registerWxRoutes } from './emulator-wx.routes.js';
import { EMULATOR_CSS } from './page/emulator-css.js';
import { emulatorHtml } from './page/emulator-html.js';
import { EMULATOR_JS } from './page/emulator-js.js';
import type { WeChatEmulator } from './wechat-emulator.js';

/** Bodies come as this plugin needs them, whatever the surrounding application does with JSON. */
function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      const error: FastifyError = Object.assign(new Error('JSON 写错了'), {
        code: 'BAD_JSON',
        name: 'BadJson',
      });
      done(Object.assign(error, { statusCode: 400 }));
    }
  });
}

/**
 * The emulator as a Fastify plugin: WeChat's addresses under `/wx`, the control API under `/api`, its page at `/`.
 * Register it with a prefix, e.g. `app.register(emulatorPlugin, { prefix: '/emulator', emulator })`.
 */
export async function emulatorPlugin(
  app: FastifyInstance,
  options: { emulator: WeChatEmulator },
): Promise<void> {
  readJsonOnly(app);
  app.setErrorHandler((error: FastifyError | ZodError, _request, reply) => {
    if (error instanceof ZodError)
      return reply.code(400).send({ message: '请求写错了', issues: error.issues });
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ message: status < 500 ? error.message : '模拟器出错了' });
  });
  const { prefix } = app;
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(emulatorHtml(prefix)));
  app.get('/emulator.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(EMULATOR_CSS));
  app.get('/emulator.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(EMULATOR_JS),
  );
  await app.register(async (wx) => registerWxRoutes(wx, options.emulator), { prefix: '/wx' });
  await app.register(async (api) => registerControlRoutes(api, options.emulator), { prefix: '/api' });
}
