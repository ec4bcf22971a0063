import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ChildHealth, KeepHealth } from '#shared/people/health.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Bars } from '../bars.port.js';
import { mayKeepHealth } from '../child.policy.js';
import type { Child } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { ChildHealthRow } from '../private.entity.js';
import { ChildAccess } from './child-access.js';
import type { SeenChild } from './child-access.js';
import { ChildHistoryBook } from './child-history.js';

/** What must be known of a child's health; it lies encrypted. */
@Injectable()
export class HealthNotes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly bars: Bars,
    private readonly people: PeopleDirectory,
    private readonly idempotency: Idempotency,
  ) {}

  /** For who may see the health class; null where nothing is written down. */
  async of({ id, schoolId }: Child): Promise<ChildHealth | null> {
    const row = await this.database.read.of(ChildHealthRow, schoolId).findOne({ childId: id });
    if (!row) return null;
    // An adult who is kept from the child is named nowhere on her page.
    const kept = await this.bars.personsKeptFrom(schoolId, id);
    const names = await this.people.people([row.recordedById]);
    const by = kept.includes(row.recordedById) ? null : (names.get(row.recordedById)?.name ?? null);
    return { words: row.words, by, at: row.recordedAt.toISOString() };
  }

  /** Whether the reader may write it: not by what she has only opened for a reason. */
  mayKeep(actor: Actor, { child, fields, opening, openable }: SeenChild): boolean {
    // What an opening holds counts no more once her office shows it: the family has agreed since.
    const isOpened = openable.includes('health') && (opening?.fields.includes('health') ?? false);
    return fields.includes('health') && !isOpened && mayKeepHealth(actor, child);
  }

  /**
   * @throws ProblemError `forbidden` for who may not write it, `state_conflict` where somebody has written since
   */
  async keep(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof KeepHealth>,
  ): Promise<void> {
    const seen = await this.access.load(actor, token);
    if (!this.mayKeep(actor, seen)) throw new ProblemError('forbidden');
    const { child } = seen;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        await this.store(tx, actor, child, given);
        const payload = { what: 'health' };
        await this.history.append(tx, child, { actorId: actor.personId, event: 'private_changed', payload });
      }),
    );
  }

  private async store(
    tx: Tx,
    { personId }: Actor,
    { id: childId, schoolId }: Child,
    { words, after }: z.output<typeof KeepHealth>,
  ): Promise<void> {
    const rows = tx.of(ChildHealthRow, schoolId);
    const row = await rows.findOne({ childId });
    // An allergy that the other parent has just added must not vanish under what was written beside it.
    if ((row?.recordedAt.toISOString() ?? null) !== after)
      throw new ProblemError('state_conflict', { detail: '刚刚有人改过，请先看一看，再改。' });
    const recorded = { recordedById: personId, recordedAt: this.clock.now() };
    if (words === null) await rows.delete({ childId });
    else if (row) await rows.update({ token: row.token }, { words, ...recorded });
    else await rows.insert({ token: newToken(), childId, words, ...recorded });
  }
}
