import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  EscalationLevelList,
  EscalationLevelView,
  ServiceTargetsView,
  WriteEscalationLevel,
  WriteServiceTargets,
} from '#shared/issues/clock-contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { EscalationLevels } from './escalation-levels.service.js';
import { ServiceTargets } from './service-targets.service.js';

type Where = z.infer<typeof SchoolQuery>;
type Level = z.output<typeof WriteEscalationLevel>;

/** By when a school wants its issues done, and what happens when they are not. */
@Controller()
export class ClockSetupController {
  constructor(
    private readonly targets: ServiceTargets,
    private readonly levels: EscalationLevels,
  ) {}

  @Get('service-targets')
  @Answers(ServiceTargetsView)
  getTargets(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.targets.get(actor, query.school);
  }

  @Put('service-targets')
  @Answers(ServiceTargetsView)
  replaceTargets(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: WriteServiceTargets }) body: z.infer<typeof WriteServiceTargets>,
  ) {
    return this.targets.replace(actor, query.school, body);
  }

  @Get('escalation-levels')
  @Answers(EscalationLevelList)
  listLevels(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.levels.list(actor, query.school);
  }

  @Post('escalation-levels')
  @Answers(EscalationLevelView, 201)
  createLevel(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WriteEscalationLevel }) body: Level,
  ) {
    return this.levels.create(actor, query.school, request, body);
  }

  @Put('escalation-levels/:token')
  @Answers(EscalationLevelView)
  replaceLevel(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: WriteEscalationLevel }) body: Level,
  ) {
    return this.levels.replace(actor, token, body);
  }

  @Delete('escalation-levels/:token')
  @AnswersNothing()
  removeLevel(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.levels.remove(actor, token);
  }
}
