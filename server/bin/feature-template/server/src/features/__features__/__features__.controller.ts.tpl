import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Create__Feature__, __Feature__Page, __Feature__Query, __Feature__View } from '#shared/__features__/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { __Features__Service } from './__features__.service.js';

@Controller('__features__')
export class __Features__Controller {
  constructor(private readonly __featuresVar__: __Features__Service) {}

  @Get()
  @Answers(__Feature__Page)
  list(@CurrentActor() actor: Actor, @Query({ schema: __Feature__Query }) query: z.output<typeof __Feature__Query>) {
    return this.__featuresVar__.list(actor, query);
  }

  @Get(':token')
  @Answers(__Feature__View)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.__featuresVar__.get(actor, token);
  }

  @Post()
  @Answers(__Feature__View, 201)
  create(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Create__Feature__ }) body: z.output<typeof Create__Feature__>,
  ) {
    return this.__featuresVar__.create(actor, request, body);
  }
}
