import { Body, Controller, Get, Ip, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { SchoolQuery } from '#shared/people/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import {
  CreateServiceCode,
  OpenedCode,
  PosterQuery,
  ServiceCodePage,
  ServiceCodeQuery,
  ServiceCodeView,
} from '#shared/service-codes/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor, Public } from '../../platform/auth/request-context.js';
import { Answers, AnswersPdf, pdfOf } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { Origin } from '../../platform/http/origin.js';
import { CodePosters } from './poster/code-posters.service.js';
import { ServiceCodesService } from './service-codes.service.js';

/** The three codes: what the office hangs up, and what a phone opens. */
@Controller()
export class ServiceCodesController {
  constructor(
    private readonly codes: ServiceCodesService,
    private readonly posters: CodePosters,
  ) {}

  @Get('service-codes')
  @Answers(ServiceCodePage)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: ServiceCodeQuery }) query: z.infer<typeof ServiceCodeQuery>,
    @Origin() origin: string,
  ) {
    return this.codes.list(actor, query, origin);
  }

  @Post('service-codes')
  @Answers(ServiceCodeView, 201)
  create(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CreateServiceCode }) body: z.output<typeof CreateServiceCode>,
    @Origin() origin: string,
  ) {
    return this.codes.create(actor, query.school, request, body, origin);
  }

  @Get('service-codes/posters')
  @AnswersPdf()
  async print(
    @CurrentActor() actor: Actor,
    @Query({ schema: PosterQuery }) query: z.output<typeof PosterQuery>,
    @Origin() origin: string,
  ) {
    return pdfOf(await this.posters.print(actor, query, origin), 'codes');
  }

  @Post('service-codes/:token/revoke')
  @Answers(ServiceCodeView)
  revoke(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
    @Origin() origin: string,
  ) {
    return this.codes.revoke(actor, token, request, origin);
  }

  @Post('service-codes/:token/renew')
  @Answers(ServiceCodeView, 201)
  renew(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
    @Origin() origin: string,
  ) {
    return this.codes.renew(actor, token, request, origin);
  }

  /** A visitor need not be anybody: who scanned is neither asked nor kept. */
  @Public()
  @Post('codes/:scene/open')
  @Answers(OpenedCode)
  open(
    @Param('scene', { schema: Token }) scene: string,
    @Body({ schema: Nothing }) _body: object,
    @Ip() ip: string,
  ) {
    return this.codes.open(scene, ip);
  }
}
