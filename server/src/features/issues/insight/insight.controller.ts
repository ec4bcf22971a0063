import { Body, Controller, Delete, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { IssueQuery } from '#shared/issues/contract.js';
import {
  BulkAssign,
  BulkAssigned,
  CreateSavedFilter,
  Dashboard,
  DashboardQuery,
  Overview,
  SavedFilterList,
  SavedFilterView,
} from '#shared/issues/insight.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Problem } from '#shared/platform/problem.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Answers, AnswersNothing } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { IssueBoard } from './board.service.js';
import { IssueDashboard } from './dashboard.service.js';
import { IssueOverview } from './overview.service.js';
import { SavedFilters } from './saved-filters.service.js';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
type Where = z.infer<typeof SchoolQuery>;

/** How the office looks at all of its issues, and acts on many. */
@Controller()
export class InsightController {
  constructor(
    private readonly overview: IssueOverview,
    private readonly dashboard: IssueDashboard,
    private readonly filters: SavedFilters,
    private readonly board: IssueBoard,
    private readonly clock: Clock,
  ) {}

  @Get('overview')
  @Answers(Overview)
  showOverview(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.overview.show(actor, query.school);
  }

  @Get('dashboard')
  @Answers(Dashboard)
  showDashboard(
    @CurrentActor() actor: Actor,
    @Query({ schema: DashboardQuery }) query: z.output<typeof DashboardQuery>,
  ) {
    return this.dashboard.show(actor, query);
  }

  @Get('saved-filters')
  @Answers(SavedFilterList)
  listFilters(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.filters.list(actor, query.school);
  }

  @Post('saved-filters')
  @Answers(SavedFilterView, 201)
  createFilter(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Query({ schema: SchoolQuery }) query: Where,
    @Body({ schema: CreateSavedFilter }) body: z.output<typeof CreateSavedFilter>,
  ) {
    return this.filters.create(actor, query.school, request, body);
  }

  @Delete('saved-filters/:token')
  @AnswersNothing()
  removeFilter(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.filters.remove(actor, token);
  }

  @Post('issue-assignments')
  @Answers(BulkAssigned)
  assign(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: BulkAssign }) body: z.output<typeof BulkAssign>,
  ) {
    return this.board.assign(actor, request, body);
  }

  @Get('issue-export')
  @ApiBearerAuth()
  @ApiProduces(xlsx)
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: '4XX', standardSchema: Problem })
  async export(
    @CurrentActor() actor: Actor,
    @Query({ schema: IssueQuery }) query: z.output<typeof IssueQuery>,
  ): Promise<StreamableFile> {
    const file = await this.board.file(actor, query);
    const name = encodeURIComponent(`事项-${dayOf(this.clock.now())}.xlsx`);
    return new StreamableFile(file, {
      type: xlsx,
      disposition: `attachment; filename="issues.xlsx"; filename*=UTF-8''${name}`,
    });
  }
}
