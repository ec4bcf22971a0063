import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WxAnswer } from './emulator.types.js';
import type { WeChatEmulator, WxBody, WxQuery } from './wechat-emulator.js';

type Handler = (query: WxQuery, body: WxBody) => WxAnswer | Promise<WxAnswer>;

function bodyOf(request: FastifyRequest): WxBody {
  const { body } = request;
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}

function queryOf(request: FastifyRequest): WxQuery {
  const { query } = request;
  if (typeof query !== 'object' || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );
}

function write(reply: FastifyReply, answer: WxAnswer): FastifyReply {
  switch (answer.kind) {
    case 'json':
      return reply.type('application/json; charset=utf-8').send(answer.text);
    case 'png':
      return reply.type('image/png').send(answer.body);
    case 'http':
      return reply.code(answer.status).type('text/html').send('<html></html>');
    case 'drop':
      reply.hijack();
      reply.raw.destroy();
      return reply;
  }
}

/** WeChat's own addresses, as `api.weixin.qq.com` has them. */
export function registerWxRoutes(app: FastifyInstance, emulator: WeChatEmulator): void {
  const route = (method: 'GET' | 'POST', url: string, handler: Handler): void => {
    app.route({
      method,
      url,
      handler: async (request, reply) => write(reply, await handler(queryOf(request), bodyOf(request))),
    });
  };
  route('GET', '/sns/jscode2session', (query) => emulator.code2Session(query));
  route('POST', '/cgi-bin/stable_token', (_query, body) => emulator.stableToken(body));
  route('POST', '/cgi-bin/message/subscribe/send', (query, body) => emulator.sendSubscribe(query, body));
  route('POST', '/cgi-bin/message/template/send', (query, body) => emulator.sendTemplate(query, body));
  route('GET', '/cgi-bin/user/info', (query) => emulator.userInfo(query));
  route('POST', '/wxa/business/getuserphonenumber', (query, body) => emulator.phoneNumber(query, body));
  route('POST', '/wxa/getwxacodeunlimit', (query, body) => emulator.wxaCode(query, body));
  route('POST', '/wxa/msg_sec_check', (query, body) => emulator.checkText(query, body));
  route('POST', '/wxa/media_check_async', (query, body) => emulator.checkMedia(query, body));
}
