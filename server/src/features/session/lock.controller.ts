import { Body, Controller, Delete, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ChoosePicture, LockView, SetPicturePin, UnlockSession } from '#shared/session/lock-contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { LockService } from './lock.service.js';

/** What keeps people apart who share a phone: drawings and picture PINs. */
@Controller('session')
export class LockController {
  constructor(private readonly lock: LockService) {}

  @AllowVisitor()
  @Post('picture')
  @AnswersNothing()
  choosePicture(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ChoosePicture }) body: z.infer<typeof ChoosePicture>,
  ): Promise<void> {
    return this.lock.choosePicture(actor, request, body.picture);
  }

  @AllowVisitor()
  @Post('pin')
  @Answers(LockView)
  setPin(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: SetPicturePin }) body: z.infer<typeof SetPicturePin>,
  ): Promise<LockView> {
    return this.lock.setPin(actor, request, body.pictures);
  }

  @AllowVisitor()
  @Delete('pin')
  @AnswersNothing()
  removePin(@CurrentActor() actor: Actor): Promise<void> {
    return this.lock.removePin(actor);
  }

  @AllowVisitor()
  @Post('unlock')
  @Answers(LockView)
  unlock(
    @CurrentActor() actor: Actor,
    @Body({ schema: UnlockSession }) body: z.infer<typeof UnlockSession>,
  ): Promise<LockView> {
    return this.lock.unlock(actor, body.pictures);
  }
}
