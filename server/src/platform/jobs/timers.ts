import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { Clock, later, minutes } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { newToken } from '../database/ids.js';
import type { SchoolId } from '../database/ids.js';
import { Log } from '../http/log.js';
import { BackgroundLoop } from '../outbox/background-loop.js';
import { TimerRow } from '../outbox/outbox.entity.js';

export interface TimerSubject {
  type: string;
  id: number;
  school: SchoolId;
}

/** Runs inside the transaction that removes the timer: either both happen or neither. */
export type TimerHandler = (tx: Tx, subject: TimerSubject) => Promise<void>;

const lease = minutes(2);
const batch = 20;

/** Durable timers: rows claimed by lease, so that they survive restarts and ring once among several processes. */
@Injectable()
export class Timers {
  private readonly me = newToken();
  private readonly handlers = new Map<string, TimerHandler>();
  readonly loop = new BackgroundLoop(
    (isStopping) => this.ring(isStopping),
    (error) => this.log.failure(error, { worker: 'timers' }),
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  register(kind: string, handler: TimerHandler): void {
    if (this.handlers.has(kind)) throw new Error(`Timer kind ${kind} is registered twice`);
    this.handlers.set(kind, handler);
  }

  /** Sets the one timer of this kind for a subject, or moves it. */
  async set(tx: Tx, kind: string, subject: TimerSubject, dueAt: Date): Promise<void> {
    await this.cancel(tx, kind, subject);
    await this.setFirst(tx, kind, subject, dueAt);
  }

  /** Sets the timer of a subject that was made in this transaction: there is none yet to be moved. */
  async setFirst(tx: Tx, kind: string, subject: TimerSubject, dueAt: Date): Promise<void> {
    await tx.global(TimerRow).insert({
      kind,
      subjectType: subject.type,
      subjectId: subject.id,
      inSchool: subject.school,
      dueAt,
      attempts: 0,
      leasedBy: null,
      leasedUntil: null,
      lastError: null,
    });
  }

  async cancel(tx: Tx, kind: string, subject: TimerSubject): Promise<void> {
    await tx.global(TimerRow).delete({ kind, subjectType: subject.type, subjectId: subject.id });
  }

  /** When the timer of this kind rings for a subject; null where none is set. */
  async dueAt(kind: string, subject: TimerSubject): Promise<Date | null> {
    const where = { kind, subjectType: subject.type, subjectId: subject.id };
    return (await this.database.read.global(TimerRow).findOneBy(where))?.dueAt ?? null;
  }

  /** Ids of the subjects of a type that have a timer of this kind. */
  async subjectsOf(kind: string, subjectType: string): Promise<ReadonlySet<number>> {
    const timers = await this.database.read
      .global(TimerRow)
      .find({ where: { kind, subjectType }, select: { subjectId: true } });
    return new Set(timers.map(({ subjectId }) => subjectId));
  }

  /** Rings what is due until nothing is; answers how many rang. */
  async ring(isStopping: () => boolean = () => false): Promise<number> {
    let rung = 0;
    for (;;) {
      const rows = isStopping() ? [] : await this.claim();
      if (rows.length === 0) return rung;
      for (const row of rows) await this.handle(row);
      rung += rows.length;
    }
  }

  private claim(): Promise<TimerRow[]> {
    const now = this.clock.now();
    return this.database.write(async (tx) => {
      const table = tx.global(TimerRow);
      const due = { dueAt: LessThanOrEqual(now) };
      const rows = await table.find({
        where: [
          { ...due, leasedUntil: IsNull() },
          { ...due, leasedUntil: LessThanOrEqual(now) },
        ],
        order: { dueAt: 'ASC', id: 'ASC' },
        take: batch,
      });
      const mine: TimerRow[] = [];
      for (const row of rows) {
        const taken = { leasedBy: this.me, leasedUntil: later(now, lease), attempts: row.attempts + 1 };
        const result = await table.update({ id: row.id, attempts: row.attempts }, taken);
        if (result.affected === 1) mine.push({ ...row, ...taken });
      }
      return mine;
    });
  }

  private async handle(row: TimerRow): Promise<void> {
    const handler = this.handlers.get(row.kind);
    try {
      if (!handler) throw new Error(`No handler for timer kind ${row.kind}`);
      await this.database.write(async (tx) => {
        // Gone meanwhile: somebody cancelled it, or another process rang it.
        const removed = await tx.global(TimerRow).delete({ id: row.id, leasedBy: this.me });
        if (removed.affected !== 1) return;
        await handler(tx, { type: row.subjectType, id: row.subjectId, school: row.inSchool as SchoolId });
      });
    } catch (error) {
      this.log.failure(error, { worker: 'timers', timer: row.kind });
      const dueAt = later(this.clock.now(), Math.min(minutes(60), 10_000 * 2 ** Math.min(row.attempts, 12)));
      await this.database.write((tx) =>
        tx
          .global(TimerRow)
          .update(
            { id: row.id, leasedBy: this.me },
            { dueAt, leasedBy: null, leasedUntil: null, lastError: (error as Error).name },
          ),
      );
    }
  }
}
