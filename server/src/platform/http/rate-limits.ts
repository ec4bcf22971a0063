import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ProblemError } from './problem-error.js';

/** Requests allowed per key and window (seconds). One village can share one address, so that limit is wide. */
const rules = {
  address: { points: 1200, duration: 60 },
  session: { points: 300, duration: 60 },
  login: { points: 10, duration: 60 },
  binding: { points: 8, duration: 600 },
  pin: { points: 10, duration: 60 },
  scan: { points: 240, duration: 60 },
  names: { points: 30, duration: 60 },
  answers: { points: 600, duration: 60 },
  visitor: { points: 5, duration: 3600 },
  asking: { points: 10, duration: 3600 },
};
export type RateRules = Record<keyof typeof rules, { points: number; duration: number }>;

/** Holds back who asks too fast. Counted in this process: with several processes the limit is per process. */
@Injectable()
export class RateLimits {
  private limiters = make(rules);

  /** Other limits, for an installation behind one address or for a test of the limits themselves. */
  configure(changed: Partial<RateRules>): void {
    this.limiters = make({ ...rules, ...changed });
  }

  address(ip: string): Promise<void> {
    return this.take('address', ip);
  }
  session(id: number): Promise<void> {
    return this.take('session', String(id));
  }
  /** A guess at a password: counted per login name and per address. */
  async login(login: string, ip: string): Promise<void> {
    await this.take('login', `name:${login}`);
    await this.take('login', `from:${ip}`);
  }
  binding(key: string): Promise<void> {
    return this.take('binding', key);
  }
  /** A guess at a picture PIN; wrong ones are counted apart, and kept. */
  pin(personId: number): Promise<void> {
    return this.take('pin', String(personId));
  }
  /** Opening a printed code, which needs no session: a whole parents' evening may stand behind one address. */
  scan(ip: string): Promise<void> {
    return this.take('scan', ip);
  }

  /** Reading who works at a school: a form needs it once. */
  names(personId: number): Promise<void> {
    return this.take('names', String(personId));
  }

  /** Looking for a published answer, which needs no session: some requests for every sentence that is typed. */
  answers(ip: string): Promise<void> {
    return this.take('answers', ip);
  }
  /** Becoming a visitor. */
  visitor(accountId: number): Promise<void> {
    return this.take('visitor', String(accountId));
  }
  /** Questions of a visitor. */
  asking(personId: number): Promise<void> {
    return this.take('asking', String(personId));
  }

  private async take(rule: keyof RateRules, key: string): Promise<void> {
    try {
      await this.limiters[rule].consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new ProblemError('rate_limited', {
        retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
  }
}

function make(from: RateRules): Record<keyof RateRules, RateLimiterMemory> {
  return {
    address: new RateLimiterMemory(from.address),
    session: new RateLimiterMemory(from.session),
    login: new RateLimiterMemory(from.login),
    binding: new RateLimiterMemory(from.binding),
    pin: new RateLimiterMemory(from.pin),
    scan: new RateLimiterMemory(from.scan),
    names: new RateLimiterMemory(from.names),
    answers: new RateLimiterMemory(from.answers),
    visitor: new RateLimiterMemory(from.visitor),
    asking: new RateLimiterMemory(from.asking),
  };
}
