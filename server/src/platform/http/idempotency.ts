import { createHash } from 'node:crypto';
import { createParamDecorator, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { In, LessThan } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Keyring } from '../auth/keyring.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { IdempotencyRow } from '../outbox/outbox.entity.js';
import { found, ProblemError } from './problem-error.js';

/** One request as its client names it. */
export interface RequestKey {
  key: string | null;
  route: string;
  /** Of the body and the query; held in memory only. */
  bodyHash: string;
}

/** What a creation made: now, or when the same request came first. */
export interface Made {
  token: string;
  isNew: boolean;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

const documented = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description:
    'Name of this sending. The same key with the same contents is carried out once, however often it is sent: what ' +
    'was made is answered again; an answer that held a secret is not, its repeat is `already_done`. The same key ' +
    'with other contents is `idempotency_mismatch`.',
  schema: { type: 'string', pattern: '^[!-~]{8,64}$' },
});

/**
 * The `Idempotency-Key` of a POST with its route and body hash; `key` is null where the client sent none. Whoever takes
 * it has the header documented.
 */
export const IdempotentRequest = createParamDecorator(
  (_: unknown, context: ExecutionContext): RequestKey => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (key !== undefined && (typeof key !== 'string' || !/^[\x21-\x7e]{8,64}$/.test(key))) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'Idempotency-Key', message: '提交编号不对' }],
      });
    }
    const path = request.url.split('?')[0] ?? '';
    return {
      key: key ?? null,
      route: `${request.method} ${path}`,
      // With the query: it may say for which school something is made.
      bodyHash: digest(JSON.stringify(request.body ?? null) + request.url.slice(path.length)),
    };
  },
  [
    (target, method) => {
      const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(target, method);
      if (method !== undefined && descriptor) documented(target, method, descriptor);
    },
  ],
);

/** Scope of what is asked for from a phone before it is known who holds it. */
export const scopeOfAccount = (accountId: number): string => `account:${accountId}`;

/** Scope of what somebody asks for in her own name. */
export const scopeOfPerson = ({ personId }: Pick<Actor, 'personId'>): string => `person:${personId}`;

/**
 * Carries out a request once per key. Of the first answer only a token is kept: what was made is presented afresh, and
 * a secret that was shown (a password, a code, a session) is kept nowhere and never shown again.
 *
 * `scope` says who asks: the person, her account, or the seal of a sealed subject, never both. Each method is called
 * inside the transaction and after authorisation.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
  ) {}

  /** For what is done to something that is there: runs `work` unless this request was carried out before. */
  async once(tx: Tx, scope: string, request: RequestKey, work: () => Promise<void>): Promise<void> {
    if ((await this.claim(tx, scope, request)) === null) await work();
  }

  /** For creations: `work` answers the token of what it made, and a repeat is told the same one. */
  async createOnce(tx: Tx, scope: string, request: RequestKey, work: () => Promise<string>): Promise<Made> {
    const earlier = await this.claim(tx, scope, request);
    if (earlier) return { token: found(earlier.result), isNew: false };
    const token = await work();
    if (request.key !== null)
      await tx.global(IdempotencyRow).update(this.nameOf(scope, request.key, request), { result: token });
    return { token, isNew: true };
  }

  /**
   * For commands that answer with a secret: a repeat does nothing.
   * @param nextStep sentence for who repeats: that it was done, and how to go on without the answer
   * @throws ProblemError `already_done` for a repeat
   */
  async showOnce<R>(
    tx: Tx,
    scope: string,
    request: RequestKey,
    nextStep: string,
    work: () => Promise<R>,
  ): Promise<R> {
    if ((await this.claim(tx, scope, request)) !== null)
      throw new ProblemError('already_done', { detail: nextStep });
    return work();
  }

  /** Whether this request was carried out before; for commands after which the asker may no longer look. */
  async wasDone(scope: string, request: RequestKey): Promise<boolean> {
    if (request.key === null) return false;
    const row = { ...this.nameOf(scope, request.key, request), bodyHash: In(this.hashesOf(request)) };
    return this.database.read.global(IdempotencyRow).existsBy(row);
  }

  /** Forgets keys older than `before`: no phone keeps a request that long. */
  async forget(tx: Tx, before: Date): Promise<void> {
    await tx.global(IdempotencyRow).delete({ createdAt: LessThan(before) });
  }

  /**
   * Notes that this request is being carried out. Before the work, so that of two that overlap the second waits here
   * until the first is committed.
   * @returns the note of an earlier sending, or null if this is the first
   */
  private async claim(tx: Tx, scope: string, request: RequestKey): Promise<IdempotencyRow | null> {
    if (request.key === null) return null;
    const name = this.nameOf(scope, request.key, request);
    const rows = tx.global(IdempotencyRow);
    const [bodyHash = '', ...olderForms] = this.hashesOf(request);
    const earlier = async (): Promise<IdempotencyRow | null> => {
      const row = await rows.findOneBy(name);
      if (row && ![bodyHash, ...olderForms].includes(row.bodyHash))
        throw new ProblemError('idempotency_mismatch');
      return row;
    };
    const known = await earlier();
    if (known) return known;
    try {
      await rows.insert({ ...name, bodyHash, createdAt: this.clock.now() });
      return null;
    } catch (error) {
      const faster = isUniqueViolation(error) ? await earlier() : null;
      if (!faster) throw error;
      return faster;
    }
  }

  private nameOf(scope: string, key: string, { route }: RequestKey): { scope: string; key: string } {
    return { scope: digest(`${scope} ${route}`), key };
  }

  /**
   * What is stored of a body: a keyed hash, because passwords and codes could be tried out against a plain one. The
   * plain one stands in rows of earlier installations, which may still be repeated until they are forgotten.
   */
  private hashesOf({ bodyHash }: RequestKey): string[] {
    return [this.keyring.hash('request-body', bodyHash), bodyHash];
  }
}
