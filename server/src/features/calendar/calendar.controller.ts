import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CalendarDayView,
  CalendarView,
  ChangeCalendarDay,
  ChangeTerm,
  TermView,
  WriteCalendarDay,
  WriteTerm,
  WriteWeek,
} from '#shared/calendar/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { CalendarService } from './calendar.service.js';

type Where = z.infer<typeof SchoolQuery>;

/** When a school works. */
@Controller('calendar')
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @Get()
  @Answers(CalendarView)
  get(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.calendar.get(actor, query.school);
  }

  @Put('week')
  @Answers(CalendarView)
  setWeek(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: WriteWeek }) body: z.infer<typeof WriteWeek>,
  ) {
    return this.calendar.setWeek(actor, query.school, body.week);
  }

  @Post('terms')
  @Answers(TermView, 201)
  addTerm(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WriteTerm }) body: z.infer<typeof WriteTerm>,
  ) {
    return this.calendar.addTerm(actor, query.school, request, body);
  }

  @Patch('terms/:token')
  @Answers(TermView)
  changeTerm(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: ChangeTerm }) body: z.infer<typeof ChangeTerm>,
  ) {
    return this.calendar.changeTerm(actor, token, body);
  }

  @Delete('terms/:token')
  @AnswersNothing()
  removeTerm(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.calendar.removeTerm(actor, token);
  }

  @Post('days')
  @Answers(CalendarDayView, 201)
  addDay(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WriteCalendarDay }) body: z.infer<typeof WriteCalendarDay>,
  ) {
    return this.calendar.addDay(actor, query.school, request, body);
  }

  @Patch('days/:token')
  @Answers(CalendarDayView)
  changeDay(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: ChangeCalendarDay }) body: z.infer<typeof ChangeCalendarDay>,
  ) {
    return this.calendar.changeDay(actor, token, body);
  }

  @Delete('days/:token')
  @AnswersNothing()
  removeDay(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.calendar.removeDay(actor, token);
  }
}
