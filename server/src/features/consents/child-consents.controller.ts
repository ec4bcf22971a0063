import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  ChildConsents,
  ChildReaders,
  ConsentBoard,
  ConsentBoardQuery,
  ConsentFigures,
  ConsentFiguresQuery,
  ConsentTextList,
  DecideForChild,
  PublishConsentText,
} from '#shared/consents/child-contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { PageQuery } from '#shared/platform/paging.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ChildConsentsService } from './child-consents.service.js';
import { ChildReadersService } from './child-readers.service.js';
import { ConsentBoardService } from './consent-board.service.js';
import { ConsentTexts } from './consent-texts.js';

/** What guardians decide for their children, how classes stand, and who looked. */
@Controller()
export class ChildConsentsController {
  constructor(
    private readonly consents: ChildConsentsService,
    private readonly board: ConsentBoardService,
    private readonly texts: ConsentTexts,
    private readonly readers: ChildReadersService,
  ) {}

  @Get('children/:token/consents')
  @Answers(ChildConsents)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.consents.get(actor, token);
  }

  @Post('children/:token/consents')
  @Answers(ChildConsents, 201)
  decide(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: DecideForChild }) body: z.output<typeof DecideForChild>,
  ) {
    return this.consents.decide(actor, token, request, body);
  }

  @Get('children/:token/readers')
  @Answers(ChildReaders)
  whoLooked(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Query({ schema: PageQuery }) query: z.output<typeof PageQuery>,
  ) {
    return this.readers.page(actor, token, query);
  }

  @Get('consent-board')
  @Answers(ConsentBoard)
  ofSchool(
    @CurrentActor() actor: Actor,
    @Query({ schema: ConsentBoardQuery }) query: z.output<typeof ConsentBoardQuery>,
  ) {
    return this.board.page(actor, query);
  }

  @Get('consent-board/figures')
  @Answers(ConsentFigures)
  figures(
    @CurrentActor() actor: Actor,
    @Query({ schema: ConsentFiguresQuery }) query: z.output<typeof ConsentFiguresQuery>,
  ) {
    return this.board.figures(actor, query.school);
  }

  @Get('consent-texts')
  @Answers(ConsentTextList)
  words(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: z.output<typeof SchoolQuery>) {
    return this.texts.list(actor, query.school);
  }

  @Post('consent-texts')
  @Answers(ConsentTextList, 201)
  publish(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Query({ schema: SchoolQuery }) query: z.output<typeof SchoolQuery>,
    @Body({ schema: PublishConsentText }) body: z.output<typeof PublishConsentText>,
  ) {
    return this.texts.publish(actor, request, query.school, body);
  }
}
