import { createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.js';
import type { Actor } from './actor.js';
import type { Session } from './identity.entity.js';

export interface AuthorisedRequest extends FastifyRequest {
  session?: Session;
  actor?: Actor;
}

export const PUBLIC = 'xinqiao:public';
export const UNBOUND = 'xinqiao:unbound';

/** Opens a route to everybody. Everything else needs a session: default deny. */
export const Public = () => SetMetadata(PUBLIC, true);

/** Opens a route to a session whose WeChat account is bound to nobody yet. */
export const AllowUnbound = () => SetMetadata(UNBOUND, true);

export const VISITOR = 'xinqiao:visitor';

/** Opens a route to a visitor: somebody known to no school, who may see and say what is her own. */
export const AllowVisitor = () => SetMetadata(VISITOR, true);

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AuthorisedRequest>();

/** The acting person. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (!actor) throw new ProblemError('signed_out');
  return actor;
});

/** The session, with or without an acting person. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): Session => {
  const { session } = requestOf(context);
  if (!session) throw new ProblemError('signed_out');
  return session;
});
