import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { IssueDetail, Verdict } from '#shared/issues/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { EndsService } from './ends.service.js';

const Which = () => Param('token', { schema: Token });
type Given = z.output<typeof Verdict>;

/** What the reporter says of an end: it is good, it is not, she accepts the refusal, or wants another to look. */
@Controller('issues/:token')
export class VerdictsController {
  constructor(private readonly ends: EndsService) {}

  @AllowVisitor()
  @Post('confirm')
  @Answers(IssueDetail)
  confirm(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Verdict }) body: Given,
  ) {
    return this.ends.accept(actor, token, request, 'confirm', body);
  }

  @AllowVisitor()
  @Post('reject')
  @Answers(IssueDetail)
  reject(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Verdict }) body: Given,
  ) {
    return this.ends.refuse(actor, token, request, 'reject', body);
  }

  @AllowVisitor()
  @Post('agree')
  @Answers(IssueDetail)
  agree(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Verdict }) body: Given,
  ) {
    return this.ends.accept(actor, token, request, 'agree', body);
  }

  @AllowVisitor()
  @Post('appeal')
  @Answers(IssueDetail)
  appeal(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Verdict }) body: Given,
  ) {
    return this.ends.refuse(actor, token, request, 'appeal', body);
  }
}
