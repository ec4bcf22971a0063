import { createHash } from 'node:crypto';
import { createParamDecorator, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LessThan } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { isUniqueViolation } from '../database/engine.js';
import { IdempotencyRow } from '../outbox/outbox.entity.js';
import { ProblemError } from './problem-error.js';

/** One request as its client names it. */
export interface RequestKey {
  key: string | null;
  route: string;
  bodyHash: string;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The `Idempotency-Key` of a POST with its route and body hash; `key` is null where the client sent none. */
export const IdempotentRequest = createParamDecorator((_: unknown, context: ExecutionContext): RequestKey => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const key = request.headers['idempotency-key'];
  if (key !== undefined && (typeof key !== 'string' || !/^[\x21-\x7e]{8,64}$/.test(key))) {
    throw new ProblemError('invalid_input', {
      errors: [{ path: 'Idempotency-Key', message: '提交编号不对' }],
    });
  }
  return {
    key: key ?? null,
    route: `${request.method} ${request.url.split('?')[0] ?? ''}`,
    bodyHash: digest(JSON.stringify(request.body ?? null)),
  };
});

/** Carries out a command once per key. The first result is kept by reference only, and presented afresh. */
@Injectable()
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` unless this request was carried out before. Call it inside the transaction and after authorisation.
   * @param scope who asks: the person, or the seal of a sealed subject, never both
   * @returns whether `work` ran now
   */
  async once(tx: Tx, scope: string, request: RequestKey, work: () => Promise<void>): Promise<boolean> {
    if (request.key === null) {
      await work();
      return true;
    }
    const row = { scope: digest(`${scope} ${request.route}`), key: request.key };
    const rows = tx.global(IdempotencyRow);
    const isRepeat = async (): Promise<boolean> => {
      const earlier = await rows.findOneBy(row);
      if (earlier && earlier.bodyHash !== request.bodyHash) throw new ProblemError('idempotency_mismatch');
      return earlier !== null;
    };
    if (await isRepeat()) return false;
    try {
      // Before the work, so that of two that overlap the second waits here until the first is committed.
      await rows.insert({ ...row, bodyHash: request.bodyHash, createdAt: this.clock.now() });
    } catch (error) {
      if (isUniqueViolation(error) && (await isRepeat())) return false;
      throw error;
    }
    await work();
    return true;
  }

  /** Whether this request was carried out before; for commands after which the asker may no longer look. */
  async wasDone(scope: string, request: RequestKey): Promise<boolean> {
    if (request.key === null) return false;
    const row = { scope: digest(`${scope} ${request.route}`), key: request.key, bodyHash: request.bodyHash };
    return this.database.read.global(IdempotencyRow).existsBy(row);
  }

  /** Forgets keys older than `before`: no phone keeps a request that long. */
  async forget(tx: Tx, before: Date): Promise<void> {
    await tx.global(IdempotencyRow).delete({ createdAt: LessThan(before) });
  }
}
