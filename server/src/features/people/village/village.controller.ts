import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { SchoolQuery } from '#shared/people/contract.js';
import { ChildDetail } from '#shared/people/family.js';
import { EndVillage, GiveToVillage, OwnOffices, VillageOfficerList } from '#shared/people/village.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ChildrenService } from '../children.service.js';
import { Village } from './village.service.js';

/** Children in the hands of a 儿童主任, and what those above the schools have. */
@Controller()
export class VillageController {
  constructor(
    private readonly village: Village,
    private readonly children: ChildrenService,
  ) {}

  @Get('own-offices')
  @Answers(OwnOffices)
  offices(@CurrentActor() actor: Actor) {
    return this.village.offices(actor);
  }

  @Get('village-officers')
  @Answers(VillageOfficerList)
  choices(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>) {
    return this.village.choices(actor, query.school);
  }

  @Post('children/:token/village-officer')
  @Answers(ChildDetail, 201)
  async give(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: GiveToVillage }) body: z.output<typeof GiveToVillage>,
  ) {
    await this.village.give(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('children/:token/end-village-officer')
  @Answers(ChildDetail)
  async end(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EndVillage }) body: z.output<typeof EndVillage>,
  ) {
    await this.village.end(actor, token, request, body);
    return this.children.get(actor, token);
  }
}
