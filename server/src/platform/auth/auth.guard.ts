import { Injectable, SetMetadata } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError } from '../http/problem-error.js';
import { RateLimits } from '../http/rate-limits.js';
import { PUBLIC, UNBOUND, VISITOR } from './request-context.js';
import type { AuthorisedRequest } from './request-context.js';
import { Sessions } from './sessions.js';

const FIRST_PASSWORD = 'xinqiao:first-password';

/** Opens a route to somebody who has not yet changed the first password that another person gave her. */
export const AllowFirstPassword = () => SetMetadata(FIRST_PASSWORD, true);

const SECOND_STEP = 'xinqiao:second-step';

/** Opens a route to somebody whose office asks for a second step of signing in, and who is about to set one up. */
export const AllowWithoutSecondStep = () => SetMetadata(SECOND_STEP, true);

const bearer = /^Bearer ([A-Za-z0-9_-]{43})$/;

/** Default deny: who has no living session is answered 401, unless the route is declared public. Counts requests too. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthorisedRequest>();
    const declared = (key: string) =>
      this.reflector.getAllAndOverride<boolean>(key, [context.getHandler(), context.getClass()]) === true;
    await this.limits.address(request.ip);
    if (declared(PUBLIC)) return true;
    const token = bearer.exec(request.headers.authorization ?? '')?.[1];
    const known = token === undefined ? null : await this.sessions.find(token);
    if (!known) throw new ProblemError('signed_out');
    await this.limits.session(known.session.id);
    // Whoever handed the first password over knows it too: nothing may be done in her name with it.
    if (known.mustChange && !declared(FIRST_PASSWORD)) throw new ProblemError('password_change_needed');
    if (known.needsTotp && !declared(FIRST_PASSWORD) && !declared(SECOND_STEP))
      throw new ProblemError('second_step_needed');
    if (known.actor?.visitor && !declared(VISITOR))
      throw new ProblemError('forbidden', { detail: '访客只能看自己问过的事。' });
    await this.sessions.seen(known.session);
    request.session = known.session;
    if (known.actor) request.actor = known.actor;
    else if (!declared(UNBOUND))
      throw new ProblemError('forbidden', { detail: '请先绑定孩子或岗位，再使用这里。' });
    return true;
  }
}
