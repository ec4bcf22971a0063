import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  AddGuardian,
  ChildDetail,
  EndRight,
  GiveRight,
  JoinHousehold,
  LeaveHousehold,
} from '#shared/people/family.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ChildrenService } from '../children.service.js';
import { Guardianships } from './guardianships.service.js';
import { Households } from './households.service.js';

/** Who belongs to a child. Each command answers the child as she is afterwards. */
@Controller('children/:token')
export class FamilyController {
  constructor(
    private readonly children: ChildrenService,
    private readonly guardianships: Guardianships,
    private readonly households: Households,
  ) {}

  @Post('guardians')
  @Answers(ChildDetail, 201)
  async addGuardian(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: AddGuardian }) body: z.output<typeof AddGuardian>,
  ) {
    await this.guardianships.add(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('rights')
  @Answers(ChildDetail, 201)
  async giveRight(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: GiveRight }) body: z.output<typeof GiveRight>,
  ) {
    await this.guardianships.give(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('end-right')
  @Answers(ChildDetail)
  async endRight(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EndRight }) body: z.output<typeof EndRight>,
  ) {
    await this.guardianships.end(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('household')
  @Answers(ChildDetail, 201)
  async joinHousehold(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: JoinHousehold }) body: z.output<typeof JoinHousehold>,
  ) {
    await this.households.join(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('leave-household')
  @Answers(ChildDetail)
  async leaveHousehold(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: LeaveHousehold }) body: z.output<typeof LeaveHousehold>,
  ) {
    await this.households.leave(actor, token, request, body);
    return this.children.get(actor, token);
  }
}
