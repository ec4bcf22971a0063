import { Injectable } from '@nestjs/common';
import type { HomeView } from '#shared/home/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { IssueFirstScreen } from '../issues/first-screen.port.js';
import { SessionViews } from '../session/session-view.port.js';

/** Puts the first screen together from what the features say; knows nothing of its own. */
@Injectable()
export class HomeService {
  constructor(
    private readonly clock: Clock,
    private readonly sessions: SessionViews,
    private readonly issues: IssueFirstScreen,
  ) {}

  async show(actor: Actor, session: Session): Promise<HomeView> {
    const view = await this.sessions.of(session, actor);
    return {
      session: view,
      mine: view.abilities.report || view.visitor ? await this.issues.mine(actor) : null,
      assigned: view.abilities.workOnIssues ? await this.issues.assigned(actor) : null,
      overviews: await this.issues.overviews(actor),
      at: this.clock.now().toISOString(),
    };
  }
}
