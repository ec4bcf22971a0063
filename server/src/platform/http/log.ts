import { Injectable } from '@nestjs/common';
import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';
import type { Logger } from 'pino';

/** Facts that may stand in a log line: codes, ids, numbers. Never names, phones, texts or addresses with queries. */
export type LogFacts = Record<string, string | number | boolean | null | undefined>;

/** Structured log. Everything that is written goes through these few methods, so that nothing personal can slip in. */
@Injectable()
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  }

  event(name: string, facts: LogFacts = {}): void {
    this.pino.info(facts, name);
  }

  trouble(name: string, facts: LogFacts = {}): void {
    this.pino.warn(facts, name);
  }

  /** An unforeseen error: its kind and where it was thrown, not its message, which may quote what somebody wrote. */
  failure(error: unknown, facts: LogFacts = {}): void {
    const { name, stack, code } = error instanceof Error ? (error as Error & { code?: string }) : {};
    const frames = stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim());
    this.pino.error({ ...facts, error: name ?? typeof error, code, frames }, 'failure');
  }

  log(message: unknown): void {
    this.pino.debug(String(message));
  }
  error(message: unknown): void {
    if (message instanceof Error) this.failure(message);
    else this.pino.error(typeof message === 'string' ? message.split('\n')[0] : 'error');
  }
  warn(message: unknown): void {
    this.pino.warn(String(message));
  }
  debug(message: unknown): void {
    this.pino.debug(String(message));
  }
  verbose(message: unknown): void {
    this.pino.trace(String(message));
  }
}
