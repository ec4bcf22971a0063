import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { FirstListener, FirstListenerQuery } from '#shared/issues/before-report.js';
import { IssueDetail, TranscribeIssue } from '#shared/issues/contract.js';
import { GuardiansToFileFor } from '#shared/issues/intake.js';
import { SchoolQuery } from '#shared/people/contract.js';
import { Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { AllowVisitor, CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { IssuePresenter } from '../issue.presenter.js';
import { Filing } from './filing.js';
import { FirstListeners } from './first-listener.js';
import { Transcripts } from './transcripts.js';

/** What surrounds the taking of a report: who will hear it, for whom it is filed, what was said in it. */
@Controller()
export class IntakeController {
  constructor(
    private readonly listeners: FirstListeners,
    private readonly filing: Filing,
    private readonly transcripts: Transcripts,
    private readonly presenter: IssuePresenter,
  ) {}

  @AllowVisitor()
  @Get('issues/first-listener')
  @Answers(FirstListener)
  firstListener(
    @CurrentActor() actor: Actor,
    @Query({ schema: FirstListenerQuery }) query: z.output<typeof FirstListenerQuery>,
  ) {
    return this.listeners.of(actor, query);
  }

  @Get('guardians-to-file-for')
  @Answers(GuardiansToFileFor)
  guardians(
    @CurrentActor() actor: Actor,
    @Query({ schema: SchoolQuery }) query: z.output<typeof SchoolQuery>,
  ) {
    return this.filing.list(actor, query.school);
  }

  @Post('issues/:token/transcribe')
  @Answers(IssueDetail)
  async transcribe(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: TranscribeIssue }) body: z.output<typeof TranscribeIssue>,
  ) {
    return this.presenter.detail(actor, await this.transcripts.write(actor, token, request, body.text));
  }
}
