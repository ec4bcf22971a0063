import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  EvaluationForm,
  EvaluationFormQuery,
  EvaluationNoteList,
  GiveEvaluation,
} from '#shared/evaluations/contract.js';
import { SchoolQuery } from '#shared/people/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowUnbound, AllowVisitor, CurrentActor } from '../../platform/auth/request-context.js';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { CurrentAsker } from './asker.js';
import type { Asker } from './asker.js';
import { EvaluationNotes } from './evaluation-notes.service.js';
import { EvaluationsService } from './evaluations.service.js';

/** The evaluation code as families and visitors meet it. No route names a service: addresses stand in logs. */
@Controller()
export class EvaluationsController {
  constructor(
    private readonly evaluations: EvaluationsService,
    private readonly notes: EvaluationNotes,
  ) {}

  @AllowUnbound()
  @AllowVisitor()
  @Get('evaluation-form')
  @Answers(EvaluationForm)
  form(
    @CurrentAsker() asker: Asker,
    @Query({ schema: EvaluationFormQuery }) query: z.infer<typeof EvaluationFormQuery>,
  ) {
    return this.evaluations.form(asker, query);
  }

  @AllowUnbound()
  @AllowVisitor()
  @Post('evaluations')
  @AnswersNothing()
  give(
    @CurrentAsker() asker: Asker,
    @Body({ schema: GiveEvaluation }) body: z.output<typeof GiveEvaluation>,
  ) {
    return this.evaluations.give(asker, body);
  }

  @Get('evaluation-notes')
  @Answers(EvaluationNoteList)
  listNotes(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.infer<typeof SchoolQuery>,
  ) {
    return this.notes.list(actor, query.school);
  }
}
