import { Body, Controller, Delete, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CategoryList,
  CategoryView,
  CreateCategory,
  RoutingRuleList,
  RoutingRuleView,
  UpdateCategory,
  WriteRoutingRule,
} from '#shared/issues/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { CategoriesService } from './categories.service.js';
import { RoutingRulesService } from './routing-rules.service.js';

type Where = z.infer<typeof SchoolQuery>;
type Rule = z.output<typeof WriteRoutingRule>;

/** How a school sorts and hands out its issues. */
@Controller()
export class IssueSetupController {
  constructor(
    private readonly categories: CategoriesService,
    private readonly rules: RoutingRulesService,
  ) {}

  @Get('categories')
  @Answers(CategoryList)
  listCategories(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.categories.list(actor, query.school);
  }

  @Post('categories')
  @Answers(CategoryView, 201)
  createCategory(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CreateCategory }) body: z.infer<typeof CreateCategory>,
  ) {
    return this.categories.create(actor, query.school, request, body.name);
  }

  @Patch('categories/:token')
  @Answers(CategoryView)
  updateCategory(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: UpdateCategory }) body: z.infer<typeof UpdateCategory>,
  ) {
    return this.categories.update(actor, token, body);
  }

  @Get('routing-rules')
  @Answers(RoutingRuleList)
  listRules(@CurrentActor() actor: Actor, @Query({ schema: SchoolQuery }) query: Where) {
    return this.rules.list(actor, query.school);
  }

  @Post('routing-rules')
  @Answers(RoutingRuleView, 201)
  createRule(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: Where,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: WriteRoutingRule }) body: Rule,
  ) {
    return this.rules.create(actor, query.school, request, body);
  }

  @Put('routing-rules/:token')
  @Answers(RoutingRuleView)
  updateRule(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: WriteRoutingRule }) body: Rule,
  ) {
    return this.rules.update(actor, token, body);
  }

  @Delete('routing-rules/:token')
  @AnswersNothing()
  removeRule(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.rules.remove(actor, token);
  }
}
