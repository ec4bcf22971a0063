import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  AssigneeList,
  BindingCode,
  CreatedStaff,
  CreateStaff,
  GiveRole,
  NewPassword,
  SchoolQuery,
  StaffMember,
  StaffPage,
  StaffQuery,
} from '#shared/people/contract.js';
import { EndRole } from '#shared/people/roles.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { StaffRoles } from './staff-roles.service.js';
import { StaffSignIns } from './staff-sign-ins.service.js';
import { StaffService } from './staff.service.js';

@Controller()
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly roles: StaffRoles,
    private readonly signIns: StaffSignIns,
  ) {}

  @Get('staff')
  @Answers(StaffPage)
  list(@CurrentActor() actor: Actor, @Query({ schema: StaffQuery }) query: z.infer<typeof StaffQuery>) {
    return this.staff.list(actor, query);
  }

  @Get('assignees')
  @Answers(AssigneeList)
  assignees(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
  ) {
    return this.staff.assignees(actor, query.school);
  }

  @Post('staff')
  @Answers(CreatedStaff, 201)
  create(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CreateStaff }) body: z.output<typeof CreateStaff>,
  ) {
    return this.staff.create(actor, query.school, request, body);
  }

  @Post('staff/:token/roles')
  @Answers(StaffMember, 201)
  giveRole(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: GiveRole }) body: z.output<typeof GiveRole>,
  ) {
    return this.roles.give(actor, token, request, body);
  }

  @Post('staff/:token/end-role')
  @Answers(StaffMember)
  endRole(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EndRole }) body: z.output<typeof EndRole>,
  ) {
    return this.roles.end(actor, token, request, body);
  }

  @Post('staff/:token/binding-code')
  @Answers(BindingCode, 201)
  bindingCode(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.signIns.bindingCode(actor, token, request);
  }

  @Post('staff/:token/reset-password')
  @Answers(NewPassword, 201)
  resetPassword(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.signIns.resetPassword(actor, token, request);
  }

  @Post('staff/:token/unlock')
  @Answers(StaffMember)
  unlock(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.signIns.unlock(actor, token, request);
  }

  @Post('staff/:token/end-sessions')
  @Answers(StaffMember)
  endSessions(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.signIns.endSessions(actor, token, request);
  }

  @Post('staff/:token/reset-second-step')
  @Answers(StaffMember)
  resetSecondStep(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.signIns.resetSecondStep(actor, token, request);
  }

  @Post('staff/:token/leave')
  @Answers(StaffMember)
  leave(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.roles.leave(actor, token, request);
  }
}
