import { Log } from '../../server/src/platform/http/log.js';
import type { LogFacts } from '../../server/src/platform/http/log.js';

/** Keeps what is written, for who looks through the log afterwards. */
export class KeptLog extends Log {
  readonly lines: string[] = [];
  override event(name: string, facts: LogFacts = {}): void {
    this.lines.push(JSON.stringify({ name, ...facts }));
  }
  override trouble(name: string, facts: LogFacts = {}): void {
    this.event(name, facts);
  }
  override failure(error: unknown, facts: LogFacts = {}): void {
    this.event(String(error), facts);
  }
}
