import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { Clock, hourOf, later, minutes } from '../clock/clock.js';
import type { Tx } from '../database/database.js';
import { newToken } from '../database/ids.js';
import type { SchoolId } from '../database/ids.js';
import { OutboxRow } from './outbox.entity.js';
import type { OutboxState } from './outbox.entity.js';

export interface OutgoingMessage {
  school: SchoolId;
  kind: string;
  /** Person, or the seal of a sealed person. */
  to: { personId: number } | { seal: string };
  subject: { type: string; id: number };
  /** Tokens, codes and neutral words. */
  payload: Record<string, string>;
  /** Hours between which nobody is woken; null for what cannot wait. */
  quiet: { from: number; to: number } | null;
}

/** States of a message that nobody has heard for certain. */
const unheard: OutboxState[] = ['waiting', 'refused', 'failed', 'unknown', 'unreachable', 'dead'];

/** Takes what must reach somebody, in the transaction of its cause. */
@Injectable()
export class Outbox {
  private readonly listeners: (() => void)[] = [];

  constructor(private readonly clock: Clock) {}

  /** Called after each commit that left messages which are due. */
  onWork(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes back what was not sent yet about a subject, and forgets what could not be delivered, but for one kind: an
   * ordinary reader must not learn of it any more. What a worker is sending in this moment cannot be called back, but
   * it is not tried again.
   */
  async withdraw(tx: Tx, subject: { type: string; id: number }, exceptKind: string): Promise<void> {
    const which = { subjectType: subject.type, subjectId: subject.id, kind: Not(exceptKind) };
    await tx.global(OutboxRow).delete({ ...which, state: In(unheard) });
    await tx.global(OutboxRow).update({ ...which, state: 'sending' }, this.takenBack());
  }

  /**
   * Takes back what persons have not heard of a subject, because they must not hear of it any more; nor is it shown as
   * undelivered. What a worker is sending in this moment cannot be called back, but it is not tried again.
   */
  async withdrawFrom(
    tx: Tx,
    subject: { type: string; id: number },
    personIds: readonly number[],
    exceptKinds: readonly string[],
  ): Promise<void> {
    if (personIds.length === 0) return;
    await tx.global(OutboxRow).update(
      {
        subjectType: subject.type,
        subjectId: subject.id,
        personId: In([...personIds]),
        kind: Not(In([...exceptKinds])),
        state: In([...unheard, 'sending']),
      },
      this.takenBack(),
    );
  }

  private takenBack() {
    return { state: 'withdrawn' as const, reason: null, changedAt: this.clock.now() };
  }

  async send(tx: Tx, message: OutgoingMessage): Promise<void> {
    const now = this.clock.now();
    const dueAt = afterQuietHours(now, message.quiet);
    await tx.global(OutboxRow).insert({
      token: newToken(),
      inSchool: message.school,
      kind: message.kind,
      channel: 'subscribe',
      personId: 'personId' in message.to ? message.to.personId : null,
      seal: 'seal' in message.to ? message.to.seal : null,
      subjectType: message.subject.type,
      subjectId: message.subject.id,
      payload: message.payload,
      state: 'waiting',
      attempts: 0,
      dueAt,
      leasedBy: null,
      leasedUntil: null,
      reason: null,
      createdAt: now,
      changedAt: now,
    });
    if (dueAt > now) return;
    tx.afterCommit(() => this.listeners.forEach((listener) => listener()));
  }
}

/** `now`, or the end of the quiet hours (whole hours in Asia/Shanghai, possibly over midnight) in which it lies. */
export function afterQuietHours(now: Date, quiet: { from: number; to: number } | null): Date {
  if (!quiet || quiet.from === quiet.to) return now;
  const hour = hourOf(now);
  const asleep =
    quiet.from < quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to;
  if (!asleep) return now;
  const hoursLeft = (quiet.to - hour + 24) % 24;
  // Shanghai is a whole number of hours away from UTC, so the minutes of the hour are the same.
  return later(
    now,
    minutes(hoursLeft * 60 - now.getUTCMinutes()) - now.getUTCSeconds() * 1000 - now.getUTCMilliseconds(),
  );
}
