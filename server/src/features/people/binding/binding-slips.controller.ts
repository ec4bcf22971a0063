import { Body, Controller, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { PrintSlips } from '#shared/people/binding-contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { AnswersPdf, pdfOf } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { Origin } from '../../../platform/http/origin.js';
import { BindingSlips } from './binding-slips.service.js';

@Controller('binding-slips')
export class BindingSlipsController {
  constructor(private readonly slips: BindingSlips) {}

  @Post()
  @AnswersPdf(201)
  async print(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: PrintSlips }) body: z.output<typeof PrintSlips>,
    @Origin() origin: string,
  ) {
    return pdfOf(await this.slips.print(actor, query.school, request, body, origin), 'slips');
  }
}
