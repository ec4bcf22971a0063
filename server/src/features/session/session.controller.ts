import { Body, Controller, Delete, Get, Ip, Post } from '@nestjs/common';
import {
  ActAs,
  BecomeVisitor,
  BindRequest,
  ChangePassword,
  GrantCredits,
  PasswordLogin,
  SessionView,
  WeChatLogin,
} from '#shared/session/contract.js';
import { FinishSignIn, PasswordSession, PasswordSignIn } from '#shared/session/account-contract.js';
import type { z } from 'zod';
import type { Actor } from '../../platform/auth/actor.js';
import { AllowFirstPassword } from '../../platform/auth/auth.guard.js';
import { DeviceName } from '../../platform/auth/device.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import {
  AllowUnbound,
  AllowVisitor,
  CurrentActor,
  CurrentSession,
  Public,
} from '../../platform/auth/request-context.js';
import type { AuthorisedRequest } from '../../platform/auth/request-context.js';
import { Req } from '@nestjs/common';
import { Answers, AnswersNothing } from '../../platform/http/answers.js';
import { IdempotentRequest } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { BindingService } from './binding.service.js';
import { PasswordService } from './password.service.js';
import { SessionPresenter } from './session.presenter.js';
import { SessionService } from './session.service.js';
import { VisitorService } from './visitor.service.js';

@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly passwords: PasswordService,
    private readonly bindings: BindingService,
    private readonly visitors: VisitorService,
    private readonly presenter: SessionPresenter,
  ) {}

  @Public()
  @Post('wechat')
  @Answers(SessionView, 201)
  withWeChat(
    @Body({ schema: WeChatLogin }) body: z.infer<typeof WeChatLogin>,
    @DeviceName() device: string,
  ): Promise<SessionView> {
    return this.sessions.withWeChat(body.code, device);
  }

  @Public()
  @Post('password')
  @Answers(PasswordSignIn, 201)
  withPassword(
    @Body({ schema: PasswordLogin }) body: z.output<typeof PasswordLogin>,
    @Ip() ip: string,
    @DeviceName() device: string,
  ): Promise<PasswordSignIn> {
    return this.passwords.signIn(body, { ip, device });
  }

  @Public()
  @Post('second-step')
  @Answers(PasswordSession, 201)
  finish(
    @Body({ schema: FinishSignIn }) body: z.output<typeof FinishSignIn>,
    @Ip() ip: string,
    @DeviceName() device: string,
  ): Promise<PasswordSession> {
    return this.passwords.finish(body.ticket, body.code, { ip, device });
  }

  @AllowFirstPassword()
  @Post('password/change')
  @Answers(SessionView, 201)
  changePassword(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ChangePassword }) body: z.infer<typeof ChangePassword>,
    @Ip() ip: string,
  ): Promise<SessionView> {
    return this.passwords.change(actor, request, body, ip);
  }

  @AllowUnbound()
  @AllowVisitor()
  @AllowFirstPassword()
  @Get()
  @Answers(SessionView)
  current(@CurrentSession() session: Session, @Req() request: AuthorisedRequest): Promise<SessionView> {
    return this.presenter.present(session, request.actor ?? null);
  }

  @AllowUnbound()
  @AllowVisitor()
  @Post('acting')
  @Answers(SessionView, 201)
  actAs(
    @CurrentSession() session: Session,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: ActAs }) body: z.infer<typeof ActAs>,
  ): Promise<SessionView> {
    return this.sessions.actAs(session, request, body);
  }

  @AllowUnbound()
  @AllowVisitor()
  @Post('binding')
  @Answers(SessionView, 201)
  bind(
    @CurrentSession() session: Session,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: BindRequest }) body: z.infer<typeof BindRequest>,
  ): Promise<SessionView> {
    return this.bindings.bind(session, request, body.code);
  }

  @AllowUnbound()
  @AllowVisitor()
  @Post('visitor')
  @Answers(SessionView, 201)
  become(
    @CurrentSession() session: Session,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: BecomeVisitor }) body: z.output<typeof BecomeVisitor>,
  ): Promise<SessionView> {
    return this.visitors.become(session, request, body);
  }

  @AllowVisitor()
  @Delete('binding')
  @AnswersNothing()
  unbind(@CurrentActor() actor: Actor): Promise<void> {
    return this.bindings.unbind(actor);
  }

  @AllowVisitor()
  @Post('credits')
  @AnswersNothing()
  grantCredits(
    @CurrentActor() actor: Actor,
    @IdempotentRequest() request: RequestKey,
    @Body({ schema: GrantCredits }) body: z.infer<typeof GrantCredits>,
  ): Promise<void> {
    return this.sessions.grantCredits(actor, request, body.accepted);
  }

  @AllowUnbound()
  @AllowVisitor()
  @AllowFirstPassword()
  @Delete()
  @AnswersNothing()
  signOut(@CurrentSession() session: Session): Promise<void> {
    return this.sessions.signOut(session);
  }
}
