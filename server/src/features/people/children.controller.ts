import { Controller, Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ChildDetail, ChildList, ChildrenQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { ChildrenService } from './children.service.js';

@Controller('children')
export class ChildrenController {
  constructor(private readonly children: ChildrenService) {}

  @Get()
  @Answers(ChildList)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: ChildrenQuery }) query: z.output<typeof ChildrenQuery>,
  ): Promise<ChildList> {
    return this.children.list(actor, query);
  }

  @Get(':token')
  @Answers(ChildDetail)
  get(@CurrentActor() actor: Actor, @Param('token', { schema: Token }) token: string): Promise<ChildDetail> {
    return this.children.get(actor, token);
  }
}
