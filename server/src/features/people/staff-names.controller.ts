import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { StaffNameList } from '#shared/people/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { StaffNames } from './staff-names.port.js';

@Controller('staff-names')
export class StaffNamesController {
  constructor(private readonly names: StaffNames) {}

  @Get()
  @Answers(StaffNameList)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
  ): Promise<StaffNameList> {
    return this.names.list(actor, query.school);
  }
}
