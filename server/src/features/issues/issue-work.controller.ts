import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  AssignIssue,
  Diverted,
  DivertIssue,
  IssueDetail,
  RecategoriseIssue,
  WordsAndPhotos,
} from '#shared/issues/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { IssuesService } from './issues.service.js';

const Which = () => Param('token', { schema: Token });

/** The work on an issue, and the family's word while it goes on. */
@Controller('issues')
export class IssueWorkController {
  constructor(private readonly issues: IssuesService) {}

  @Post(':token/accept')
  @Answers(IssueDetail)
  accept(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.issues.act(actor, token, request, { action: 'accept' });
  }

  @Post(':token/answer')
  @Answers(IssueDetail)
  answer(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WordsAndPhotos }) body: z.output<typeof WordsAndPhotos>,
  ) {
    return this.issues.act(actor, token, request, { action: 'answer', ...body });
  }

  @Post(':token/ask')
  @Answers(IssueDetail)
  ask(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WordsAndPhotos }) body: z.output<typeof WordsAndPhotos>,
  ) {
    return this.issues.act(actor, token, request, { action: 'ask', ...body });
  }

  @AllowVisitor()
  @Post(':token/reply')
  @Answers(IssueDetail)
  reply(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WordsAndPhotos }) body: z.output<typeof WordsAndPhotos>,
  ) {
    return this.issues.act(actor, token, request, { action: 'reply', ...body });
  }

  @Post(':token/assign')
  @Answers(IssueDetail)
  assign(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: AssignIssue }) body: z.output<typeof AssignIssue>,
  ) {
    return this.issues.assign(actor, token, request, body.assignee);
  }

  @Post(':token/recategorise')
  @Answers(IssueDetail)
  recategorise(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: RecategoriseIssue }) body: z.output<typeof RecategoriseIssue>,
  ) {
    return this.issues.recategorise(actor, token, request, body.category);
  }

  @Post(':token/divert')
  @Answers(Diverted)
  divert(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: DivertIssue }) body: z.output<typeof DivertIssue>,
  ) {
    return this.issues.divert(actor, token, request, body);
  }
}
