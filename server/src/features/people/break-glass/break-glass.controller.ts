import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  OpenFields,
  OpeningPage,
  OpeningQuery,
  OpeningView,
  ReviewOpening,
} from '#shared/people/break-glass.js';
import { ChildDetail } from '#shared/people/family.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ChildrenService } from '../children.service.js';
import { BreakGlassService } from './break-glass.service.js';
import { OpeningReviews } from './opening-reviews.service.js';

/** Fields opened for a reason, and the look that somebody else takes at it. */
@Controller()
export class BreakGlassController {
  constructor(
    private readonly children: ChildrenService,
    private readonly openings: BreakGlassService,
    private readonly reviews: OpeningReviews,
  ) {}

  @Post('children/:token/open-fields')
  @Answers(ChildDetail, 201)
  async open(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: OpenFields }) body: z.output<typeof OpenFields>,
  ) {
    await this.openings.open(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Get('opened-fields')
  @Answers(OpeningPage)
  list(@CurrentActor() actor: Actor, @Query({ schema: OpeningQuery }) query: z.output<typeof OpeningQuery>) {
    return this.reviews.list(actor, query);
  }

  @Post('opened-fields/:token/close')
  @AnswersNothing()
  close(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ): Promise<void> {
    return this.openings.close(actor, token, request);
  }

  @Post('opened-fields/:token/review')
  @Answers(OpeningView)
  review(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ReviewOpening }) body: z.output<typeof ReviewOpening>,
  ) {
    return this.reviews.review(actor, token, request, body);
  }
}
