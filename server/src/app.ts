import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mediaLimits } from '#shared/media/limits.js';
import { AppModule } from './app.module.js';
import { Metrics } from './platform/health/metrics.js';
import { newToken } from './platform/database/ids.js';
import { packAnswers } from './platform/http/compression.js';
import { ProblemError } from './platform/http/problem-error.js';
import { sendProblem, toProblem } from './platform/http/problem.filter.js';
import { securityHeaders } from './platform/http/security-headers.js';
import type { PlatformParts } from './platform/platform.module.js';

/** A report with its text fits many times over; what is larger is refused before it is read. */
const bodyLimit = 256 * 1024;

/** Makes the application with all its routes; it listens nowhere yet. */
export async function createApp(parts: PlatformParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    // A phone that lost its signal in mid-upload must let go; a slow line may still finish.
    connectionTimeout: 60_000,
    requestTimeout: 900_000,
    genReqId: () => newToken(),
    trustProxy: parts.env.TRUST_PROXY ?? false,
    routerOptions: { maxParamLength: 100 },
    // Before routing fails or the body is read, Nest's filter is not there yet.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(securityHeaders(request.url, parts.env.XINQIAO_MODE === 'production'));
      sendProblem(reply, toProblem(error), request.id);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    logger: parts.log,
    rawBody: true,
    forceCloseConnections: true,
  });
  app.setGlobalPrefix('api/v1', { exclude: ['healthz', 'readyz', 'metrics', 'wechat/callback'] });
  // WeChat sends its events as text/xml; the callback reads the raw body.
  app.useBodyParser(['text/xml', 'application/xml', 'text/plain']);
  await app.register(multipart, {
    limits: { fileSize: mediaLimits.maxBytes, files: 1, fields: 5, parts: 6, headerPairs: 100 },
  });
  await packAnswers(app);
  observe(app, parts);
  return app;
}

/** One line per answer: the route as it is declared, never the address that was asked. */
function observe(app: NestFastifyApplication, { log, env }: PlatformParts): void {
  const metrics = app.get(Metrics);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers(securityHeaders(request.url, env.XINQIAO_MODE === 'production'));
    void reply.header('X-Request-Id', request.id);
    if (request.url.length > 2000) throw new ProblemError('bad_request');
    forgetEmptyBody(request);
    refuseOtherBodies(request);
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime);
    metrics.answered(reply.statusCode, ms / 1000);
    const route = request.routeOptions.url ?? 'none';
    if (route.startsWith('/api/v1')) {
      log.event('answer', {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms,
      });
    }
  });
}

/** WeChat says of every request that it holds JSON, also of a DELETE that holds nothing and would be refused for it. */
function forgetEmptyBody({ method, headers }: FastifyRequest): void {
  const length = headers['content-length'] ?? '0';
  if (method === 'DELETE' && length === '0' && headers['transfer-encoding'] === undefined)
    delete headers['content-type'];
}

/**
 * The parsers of plain text, XML and forms are there for WeChat's callback. The API takes JSON, and photos as a form;
 * another body would reach validation as bytes, whose refusal names every one of them.
 */
function refuseOtherBodies({ routeOptions, headers }: FastifyRequest): void {
  const type = headers['content-type'];
  if (type === undefined || !routeOptions.url?.startsWith('/api/v1')) return;
  if (/^(application\/json|multipart\/form-data)\s*(;|$)/i.test(type)) return;
  throw new ProblemError('unsupported_media', { detail: '提交的内容格式不对，请更新小程序后再试。' });
}
