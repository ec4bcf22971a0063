import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CreatedOfficer,
  CreateOfficer,
  EndRegionRole,
  GiveRegionRole,
  KnownPersonPage,
  KnownPersonQuery,
  NewOfficerPassword,
  OfficerView,
  RegionList,
  RegionRolePage,
  RegionRoleQuery,
  RoleBookQuery,
  StaffRolePage,
} from '#shared/people/roles.js';
import { Nothing, Token } from '#shared/platform/primitives.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/request-context.js';
import { Answers } from '../../../platform/http/answers.js';
import { IdempotentRequest } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { KnownPeople } from './known-people.service.js';
import { OfficerSignIns } from './officer-sign-ins.service.js';
import { RegionRoles } from './region-roles.service.js';
import { Regions } from './regions.js';
import { RoleBook } from './role-book.service.js';

/** People and the roles they hold: at a school, and above the schools. */
@Controller()
export class RolesController {
  constructor(
    private readonly book: RoleBook,
    private readonly people: KnownPeople,
    private readonly regions: Regions,
    private readonly officers: RegionRoles,
    private readonly signIns: OfficerSignIns,
  ) {}

  @Get('role-book')
  @Answers(StaffRolePage)
  roles(
    @CurrentActor() actor: Actor,
    @Query({ schema: RoleBookQuery }) query: z.output<typeof RoleBookQuery>,
  ) {
    return this.book.page(actor, query);
  }

  @Get('people')
  @Answers(KnownPersonPage)
  known(
    @CurrentActor() actor: Actor,
    @Query({ schema: KnownPersonQuery }) query: z.output<typeof KnownPersonQuery>,
  ) {
    return this.people.page(actor, query);
  }

  @Get('regions')
  @Answers(RegionList)
  administered(@CurrentActor() actor: Actor) {
    return this.regions.list(actor);
  }

  @Get('region-roles')
  @Answers(RegionRolePage)
  regionRoles(
    @CurrentActor() actor: Actor,
    @Query({ schema: RegionRoleQuery }) query: z.output<typeof RegionRoleQuery>,
  ) {
    return this.officers.page(actor, query);
  }

  @Post('officers')
  @Answers(CreatedOfficer, 201)
  create(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: CreateOfficer }) body: z.output<typeof CreateOfficer>,
  ) {
    return this.officers.create(actor, request, body);
  }

  @Post('officers/:token/roles')
  @Answers(OfficerView, 201)
  give(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: GiveRegionRole }) body: z.output<typeof GiveRegionRole>,
  ) {
    return this.officers.give(actor, token, request, body);
  }

  @Post('officers/:token/end-role')
  @Answers(OfficerView)
  end(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: EndRegionRole }) body: z.output<typeof EndRegionRole>,
  ) {
    return this.officers.end(actor, token, request, body);
  }

  @Post('officers/:token/reset-password')
  @Answers(NewOfficerPassword, 201)
  resetPassword(
    @CurrentActor() actor: Actor,
    @Param('token', { schema: Token }) token: string,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: Nothing }) _body: object,
  ) {
    return this.signIns.reset(actor, token, request);
  }
}
