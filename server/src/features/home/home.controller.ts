import { Controller, Get } from '@nestjs/common';
import { HomeView } from '#shared/home/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { AllowVisitor, CurrentActor, CurrentSession } from '../../platform/auth/request-context.js';
import { Answers } from '../../platform/http/answers.js';
import { HomeService } from './home.service.js';

/** The first screen of whoever has signed in. */
@Controller('home')
export class HomeController {
  constructor(private readonly home: HomeService) {}

  @AllowVisitor()
  @Get()
  @Answers(HomeView)
  show(@CurrentActor() actor: Actor, @CurrentSession() session: Session): Promise<HomeView> {
    return this.home.show(actor, session);
  }
}
