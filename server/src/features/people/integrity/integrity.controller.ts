import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { IntegrityLook, IntegrityPage, IntegrityQuery } from '#shared/people/binding-contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Nothing } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { IntegrityFindings } from './integrity-findings.service.js';

@Controller('integrity-findings')
export class IntegrityController {
  constructor(private readonly findings: IntegrityFindings) {}

  @Get()
  @Answers(IntegrityPage)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: IntegrityQuery }) query: z.output<typeof IntegrityQuery>,
  ) {
    return this.findings.list(actor, query);
  }

  @Post('look')
  @Answers(IntegrityLook)
  look(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.findings.look(actor, query.school, request);
  }
}
