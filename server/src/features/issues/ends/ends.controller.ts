import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { SimilarList, SimilarQuery } from '#shared/issues/before-report.js';
import { DeclineIssue, IssueDetail, MergeIssue, WordsAndPhotos } from '#shared/issues/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { EndsService } from './ends.service.js';
import { Similar } from './similar.js';

const Which = () => Param('token', { schema: Token });

/** How an issue ends, and how several become one. */
@Controller('issues')
export class EndsController {
  constructor(
    private readonly ends: EndsService,
    private readonly alike: Similar,
  ) {}

  /** A question, in a POST because an address must not carry what somebody writes; it changes nothing. */
  @Post('similar')
  @Answers(SimilarList)
  similar(
    @CurrentActor() actor: Actor,
    @Body({ schema: SimilarQuery }) query: z.output<typeof SimilarQuery>,
  ) {
    return this.alike.list(actor, query);
  }

  @Post(':token/resolve')
  @Answers(IssueDetail)
  resolve(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WordsAndPhotos }) body: z.output<typeof WordsAndPhotos>,
  ) {
    return this.ends.resolve(actor, token, request, body);
  }

  @Post(':token/decline')
  @Answers(IssueDetail)
  decline(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: DeclineIssue }) body: z.output<typeof DeclineIssue>,
  ) {
    return this.ends.decline(actor, token, request, body);
  }

  @Post(':token/merge')
  @Answers(IssueDetail)
  merge(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: MergeIssue }) body: z.output<typeof MergeIssue>,
  ) {
    return this.ends.merge(actor, token, request, body.into);
  }

  @AllowVisitor()
  @Post(':token/separate')
  @Answers(IssueDetail)
  separate(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.ends.separate(actor, token, request);
  }
}
