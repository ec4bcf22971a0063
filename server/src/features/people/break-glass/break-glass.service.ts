import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { OpenFields } from '#shared/people/break-glass.js';
import { openForHours } from '#shared/people/opening-limits.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock, hours, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { mayReviewOpening } from '../child.policy.js';
import { ChildAccess } from '../family/child-access.js';
import { ChildHistoryBook } from '../family/child-history.js';
import { OpeningRefusals } from '../opening-refusals.port.js';
import type { Child } from '../people.entity.js';
import { BreakGlassWatch } from './break-glass-watch.js';
import { BreakGlass } from './break-glass.entity.js';
import { Openings } from './openings.js';

const refused = (): ProblemError =>
  new ProblemError('forbidden', { detail: '您不能这样查看。急事请马上找安全保护专员。' });

/** Opens what an office or the family's consent does not show of one child, for two hours and a reason, in the sight of others. */
@Injectable()
export class BreakGlassService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly openings: Openings,
    private readonly refusals: OpeningRefusals,
    private readonly history: ChildHistoryBook,
    private readonly watch: BreakGlassWatch,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * @throws ProblemError `not_found` for a child whom she does not see, `forbidden` for classes that no reason opens to
   *   her and for whom a report of harm about the child names, `already_exists` while something stands open
   */
  async open(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof OpenFields>,
  ): Promise<void> {
    const { child, openable } = await this.access.load(actor, token);
    if (openable.length === 0 || !given.fields.every((one) => openable.includes(one))) throw refused();
    // In the same words: she learns nothing of what was said about her.
    if (await this.refusals.refuses(child.schoolId, child.id, actor.personId)) {
      await this.database.write((tx) =>
        this.audit.wrote(tx, {
          action: 'break_glass.refused',
          actor: byPerson(actor.personId),
          school: child.schoolId,
          subject: { type: 'child', id: child.id },
        }),
      );
      throw refused();
    }
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.store(tx, actor, child, given)),
    );
  }

  private async store(
    tx: Tx,
    { personId }: Actor,
    child: Child,
    { fields, reason }: z.output<typeof OpenFields>,
  ): Promise<void> {
    await this.history.hold(tx, child);
    if (await this.openings.living(child, personId))
      throw new ProblemError('already_exists', { detail: '现在就开着，不用再开一次。' });
    const openedAt = this.clock.now();
    const row = await tx.of(BreakGlass, child.schoolId).insert({
      token: newToken(),
      childId: child.id,
      openedById: personId,
      fields: [...new Set(fields)].join(' '),
      reason,
      openedAt,
      until: later(openedAt, hours(openForHours)),
      closedAt: null,
      closedById: null,
      escalatedAt: null,
      officeRegionId: null,
      reviewedAt: null,
      reviewedById: null,
      verdict: null,
      note: null,
    });
    await this.watch.opened(tx, row);
    await this.record(tx, personId, 'break_glass.opened', row);
  }

  /** Shuts it before its time: who opened it, or who may review it. What is shut already stays so. */
  async close(actor: Actor, token: string, request: RequestKey): Promise<void> {
    const row = found(await this.database.read.acrossSchools(BreakGlass).findOneBy({ token }));
    if (row.openedById !== actor.personId && !mayReviewOpening(actor, row))
      throw new ProblemError('not_found');
    requireUnlocked(actor);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        if (this.openings.isOpen(row)) await this.shut(tx, actor, row);
      }),
    );
  }

  /** For who has decided that it must not stay open. */
  async shut(tx: Tx, { personId }: Actor, row: BreakGlass): Promise<void> {
    const closed = { closedAt: this.clock.now(), closedById: personId };
    await tx.of(BreakGlass, row.schoolId).update({ id: row.id }, closed);
    await this.record(tx, personId, 'break_glass.closed', row);
  }

  private record(tx: Tx, personId: number, action: string, row: BreakGlass): Promise<void> {
    return this.audit.wrote(tx, {
      action,
      actor: byPerson(personId),
      school: row.schoolId,
      subject: { type: 'child', id: row.childId },
      breakGlass: row.id,
    });
  }
}
