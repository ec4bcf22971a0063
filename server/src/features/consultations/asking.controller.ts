import { Body, Controller, Ip, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AskForAnswers, OfferedAnswers } from '#shared/consultations/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor, Public } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { Suggestions } from './suggestions.service.js';

/** Asking, and finding that it has been answered. Bodies instead of queries: what is typed stays out of every log. */
@Controller()
export class AskingController {
  constructor(private readonly suggestions: Suggestions) {}

  /** For whoever holds the code; nobody is asked who she is. */
  @Public()
  @Post('codes/:scene/answers')
  @Answers(OfferedAnswers)
  throughCode(
    @Param('scene', { schema: Token }) scene: string,
    @Body({ schema: AskForAnswers }) body: z.output<typeof AskForAnswers>,
    @Ip() ip: string,
  ) {
    return this.suggestions.throughCode(scene, body, ip);
  }

  /** For the school's own people, without a code. */
  @Post('published-answers/suggest')
  @Answers(OfferedAnswers)
  atSchool(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
    @Body({ schema: AskForAnswers }) body: z.output<typeof AskForAnswers>,
  ) {
    return this.suggestions.atSchool(actor, query.school, body);
  }

  @Public()
  @Post('published-answers/:token/settle')
  @AnswersNothing()
  settle(
    @Param('token', { schema: Token }) token: string,
    @Body({ schema: Nothing }) _body: object,
    @Ip() ip: string,
  ): Promise<void> {
    return this.suggestions.settle(token, ip);
  }
}
