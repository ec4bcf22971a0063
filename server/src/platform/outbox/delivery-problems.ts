import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
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
import type { SchoolId } from '../database/ids.js';
import { Idempotency, scopeOfPerson } from '../http/idempotency.js';
import type { RequestKey } from '../http/idempotency.js';
import { pageFrom, pageLimits } from '../http/keyset.js';
import { found, ProblemError } from '../http/problem-error.js';
import { MessageCatalogue } from './message-catalogue.js';
import { troubledStates } from './outbox-worker.js';
import { Exclusion } from '../timeline/timeline.entity.js';
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
    const builder = this.troubled(actor, school);
    if (after !== null) builder.andWhere('outbox.id < :after', { after });
    const rows = await builder.orderBy('outbox.id', 'DESC').take(take).getMany();
    const page = pageFrom(rows, query.limit);
    return { items: await this.present(page.items), nextCursor: page.nextCursor };
  }

  /** How many there are, counted no further than `most`. */
  async count(actor: Actor, school: SchoolId, most: number): Promise<number> {
    const rows = await this.troubled(actor, school).select('outbox.id').take(most).getMany();
    return rows.length;
  }

  /** Sends once more. Only what surely did not arrive: an unknown one might come twice. */
  async retry(actor: Actor, token: string, request: RequestKey): Promise<void> {
    const row = found(await this.database.read.global(OutboxRow).findOneBy({ token }));
    const school = asSchoolId(row.inSchool ?? 0);
    if (!leads(actor, school)) throw new ProblemError('not_found');
    found(await this.visible(actor, school).andWhere('outbox.id = :id', { id: row.id }).getOne());
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.queueAgain(tx, actor, row)),
    );
  }

  private troubled(actor: Actor, school: SchoolId): SelectQueryBuilder<OutboxRow> {
    return this.visible(actor, school).andWhere('outbox.state IN (:...troubled)', {
      troubled: troubledStates,
    });
  }

  /** Messages of a school without those about a subject that the reader must not know of. */
  private visible(actor: Actor, school: SchoolId): SelectQueryBuilder<OutboxRow> {
    const builder = this.database.read
      .global(OutboxRow)
      .createQueryBuilder('outbox')
      .where('outbox.inSchool = :school', { school })
      .andWhere('outbox.kind IN (:...kinds)', { kinds: this.catalogue.kindsExcept(closedKinds) });
    const barred = builder
      .subQuery()
      .select('1')
      .from(Exclusion, 'exclusion')
      .where('exclusion.schoolId = outbox.inSchool')
      .andWhere('exclusion.subjectType = outbox.subjectType')
      .andWhere('exclusion.subjectId = outbox.subjectId')
      .andWhere('exclusion.personId = :reader');
    return builder.andWhere(`NOT EXISTS ${barred.getQuery()}`).setParameter('reader', actor.personId);
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
