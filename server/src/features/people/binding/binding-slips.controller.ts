import { Body, Controller, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { PrintSlips } from '#shared/people/binding-contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Problem } from '#shared/platform/problem.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { Origin } from '../../../platform/http/origin.js';
import { BindingSlips } from './binding-slips.service.js';

@Controller('binding-slips')
export class BindingSlipsController {
  constructor(private readonly slips: BindingSlips) {}

  @Post()
  @ApiBearerAuth()
  @ApiProduces('application/pdf')
  @ApiResponse({ status: 201, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: '4XX', standardSchema: Problem })
  async print(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: PrintSlips }) body: z.output<typeof PrintSlips>,
    @Origin() origin: string,
  ): Promise<StreamableFile> {
    const { bytes, name } = await this.slips.print(actor, query.school, request, body, origin);
    const disposition = `attachment; filename="slips.pdf"; filename*=UTF-8''${encodeURIComponent(name)}.pdf`;
    return new StreamableFile(bytes, { type: 'application/pdf', disposition });
  }
}
