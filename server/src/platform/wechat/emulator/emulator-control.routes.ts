import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { FAILING_APIS, FAILURES, type Persona } from './emulator.types.js';
import type { WeChatEmulator } from './wechat-emulator.js';

const openidParams = z.object({ openid: z.string().min(1) });
const traceParams = z.object({ traceId: z.string().min(1) });
const someone = z.object({ openid: z.string().min(1).optional() });
const failureBody = z.object({
  next: z.enum(FAILURES),
  times: z.number().int().min(1).max(1000).default(1),
  api: z.enum(FAILING_APIS).default('send'),
  openid: z.string().min(1).optional(),
});
const answerBody = z.object({ suggest: z.enum(['pass', 'review', 'risky']) });
const eventBody = z.object({ type: z.enum(['subscribe', 'unsubscribe']), openid: z.string().min(1) });
const creditBody = z.object({
  openid: z.string().min(1),
  templateId: z.string().min(1),
  count: z.number().int().min(1).max(1000),
});

function notThere(reply: FastifyReply, what: string): FastifyReply {
  return reply.code(404).send({ message: `没有这个${what}` });
}

function presentPersona(emulator: WeChatEmulator, persona: Persona): Readonly<Record<string, unknown>> {
  const { openid, serviceOpenid, name, label, group } = persona;
  return {
    openid,
    name,
    label,
    group,
    hasPhone: (persona.phone ?? null) !== null,
    follows: serviceOpenid === null ? null : emulator.phones.follows(serviceOpenid),
    unread: emulator.phones.unread(openid),
  };
}

/** What the page and the tests do that is not WeChat's: choose a person, look at phones, order failures. */
export function registerControlRoutes(app: FastifyInstance, emulator: WeChatEmulator): void {
  const personas = async (): Promise<unknown> =>
    (await emulator.personas()).map((persona) => presentPersona(emulator, persona));

  app.get('/overview', async (request) => {
    const { openid } = someone.parse(request.query);
    return {
      personas: await personas(),
      messages: openid === undefined ? [] : emulator.phones.list(openid).toReversed(),
      failures: emulator.failures.list(),
      checks: emulator.checks.list().toReversed(),
      codes: emulator.madeCodes.toReversed(),
      previewUrl: emulator.previewUrl,
    };
  });
  app.get('/personas', personas);
  app.post('/personas/:openid/login-code', async (request, reply) => {
    const { openid } = openidParams.parse(request.params);
    if ((await emulator.persona(openid)) === null) return notThere(reply, '人');
    return { code: emulator.issueLoginCode(openid) };
  });
  app.post('/personas/:openid/phone-code', async (request, reply) => {
    const { openid } = openidParams.parse(request.params);
    if ((await emulator.persona(openid)) === null) return notThere(reply, '人');
    return { code: emulator.issuePhoneCode(openid) };
  });

  app.get('/messages', (request) =>
    Promise.resolve(emulator.phones.list(someone.parse(request.query).openid)),
  );
  app.delete('/messages', async (request, reply) => {
    emulator.phones.clear(someone.parse(request.query).openid);
    return reply.code(204).send();
  });
  app.post('/messages/read', async (request, reply) => {
    emulator.phones.markRead(openidParams.parse(request.body).openid);
    return reply.code(204).send();
  });

  app.get('/failures', () => Promise.resolve(emulator.failures.list()));
  app.post('/failures', (request) => {
    const { next, times, api, openid } = failureBody.parse(request.body);
    emulator.failures.plan(next, times, { api, openid: openid ?? null });
    return Promise.resolve(emulator.failures.list());
  });
  app.delete('/failures', async (_request, reply) => {
    emulator.failures.clear();
    return reply.code(204).send();
  });

  app.get('/checks', () => Promise.resolve(emulator.checks.list()));
  app.post('/checks/:traceId', async (request, reply) => {
    const { traceId } = traceParams.parse(request.params);
    const delivery = await emulator.checks.answer(traceId, answerBody.parse(request.body).suggest);
    return delivery ?? notThere(reply, '检查');
  });

  app.post('/events', async (request, reply) => {
    const { type, openid } = eventBody.parse(request.body);
    return (await emulator.follow(openid, type === 'subscribe')) ?? notThere(reply, '关注者');
  });
  app.post('/credits', (request) => {
    const { openid, templateId, count } = creditBody.parse(request.body);
    return Promise.resolve({ credits: emulator.phones.addCredits(openid, templateId, count) });
  });
}
