import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  ClassroomBook,
  ClassroomBookQuery,
  ClassroomDetail,
  CloseClassroom,
  EnrolChild,
  MoveUp,
  NameClassroom,
  YearPlan,
} from '#shared/people/classrooms.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ClassroomBooks } from './classroom-book.service.js';
import { ClassroomsService } from './classrooms.service.js';
import { SchoolYears } from './school-year.service.js';

const Which = () => Param('token', { schema: Token });
type Where = z.infer<typeof SchoolQuery>;

/** Classrooms of a school. Each command answers what it changed, as it is afterwards. */
@Controller()
export class ClassroomsController {
  constructor(
    private readonly books: ClassroomBooks,
    private readonly classrooms: ClassroomsService,
    private readonly years: SchoolYears,
  ) {}

  @Get('classroom-book')
  @Answers(ClassroomBook)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: ClassroomBookQuery }) query: z.output<typeof ClassroomBookQuery>,
  ) {
    return this.books.list(actor, query);
  }

  @Get('classrooms/:token')
  @Answers(ClassroomDetail)
  get(@CurrentActor() actor: Actor, @Which() token: string) {
    return this.books.get(actor, token);
  }

  @Post('classrooms')
  @Answers(ClassroomDetail, 201)
  async create(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: NameClassroom }) body: z.output<typeof NameClassroom>,
  ) {
    return this.books.get(actor, await this.classrooms.create(actor, query.school, request, body.name));
  }

  @Post('classrooms/:token/rename')
  @Answers(ClassroomDetail)
  async rename(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: NameClassroom }) body: z.output<typeof NameClassroom>,
  ) {
    await this.classrooms.rename(actor, token, request, body.name);
    return this.books.get(actor, token);
  }

  @Get('classroom-moves-up')
  @Answers(YearPlan)
  plan(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.years.plan(actor, query.school);
  }

  @Post('classroom-moves-up')
  @Answers(ClassroomBook)
  async moveUp(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: MoveUp }) body: z.output<typeof MoveUp>,
  ) {
    await this.years.moveUp(actor, query.school, request, body);
    return this.books.list(actor, { ...query, active: 'true' });
  }

  @Post('classrooms/:token/close')
  @Answers(ClassroomDetail)
  async close(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CloseClassroom }) body: z.output<typeof CloseClassroom>,
  ) {
    await this.classrooms.close(actor, token, request, body);
    return this.books.get(actor, token);
  }

  @Post('classrooms/:token/children')
  @Answers(ClassroomDetail, 201)
  async enrol(
    @CurrentActor() actor: Actor,
    @Which() token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EnrolChild }) body: z.output<typeof EnrolChild>,
  ) {
    await this.classrooms.enrol(actor, token, request, body);
    return this.books.get(actor, token);
  }
}
