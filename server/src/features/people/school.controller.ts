import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ClassroomList, CreatePlace, PlaceList, PlaceView, SchoolQuery } from '#shared/people/contract.js';
import { SchoolSettings, UpdateSchoolSettings } from '#shared/school/settings.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { SchoolService } from './school.service.js';

type Where = z.infer<typeof SchoolQuery>;

@Controller()
export class SchoolController {
  constructor(private readonly schools: SchoolService) {}

  @Get('classrooms')
  @Answers(ClassroomList)
  classrooms(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.schools.classrooms(actor, query.school);
  }

  @Get('places')
  @Answers(PlaceList)
  places(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.schools.places(actor, query.school);
  }

  @Post('places')
  @Answers(PlaceView, 201)
  createPlace(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CreatePlace }) body: z.infer<typeof CreatePlace>,
  ) {
    return this.schools.createPlace(actor, query.school, request, body.name);
  }

  @Get('settings')
  @Answers(SchoolSettings)
  settings(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.schools.readSettings(actor, query.school);
  }

  @Patch('settings')
  @Answers(SchoolSettings)
  changeSettings(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: UpdateSchoolSettings }) body: z.infer<typeof UpdateSchoolSettings>,
  ) {
    return this.schools.changeSettings(actor, query.school, body);
  }
}
