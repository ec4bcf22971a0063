import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import {
  AbsenceList,
  AbsenceView,
  EnterAbsence,
  NicknameList,
  StaffHourList,
} from '#shared/people/presence.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { StaffPresenceService } from './staff-presence.service.js';

const Who = () => Param('token', { schema: Token });

@Controller()
export class StaffPresenceController {
  constructor(private readonly presence: StaffPresenceService) {}

  @Get('staff/:token/absences')
  @Answers(AbsenceList)
  absences(@CurrentActor() actor: Actor, @Who() token: string) {
    return this.presence.absences(actor, token);
  }

  @Post('staff/:token/absences')
  @Answers(AbsenceView, 201)
  enter(
    @CurrentActor() actor: Actor,
    @Who() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EnterAbsence }) body: z.output<typeof EnterAbsence>,
  ) {
    return this.presence.enter(actor, token, request, body);
  }

  @Delete('absences/:token')
  @AnswersNothing()
  remove(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.presence.remove(actor, token);
  }

  @Get('staff/:token/hours')
  @Answers(StaffHourList)
  hours(@CurrentActor() actor: Actor, @Who() token: string) {
    return this.presence.hours(actor, token);
  }

  @Put('staff/:token/hours')
  @Answers(StaffHourList)
  keepHours(
    @CurrentActor() actor: Actor,
    @Who() token: string,
    @Body({ schema: StaffHourList }) body: z.infer<typeof StaffHourList>,
  ) {
    return this.presence.keepHours(actor, token, body);
  }

  @Get('staff/:token/nicknames')
  @Answers(NicknameList)
  nicknames(@CurrentActor() actor: Actor, @Who() token: string) {
    return this.presence.nicknames(actor, token);
  }

  @Put('staff/:token/nicknames')
  @Answers(NicknameList)
  keepNicknames(
    @CurrentActor() actor: Actor,
    @Who() token: string,
    @Body({ schema: NicknameList }) body: z.infer<typeof NicknameList>,
  ) {
    return this.presence.keepNicknames(actor, token, body);
  }
}
