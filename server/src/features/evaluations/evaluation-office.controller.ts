import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CreateEvaluatedService,
  EvaluatedServiceList,
  EvaluatedServiceView,
  EvaluationFigures,
  EvaluationNote,
  UpdateEvaluatedService,
  WriteEvaluationNote,
} from '#shared/evaluations/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { EvaluatedServices } from './evaluated-services.service.js';
import { EvaluationFiguresService } from './evaluation-figures.service.js';
import { EvaluationNotes } from './evaluation-notes.service.js';

type Where = z.infer<typeof SchoolQuery>;

/** What the office asks families about, what came of it, and what it tells them. */
@Controller()
export class EvaluationOfficeController {
  constructor(
    private readonly services: EvaluatedServices,
    private readonly figures: EvaluationFiguresService,
    private readonly notes: EvaluationNotes,
  ) {}

  @Get('evaluated-services')
  @Answers(EvaluatedServiceList)
  list(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.services.list(actor, query.school);
  }

  @Post('evaluated-services')
  @Answers(EvaluatedServiceView, 201)
  create(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: CreateEvaluatedService }) body: z.output<typeof CreateEvaluatedService>,
  ) {
    return this.services.create(actor, query.school, request, body);
  }

  @Patch('evaluated-services/:token')
  @Answers(EvaluatedServiceView)
  update(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: UpdateEvaluatedService }) body: z.output<typeof UpdateEvaluatedService>,
  ) {
    return this.services.update(actor, query.school, token, body);
  }

  @Get('evaluation-figures')
  @Answers(EvaluationFigures)
  showFigures(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.figures.show(actor, query.school);
  }

  @Put('evaluation-notes')
  @Answers(EvaluationNote)
  publishNote(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: WriteEvaluationNote }) body: z.output<typeof WriteEvaluationNote>,
  ) {
    return this.notes.publish(actor, query.school, body);
  }
}
