import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problems } from '#shared/platform/problem-codes.js';
import type { ProblemCode } from '#shared/platform/problem-codes.js';
import type { Problem } from '#shared/platform/problem.js';
import { Log } from './log.js';
import { ProblemError } from './problem-error.js';

/** What Fastify itself refuses, before any handler runs. */
const fastifyCodes: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad_request',
};

const statusCodes: Readonly<Record<number, ProblemCode>> = {
  400: 'bad_request',
  401: 'signed_out',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'too_large',
  415: 'unsupported_media',
  429: 'rate_limited',
  503: 'unavailable',
};

/** The only place where an error becomes an answer: an RFC 9457 problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(error);
    if (problem.code === 'internal')
      this.log.failure(error, { requestId: request.id, route: request.routeOptions.url });
    if (reply.sent || reply.raw.headersSent) return;
    sendProblem(reply, problem, request.id);
  }
}

/** Writes a problem document. 500s carry the request's id and no detail of what broke. */
export function sendProblem(reply: FastifyReply, problem: ProblemError, requestId: string): void {
  const [status, title, detail] = problems[problem.code];
  const body: Problem = {
    type: `urn:xinqiao:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.options.detail ?? detail,
    ...(problem.options.errors ? { errors: problem.options.errors } : {}),
    ...(problem.code === 'internal' ? { instance: `urn:xinqiao:request:${requestId}` } : {}),
  };
  if (problem.options.retryAfter) void reply.header('Retry-After', String(problem.options.retryAfter));
  void reply.status(status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}

/** Any thrown value as a problem. What is not foreseen is `internal`. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause;
  // Nest wraps what Fastify refused; the code is then in the cause.
  const { code = cause?.code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string' && fastifyCodes[code]) return new ProblemError(fastifyCodes[code]);
  if (error instanceof SyntaxError && (error as { statusCode?: number }).statusCode === 400)
    return new ProblemError('malformed_json');
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number') return new ProblemError('internal');
  // What else lies with the request, such as an address that is too long, is never our own failure.
  return new ProblemError(
    statusCodes[status] ?? (status >= 400 && status < 500 ? 'bad_request' : 'internal'),
  );
}
