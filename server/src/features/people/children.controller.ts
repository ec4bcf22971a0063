import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ChildList, ChildrenQuery } from '#shared/people/contract.js';
import { ChildDetail, ChildHistory, RosterPage, RosterQuery } from '#shared/people/family.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { ChildrenService } from './children.service.js';
import { ChildHistories } from './family/child-history.service.js';
import { Roster } from './family/roster.service.js';

@Controller()
export class ChildrenController {
  constructor(
    private readonly children: ChildrenService,
    private readonly roster: Roster,
    private readonly histories: ChildHistories,
  ) {}

  @Get('children')
  @Answers(ChildList)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: ChildrenQuery }) query: z.output<typeof ChildrenQuery>,
  ): Promise<ChildList> {
    return this.children.list(actor, query);
  }

  @Get('roster')
  @Answers(RosterPage)
  ofSchool(
    @CurrentActor() actor: Actor,
    @Query({ schema: RosterQuery }) query: z.output<typeof RosterQuery>,
  ) {
    return this.roster.page(actor, query);
  }

  @Get('children/:token')
  @Answers(ChildDetail)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string): Promise<ChildDetail> {
    return this.children.get(actor, token);
  }

  @Get('children/:token/history')
  @Answers(ChildHistory)
  history(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string) {
    return this.histories.of(actor, token);
  }
}
