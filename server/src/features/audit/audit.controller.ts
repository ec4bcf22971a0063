import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { AuditPage, AuditQuery } from '#shared/audit/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { AuditList } from './audit-list.service.js';

/** The record of who of the staff did and read what. */
@Controller('audit')
export class AuditController {
  constructor(private readonly list: AuditList) {}

  @Get()
  @Answers(AuditPage)
  page(@CurrentActor() actor: Actor, @Query({ schema: AuditQuery }) query: z.output<typeof AuditQuery>) {
    return this.list.page(actor, query);
  }
}
