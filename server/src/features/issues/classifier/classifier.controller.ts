import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  ClassifierModelList,
  ClassifierModelView,
  ClassifierReport,
  ClassifierReportQuery,
} from '#shared/issues/classifier.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ClassifierModels } from './classifier-models.service.js';
import { ClassifierReports } from './classifier-report.service.js';
import { ClassifierTraining } from './classifier-training.service.js';
import { presentModel } from './classifier.presenter.js';

type Where = z.infer<typeof SchoolQuery>;

/** What a school's classifier has learned, for those who lead the school. */
@Controller('classifier')
export class ClassifierController {
  constructor(
    private readonly models: ClassifierModels,
    private readonly training: ClassifierTraining,
    private readonly reports: ClassifierReports,
  ) {}

  @Get('models')
  @Answers(ClassifierModelList)
  list(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.models.list(actor, query.school);
  }

  @Get('report')
  @Answers(ClassifierReport)
  report(
    @CurrentActor() actor: Actor,
    @Query({ schema: ClassifierReportQuery }) query: z.output<typeof ClassifierReportQuery>,
  ) {
    return this.reports.show(actor, query);
  }

  @Post('train')
  @Answers(ClassifierModelView, 201)
  async train(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return presentModel(await this.training.trainAs(actor, query.school, request));
  }

  @Post('models/:token/activate')
  @Answers(ClassifierModelView)
  async activate(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return presentModel(await this.training.activate(actor, token, request));
  }

  @Post('models/:token/retire')
  @Answers(ClassifierModelView)
  async retire(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return presentModel(await this.training.retire(actor, token, request));
  }
}
