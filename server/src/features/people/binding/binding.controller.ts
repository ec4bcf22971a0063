import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  BindChild,
  BindingRequestPage,
  BindingRequestQuery,
  BindingRequestView,
  DecideBinding,
  MyBinding,
  MyBindings,
  NewChildCode,
  ShownChildCode,
  UnbindGuardian,
} from '#shared/people/binding-contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import type { Session } from '../../../platform/auth/identity.entity.js';
import {
  AllowUnbound,
  AllowVisitor,
  CurrentActor,
  CurrentSession,
} from '../../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { Origin } from '../../../platform/http/origin.js';
import { BindingCodes } from './binding-codes.service.js';
import { BindingRequests } from './binding-requests.service.js';
import { BindingService } from './binding.service.js';
import { Unbinding } from './unbinding.service.js';

/** How phones come to children, and away from them. */
@Controller()
export class BindingController {
  constructor(
    private readonly bindings: BindingService,
    private readonly codes: BindingCodes,
    private readonly requests: BindingRequests,
    private readonly unbinding: Unbinding,
  ) {}

  @AllowUnbound()
  @AllowVisitor()
  @Post('session/child-binding')
  @Answers(MyBinding, 201)
  bind(
    @CurrentSession() session: Session,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: BindChild }) body: z.output<typeof BindChild>,
  ) {
    return this.bindings.bind(session, request, body);
  }

  @AllowUnbound()
  @AllowVisitor()
  @Get('session/child-bindings')
  @Answers(MyBindings)
  mine(@CurrentSession() session: Session) {
    return this.bindings.mine(session);
  }

  @Post('children/:token/binding-code')
  @Answers(ShownChildCode, 201)
  code(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: NewChildCode }) body: z.output<typeof NewChildCode>,
    @Origin() origin: string,
  ) {
    return this.codes.show(actor, token, request, body, origin);
  }

  @Post('children/:token/unbind')
  @AnswersNothing()
  unbind(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: UnbindGuardian }) body: z.output<typeof UnbindGuardian>,
  ): Promise<void> {
    return this.unbinding.unbind(actor, token, request, body.person);
  }

  @Get('binding-requests')
  @Answers(BindingRequestPage)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: BindingRequestQuery }) query: z.output<typeof BindingRequestQuery>,
  ) {
    return this.requests.list(actor, query);
  }

  @Post('binding-requests/:token/decide')
  @Answers(BindingRequestView)
  decide(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: DecideBinding }) body: z.output<typeof DecideBinding>,
  ) {
    return this.requests.decide(actor, token, request, body.decision);
  }
}
