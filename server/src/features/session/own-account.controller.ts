import { Body, Controller, Get, Ip, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Nothing, Token } from '#shared/platform/primitives.js';
import {
  BeginSecondStep,
  ConfirmSecondStep,
  OwnAccount,
  OwnSessionList,
  ProveSecondStep,
  RecoveryCodes,
  SecondStepSecret,
} from '#shared/session/account-contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowWithoutSecondStep } from '../../platform/auth/auth.guard.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { OwnAccountService } from './own-account.service.js';
import { OwnSessions } from './own-sessions.service.js';

/** 我的账号: how the acting person signs in, and where she is signed in. */
@Controller('account')
export class OwnAccountController {
  constructor(
    private readonly account: OwnAccountService,
    private readonly sessions: OwnSessions,
  ) {}

  @AllowWithoutSecondStep()
  @Get()
  @Answers(OwnAccount)
  get(@CurrentActor() actor: Actor): Promise<OwnAccount> {
    return this.account.get(actor);
  }

  @AllowWithoutSecondStep()
  @Post('second-step')
  @Answers(SecondStepSecret, 201)
  begin(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: BeginSecondStep }) body: z.output<typeof BeginSecondStep>,
    @Ip() ip: string,
  ) {
    return this.account.begin(actor, request, body, ip);
  }

  @AllowWithoutSecondStep()
  @Post('second-step/confirm')
  @Answers(RecoveryCodes, 201)
  confirm(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ConfirmSecondStep }) body: z.output<typeof ConfirmSecondStep>,
  ) {
    return this.account.confirm(actor, request, body.code);
  }

  @Post('second-step/remove')
  @AnswersNothing()
  remove(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ProveSecondStep }) body: z.output<typeof ProveSecondStep>,
    @Ip() ip: string,
  ): Promise<void> {
    return this.account.remove(actor, request, body, ip);
  }

  @Post('recovery-codes')
  @Answers(RecoveryCodes, 201)
  recoveryCodes(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ProveSecondStep }) body: z.output<typeof ProveSecondStep>,
    @Ip() ip: string,
  ) {
    return this.account.recoveryCodes(actor, request, body, ip);
  }

  @Get('sessions')
  @Answers(OwnSessionList)
  list(@CurrentActor() actor: Actor): Promise<OwnSessionList> {
    return this.sessions.list(actor);
  }

  @Post('sessions/end-others')
  @AnswersNothing()
  endOthers(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ): Promise<void> {
    return this.sessions.endOthers(actor, request);
  }

  @Post('sessions/:token/end')
  @AnswersNothing()
  end(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: Nothing }) _body: object,
  ): Promise<void> {
    return this.sessions.end(actor, request, token);
  }
}
