import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Actor } from '../../platform/auth/actor.js';
import type { AuthorisedRequest } from '../../platform/auth/request-context.js';
import { ProblemError } from '../../platform/http/problem-error.js';

/** Whoever holds the phone: somebody, or a visitor whose WeChat account is bound to nobody. */
export interface Asker {
  actor: Actor | null;
  accountId: number | null;
}

/** The asker of a route that is open to visitors, too (`AllowUnbound`). */
export const CurrentAsker = createParamDecorator((_: unknown, context: ExecutionContext): Asker => {
  const { session, actor } = context.switchToHttp().getRequest<AuthorisedRequest>();
  if (!session) throw new ProblemError('signed_out');
  return { actor: actor ?? null, accountId: session.accountId };
});
