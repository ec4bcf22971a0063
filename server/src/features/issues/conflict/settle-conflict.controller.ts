import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { IssueDetail, SettleConflict } from '#shared/issues/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { IssuePresenter } from '../issue.presenter.js';
import { SettleConflicts } from './settle-conflict.service.js';

@Controller('issues')
export class SettleConflictController {
  constructor(
    private readonly conflicts: SettleConflicts,
    private readonly presenter: IssuePresenter,
  ) {}

  @Post(':token/settle-conflict')
  @Answers(IssueDetail)
  async settle(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: SettleConflict }) body: z.output<typeof SettleConflict>,
  ): Promise<IssueDetail> {
    return this.presenter.detail(actor, await this.conflicts.settle(actor, token, request, body.about));
  }
}
