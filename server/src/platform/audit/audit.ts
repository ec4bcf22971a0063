import { Injectable } from '@nestjs/common';
import type { FieldClass } from '#shared/people/field-classes.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import type { SchoolId } from '../database/ids.js';
import { AuditChildRow, AuditRow } from './audit.entity.js';

/** Who did something: a person, a sealed person, or the system (both null). */
export interface ActorRef {
  personId: number | null;
  seal: string | null;
}

export const system: ActorRef = { personId: null, seal: null };
export const byPerson = (personId: number): ActorRef => ({ personId, seal: null });
export const bySeal = (seal: string): ActorRef => ({ personId: null, seal });

export interface Entry {
  action: string;
  actor: ActorRef;
  school: SchoolId | null;
  subject?: { type: string; id: number };
  /** Id of the opening on which it rests, see features/people/break-glass. */
  breakGlass?: number | null;
}

/** Keeps who wrote what, and who read whose personal data. */
@Injectable()
export class Audit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A write, recorded in the transaction that makes it. */
  async wrote(tx: Tx, entry: Entry): Promise<void> {
    await this.insert(tx, 'write', entry, null);
  }

  /** Several writes at once, in their order. */
  async wroteAll(tx: Tx, entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.global(AuditRow).insert(entries.map((entry) => this.row('write', entry, null)));
  }

  /** A sign-in, sign-out, binding or refusal. */
  async auth(tx: Tx, action: string, actor: ActorRef): Promise<void> {
    await this.insert(tx, 'auth', { action, actor, school: null }, null);
  }

  /**
   * A read of personal data: one row per response, written before the answer leaves.
   * @param children ids of the children whose data the answer holds, where it is not about one child alone
   * @param onlyFor the one guardian who is told, where the others must not learn that there was something to read
   */
  async read(
    entry: Entry,
    fields: readonly FieldClass[],
    children: readonly number[] = [],
    onlyFor: number | null = null,
  ): Promise<void> {
    const row = this.row('read', entry, fields.join(' '));
    if (children.length === 0) return this.database.append(AuditRow, row);
    await this.database.write(async (tx) => {
      const rows = tx.global(AuditRow);
      const read = rows.create(row);
      await rows.insert(read);
      await tx
        .global(AuditChildRow)
        .insert([...new Set(children)].map((childId) => ({ auditId: read.id, childId, onlyForId: onlyFor })));
    });
  }

  private async insert(tx: Tx, kind: AuditRow['kind'], entry: Entry, fields: string | null): Promise<void> {
    await tx.global(AuditRow).insert(this.row(kind, entry, fields));
  }

  private row(kind: AuditRow['kind'], entry: Entry, fields: string | null) {
    return {
      inSchool: entry.school,
      at: this.clock.now(),
      kind,
      action: entry.action,
      actorId: entry.actor.personId,
      actorSeal: entry.actor.seal,
      subjectType: entry.subject?.type ?? null,
      subjectId: entry.subject?.id ?? null,
      fields,
      requestId: null,
      breakGlassId: entry.breakGlass ?? null,
    };
  }
}
