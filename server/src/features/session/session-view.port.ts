import { Injectable } from '@nestjs/common';
import type { SessionView } from '#shared/session/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { SessionPresenter } from './session.presenter.js';

/** The session as its owner sees it, for a screen that shows more than that. Never carries the bearer token. */
@Injectable()
export class SessionViews {
  constructor(private readonly presenter: SessionPresenter) {}

  of(session: Session, actor: Actor): Promise<SessionView> {
    return this.presenter.present(session, actor);
  }
}
