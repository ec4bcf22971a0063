import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { DeliveryProblem, DeliveryProblemPage } from '#shared/platform/deliveries.js';
import { PageQuery } from '#shared/platform/paging.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../auth/request-context.js';
import { Answers } from '../http/answers.js';
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
  @Answers(DeliveryProblem)
  retry(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.problems.retry(actor, token);
  }
}
