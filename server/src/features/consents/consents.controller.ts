import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ConsentList, DecideConsent } from '#shared/consents/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { ConsentsService } from './consents.service.js';

@Controller()
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @AllowVisitor()
  @Get('consents')
  @Answers(ConsentList)
  own(@CurrentActor() actor: Actor): Promise<ConsentList> {
    return this.consents.own(actor);
  }

  @AllowVisitor()
  @Put('consents')
  @Answers(ConsentList)
  decideOwn(
    @CurrentActor() actor: Actor,
    @Body({ schema: DecideConsent }) body: DecideConsent,
  ): Promise<ConsentList> {
    return this.consents.decideOwn(actor, body);
  }

  @Get('guardians/:token/consents')
  @Answers(ConsentList)
  ofGuardian(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
  ): Promise<ConsentList> {
    return this.consents.ofGuardian(actor, token);
  }

  @Put('guardians/:token/consents')
  @Answers(ConsentList)
  decideWith(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: DecideConsent }) body: DecideConsent,
  ): Promise<ConsentList> {
    return this.consents.decideWith(actor, token, body);
  }
}
