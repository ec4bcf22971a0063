import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  AssignIssue,
  CreateIssue,
  Diverted,
  DivertIssue,
  IssueDetail,
  IssuePage,
  IssueQuery,
  RecategoriseIssue,
  Verdict,
  WordsAndPhotos,
} from '#shared/issues/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { IssuesService } from './issues.service.js';

const Which = () => Param('token', { schema: Token });

@Controller('issues')
export class IssuesController {
  constructor(private readonly issues: IssuesService) {}

  @Post()
  @Answers(IssueDetail, 201)
  report(@CurrentActor() actor: Actor, @Body({ schema: CreateIssue }) body: z.output<typeof CreateIssue>) {
    return this.issues.report(actor, body);
  }

  @Get()
  @Answers(IssuePage)
  list(@CurrentActor() actor: Actor, @Query({ schema: IssueQuery }) query: z.output<typeof IssueQuery>) {
    return this.issues.list(actor, query);
  }

  @Get(':token')
  @Answers(IssueDetail)
  get(@CurrentActor() actor: Actor, @Which() token: string) {
    return this.issues.get(actor, token);
  }

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

  @Post(':token/resolve')
  @Answers(IssueDetail)
  resolve(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WordsAndPhotos }) body: z.output<typeof WordsAndPhotos>,
  ) {
    return this.issues.act(actor, token, request, { action: 'resolve', ...body });
  }

  @Post(':token/confirm')
  @Answers(IssueDetail)
  confirm(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Verdict }) body: z.output<typeof Verdict>,
  ) {
    return this.issues.act(actor, token, request, { action: 'confirm', ...body });
  }

  @Post(':token/reject')
  @Answers(IssueDetail)
  reject(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Verdict }) body: z.output<typeof Verdict>,
  ) {
    return this.issues.act(actor, token, request, { action: 'reject', ...body });
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
