import { Body, Controller, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import {
  ChildDetail,
  EndEntrustedCare,
  FindLeftBehind,
  LiftBar,
  PlaceBar,
  RecordEntrustedCare,
} from '#shared/people/family.js';
import { MoveChild } from '#shared/people/classrooms.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ChildrenService } from '../children.service.js';
import { ChildMoves } from '../classrooms/child-moves.service.js';
import { BarOrders } from './bars.service.js';
import { CareService } from './care.service.js';

/** In whose care a child is, in which classroom, and who is kept from her. Each command answers the child as she is afterwards. */
@Controller('children/:token')
export class CareController {
  constructor(
    private readonly children: ChildrenService,
    private readonly care: CareService,
    private readonly bars: BarOrders,
    private readonly moves: ChildMoves,
  ) {}

  @Post('entrusted-care')
  @Answers(ChildDetail, 201)
  async entrust(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: RecordEntrustedCare }) body: z.output<typeof RecordEntrustedCare>,
  ) {
    await this.care.entrust(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('end-entrusted-care')
  @Answers(ChildDetail)
  async endCare(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EndEntrustedCare }) body: z.output<typeof EndEntrustedCare>,
  ) {
    await this.care.endCare(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('left-behind')
  @Answers(ChildDetail, 201)
  async leftBehind(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: FindLeftBehind }) body: z.output<typeof FindLeftBehind>,
  ) {
    await this.care.findLeftBehind(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('bars')
  @Answers(ChildDetail, 201)
  async bar(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: PlaceBar }) body: z.output<typeof PlaceBar>,
  ) {
    await this.bars.place(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('classroom')
  @Answers(ChildDetail)
  async classroom(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: MoveChild }) body: z.output<typeof MoveChild>,
  ) {
    await this.moves.move(actor, token, request, body);
    return this.children.get(actor, token);
  }

  @Post('lift-bar')
  @Answers(ChildDetail)
  async liftBar(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: LiftBar }) body: z.output<typeof LiftBar>,
  ) {
    await this.bars.lift(actor, token, request, body);
    return this.children.get(actor, token);
  }
}
