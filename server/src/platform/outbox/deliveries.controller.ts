import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DeliveryProblemPage } from '#shared/platform/deliveries.js';
import { PageQuery } from '#shared/platform/paging.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/request-context.js';
import { Answers, AnswersNothing } from '../http/answers.js';
import { IdempotentRequest } from '../http/idempotency.js';
import type { RequestKey } from '../http/idempotency.js';
import { DeliveryProblems } from './delivery-problems.js';

const DeliveryQuery = PageQuery.extend({ school: Token.optional() });

@Controller('deliveries')
export class DeliveriesController {
  constructor(private readonly problems: DeliveryProblems) {}

  @Get()
  @Answers(DeliveryProblemPage)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: DeliveryQuery }) query: z.output<typeof DeliveryQuery>,
  ) {
    return this.problems.list(actor, query);
  }

  @Post(':token/retry')
  @AnswersNothing()
  retry(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ): Promise<void> {
    return this.problems.retry(actor, token, request);
  }
}
