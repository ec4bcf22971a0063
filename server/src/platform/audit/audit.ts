import { Injectable } from '@nestjs/common';
import type { FieldClass } from '#shared/people/field-classes.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import type { SchoolId } from '../database/ids.js';
import { AuditRow } from './audit.entity.js';

/** Who did something: a person, a sealed person, or the system (both null). */
export interface ActorRef {
  personId: number | null;
  seal: string | null;
}

export const system: ActorRef = { personId: null, seal: null };
export const byPerson = (personId: number): ActorRef => ({ personId, seal: null });
export const bySeal = (seal: string): ActorRef => ({ personId: null, seal });

interface Entry {
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

  /** A sign-in, sign-out, binding or refusal. */
  async auth(tx: Tx, action: string, actor: ActorRef): Promise<void> {
    await this.insert(tx, 'auth', { action, actor, school: null }, null);
  }

  /** A read of personal data: one row per response, written before the answer leaves. */
  async read(entry: Entry, fields: readonly FieldClass[]): Promise<void> {
    await this.database.append(AuditRow, this.row('read', entry, fields.join(' ')));
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
