import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/request-context.js';
import { Installation } from '../auth/identity.entity.js';
import type { Env } from '../config/env.js';
import { Database } from '../database/database.js';
import { ProblemError } from '../http/problem-error.js';
import { ENV } from '../config/env.token.js';
import { Metrics } from './metrics.js';

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** For whoever runs the server: is it alive, can it work, how does it do. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly database: Database,
    private readonly metrics: Metrics,
  ) {}

  @Public()
  @Get('healthz')
  health(): { status: string } {
    return { status: 'ok' };
  }

  @Public()
  @Get('readyz')
  async ready(): Promise<{ status: string }> {
    try {
      await this.database.read.global(Installation).findOneBy({ key: 'ready' });
    } catch {
      throw new ProblemError('unavailable');
    }
    return { status: 'ready' };
  }

  @Public()
  @Get('metrics')
  async measure(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.mayMeasure(request)) throw new ProblemError('not_found');
    void reply.type(this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }

  private mayMeasure(request: FastifyRequest): boolean {
    const { METRICS_TOKEN: token } = this.env;
    // The connection itself, not what a header claims; behind a proxy everything comes from loopback.
    if (token === undefined) {
      const isProxied = request.headers['x-forwarded-for'] !== undefined;
      return !isProxied && loopback.includes(request.socket.remoteAddress ?? '');
    }
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${token}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
