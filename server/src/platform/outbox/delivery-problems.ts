import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import type { z } from 'zod';
import type { DeliveryProblem, DeliveryProblemPage } from '#shared/platform/deliveries.js';
import { Audit, byPerson } from '../audit/audit.js';
import { configuredSchoolOf, leads } from '../auth/actor.js';
import type { Actor } from '../auth/actor.js';
import { Person } from '../auth/identity.entity.js';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/database.js';
import { asSchoolId } from '../database/ids.js';
import { Idempotency, scopeOfPerson } from '../http/idempotency.js';
import type { RequestKey } from '../http/idempotency.js';
import { pageFrom, pageLimits } from '../http/keyset.js';
import { found, ProblemError } from '../http/problem-error.js';
import { MessageCatalogue } from './message-catalogue.js';
import { isTroubled, troubledStates } from './outbox-worker.js';
import { OutboxRow } from './outbox.entity.js';

/** Kinds that are nobody's business outside the closed room, not even as an undelivered line. */
const closedKinds = ['issue.diverted'];

/** The messages that did not arrive, for a clerk of the school: whom, what kind, why, and once more. */
@Injectable()
export class DeliveryProblems {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: MessageCatalogue,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async list(
    actor: Actor,
    query: { school?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<z.infer<typeof DeliveryProblemPage>> {
    const school = configuredSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const rows = await this.database.read.global(OutboxRow).find({
      where: {
        inSchool: school,
        state: isTroubled,
        kind: In(this.catalogue.kindsExcept(closedKinds)),
        ...(after === null ? {} : { id: LessThan(after) }),
      },
      order: { id: 'DESC' },
      take,
    });
    const page = pageFrom(rows, query.limit);
    return { items: await this.present(page.items), nextCursor: page.nextCursor };
  }

  /** Sends once more. Only what surely did not arrive: an unknown one might come twice. */
  async retry(actor: Actor, token: string, request: RequestKey): Promise<void> {
    const row = found(await this.database.read.global(OutboxRow).findOneBy({ token }));
    if (!leads(actor, asSchoolId(row.inSchool ?? 0)) || closedKinds.includes(row.kind))
      throw new ProblemError('not_found');
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.queueAgain(tx, actor, row)),
    );
  }

  private async queueAgain(tx: Tx, actor: Actor, row: OutboxRow): Promise<void> {
    if (row.state === 'unknown')
      throw new ProblemError('state_conflict', {
        detail: '这条消息可能已经送到，不能再发一次。请打电话问一下。',
      });
    const now = this.clock.now();
    const again = {
      state: 'waiting' as const,
      attempts: 0,
      dueAt: now,
      leasedBy: null,
      leasedUntil: null,
      changedAt: now,
    };
    const changed = await tx.global(OutboxRow).update({ id: row.id, state: In(troubledStates) }, again);
    if (changed.affected !== 1) throw new ProblemError('state_conflict');
    await this.audit.wrote(tx, {
      action: 'outbox.retried',
      actor: byPerson(actor.personId),
      school: asSchoolId(row.inSchool ?? 0),
      subject: { type: 'outbox', id: row.id },
    });
  }

  private async present(rows: readonly OutboxRow[]): Promise<DeliveryProblem[]> {
    const ids = rows.flatMap((row) => row.personId ?? []);
    const people = ids.length === 0 ? [] : await this.database.read.global(Person).findBy({ id: In(ids) });
    return rows.map((row) => ({
      token: row.token,
      recipient:
        row.personId === null
          ? '不具名的家长'
          : (people.find((person) => person.id === row.personId)?.name ?? ''),
      kind: this.catalogue.get(row.kind).label,
      channel: row.channel,
      outcome: row.state as DeliveryProblem['outcome'],
      reason: row.reason ?? '',
      at: row.changedAt.toISOString(),
    }));
  }
}
