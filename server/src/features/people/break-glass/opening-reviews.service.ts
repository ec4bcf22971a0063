import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import type { z } from 'zod';
import type { OpeningPage, OpeningQuery, OpeningView, ReviewOpening } from '#shared/people/break-glass.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { hasRole, schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { mayReviewOpening } from '../child.policy.js';
import { BreakGlassService } from './break-glass.service.js';
import { BreakGlassWatch } from './break-glass-watch.js';
import { BreakGlass } from './break-glass.entity.js';
import { OpeningPresenter } from './opening.presenter.js';

/** Somebody else looks at why fields were opened, and says what she finds. */
@Injectable()
export class OpeningReviews {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly openings: BreakGlassService,
    private readonly watch: BreakGlassWatch,
    private readonly presenter: OpeningPresenter,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `forbidden` for who does not work in the closed room */
  async list(actor: Actor, query: z.output<typeof OpeningQuery>): Promise<z.infer<typeof OpeningPage>> {
    const { after, take } = pageLimits(query);
    const reviewedAt = query.state === 'waiting' ? IsNull() : Not(IsNull());
    const { keptFrom } = actor;
    const where = {
      reviewedAt,
      ...(keptFrom.length === 0 ? {} : { childId: Not(In([...keptFrom])) }),
      ...(after === null ? {} : { id: LessThan(after) }),
    };
    const regions = actor.regionRoles.filter(({ role }) => role === 'county_safeguarding');
    const page = { order: { id: 'DESC' }, take } as const;
    const fromAbove = query.school === undefined && regions.length > 0;
    const school = fromAbove ? null : schoolOf(actor, query.school).id;
    if (school !== null && !hasRole(actor, school, 'safeguarding_lead', 'safeguarding_deputy'))
      throw new ProblemError('forbidden');
    requireUnlocked(actor);
    const rows =
      school === null
        ? await this.database.read.acrossSchools(BreakGlass).find({
            where: { ...where, officeRegionId: In(regions.map((one) => one.regionId)) },
            ...page,
          })
        : await this.database.read.of(BreakGlass, school).find({ where, ...page });
    const { items, nextCursor } = pageFrom(rows, query.limit);
    await this.recordRead(actor, items);
    return { items: await this.presenter.present(actor, items), nextCursor };
  }

  /** @throws ProblemError `not_found` for who may not review it, `state_conflict` for what was reviewed already */
  async review(
    actor: Actor,
    token: string,
    request: RequestKey,
    { verdict, note }: z.output<typeof ReviewOpening>,
  ): Promise<OpeningView> {
    const row = found(await this.database.read.acrossSchools(BreakGlass).findOneBy({ token }));
    if (!mayReviewOpening(actor, row)) throw new ProblemError('not_found');
    requireUnlocked(actor);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        const review = { verdict, note, reviewedAt: this.clock.now(), reviewedById: actor.personId };
        const rows = tx.of(BreakGlass, row.schoolId);
        if ((await rows.update({ token, reviewedAt: IsNull() }, review)) !== 1)
          throw new ProblemError('state_conflict', { detail: '这一次已经有人复核过了。' });
        await this.watch.reviewed(tx, row);
        if (verdict === 'unjustified' && row.closedAt === null && row.until > this.clock.now())
          await this.openings.shut(tx, actor, row);
        await this.audit.wrote(tx, {
          action: `break_glass.${verdict}`,
          actor: byPerson(actor.personId),
          school: row.schoolId,
          subject: { type: 'child', id: row.childId },
          breakGlass: row.id,
        });
      }),
    );
    const now = found(await this.database.read.of(BreakGlass, row.schoolId).findOne({ id: row.id }));
    await this.recordRead(actor, [now]);
    return found((await this.presenter.present(actor, [now]))[0]);
  }

  /** A row per school: names and reasons of protected children are personal data. */
  private async recordRead(actor: Actor, rows: readonly BreakGlass[]): Promise<void> {
    for (const school of new Set(rows.map((row) => row.schoolId)))
      await this.audit.read({ action: 'break_glass.list', actor: byPerson(actor.personId), school }, [
        'protection',
      ]);
  }
}
