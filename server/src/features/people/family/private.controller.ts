import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ChildDetail } from '#shared/people/family.js';
import { KeepHealth } from '#shared/people/health.js';
import {
  ChildPrivate,
  FindByPhone,
  FoundByPhone,
  KeepAddress,
  KeepIdentity,
  KeepPhone,
} from '#shared/people/private.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ChildrenService } from '../children.service.js';
import { ByPhone } from './by-phone.service.js';
import { HealthNotes } from './health.service.js';
import { PrivateDetails } from './private.service.js';

/** Phone numbers, identity numbers, addresses and health. Each command answers the child as she is afterwards, without them. */
@Controller()
export class PrivateController {
  constructor(
    private readonly children: ChildrenService,
    private readonly details: PrivateDetails,
    private readonly health: HealthNotes,
    private readonly byPhone: ByPhone,
  ) {}

  @Get('children/:token/private')
  @Answers(ChildPrivate)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.details.of(actor, token);
  }

  @Post('children/:token/phone')
  @Answers(ChildDetail)
  async keepPhone(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: KeepPhone }) body: z.output<typeof KeepPhone>,
  ) {
    await this.details.keepPhone(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('children/:token/identity')
  @Answers(ChildDetail)
  async keepIdentity(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: KeepIdentity }) body: z.output<typeof KeepIdentity>,
  ) {
    await this.details.keepIdentity(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('children/:token/address')
  @Answers(ChildDetail)
  async keepAddress(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: KeepAddress }) body: z.output<typeof KeepAddress>,
  ) {
    await this.details.keepAddress(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('children/:token/health')
  @Answers(ChildDetail)
  async keepHealth(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: KeepHealth }) body: z.output<typeof KeepHealth>,
  ) {
    await this.health.keep(actor, token, request, body);
    return this.children.get(actor, token);
  }

  /** A question, in a POST because an address must not carry a phone number; it changes nothing. */
  @Post('roster/by-phone')
  @Answers(FoundByPhone)
  find(
    @CurrentActor() actor: Actor,
    @Body({ schema: FindByPhone }) body: z.output<typeof FindByPhone>,
  ): Promise<FoundByPhone> {
    return this.byPhone.find(actor, body);
  }
}
