import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  AnswerFromIssue,
  ConsultationFigures,
  CreateAnswer,
  FiguresQuery,
  PublishAnswer,
  PublishedAnswerDetail,
  PublishedAnswerPage,
  PublishedAnswerQuery,
  UpdateAnswer,
} from '#shared/consultations/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { AnswersService } from './answers.service.js';
import { Publishing } from './publishing.service.js';

/** What the school answers to everybody: written, published and retired. */
@Controller()
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly publishing: Publishing,
  ) {}

  @Get('published-answers')
  @Answers(PublishedAnswerPage)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: PublishedAnswerQuery }) query: z.infer<typeof PublishedAnswerQuery>,
  ) {
    return this.answers.list(actor, query);
  }

  @Get('published-answers/figures')
  @Answers(ConsultationFigures)
  figures(
    @CurrentActor() actor: Actor,
    @Query({ schema: FiguresQuery }) query: z.output<typeof FiguresQuery>,
  ) {
    return this.publishing.figures(actor, query);
  }

  @Post('published-answers')
  @Answers(PublishedAnswerDetail, 201)
  create(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CreateAnswer }) body: z.output<typeof CreateAnswer>,
  ) {
    return this.answers.create(actor, query.school, request, body);
  }

  @Get('published-answers/:token')
  @Answers(PublishedAnswerDetail)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.answers.get(actor, token);
  }

  @Patch('published-answers/:token')
  @Answers(PublishedAnswerDetail)
  update(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: UpdateAnswer }) body: z.output<typeof UpdateAnswer>,
  ) {
    return this.answers.update(actor, token, body);
  }

  @Post('published-answers/:token/publish')
  @Answers(PublishedAnswerDetail)
  publish(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: PublishAnswer }) body: z.output<typeof PublishAnswer>,
  ) {
    return this.publishing.publish(actor, token, request, body.confirmed);
  }

  @Post('published-answers/:token/retire')
  @Answers(PublishedAnswerDetail)
  retire(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.publishing.retire(actor, token, request);
  }

  @Get('issues/:token/answer-draft')
  @Answers(AnswerFromIssue)
  fromIssue(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.answers.fromIssue(actor, token);
  }
}
