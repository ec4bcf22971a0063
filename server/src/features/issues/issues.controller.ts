import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CreateIssue, IssueDetail, IssuePage, IssueQuery } from '#shared/issues/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IssuesService } from './issues.service.js';

/** Reports, and who reads them. */
@Controller('issues')
export class IssuesController {
  constructor(private readonly issues: IssuesService) {}

  @AllowVisitor()
  @Post()
  @Answers(IssueDetail, 201)
  report(@CurrentActor() actor: Actor, @Body({ schema: CreateIssue }) body: z.output<typeof CreateIssue>) {
    return this.issues.report(actor, body);
  }

  @AllowVisitor()
  @Get()
  @Answers(IssuePage)
  list(@CurrentActor() actor: Actor, @Query({ schema: IssueQuery }) query: z.output<typeof IssueQuery>) {
    return this.issues.list(actor, query);
  }

  @AllowVisitor()
  @Get(':token')
  @Answers(IssueDetail)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.issues.get(actor, token);
  }
}
