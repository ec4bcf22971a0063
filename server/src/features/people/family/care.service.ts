import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { z } from 'zod';
import type { EndEntrustedCare, FindLeftBehind, RecordEntrustedCare } from '#shared/people/family.js';
import { isLeftBehind, leftBehindDefinitions } from '#shared/people/left-behind.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { mayManageFamily } from '../child.policy.js';
import { EntrustedCare, LeftBehindFinding } from '../family.entity.js';
import { ChildAccess } from './child-access.js';
import { ChildHistoryBook } from './child-history.js';

/** Entrusted care with its notice, and whether a child is left behind, by which definition. */
@Injectable()
export class CareService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly idempotency: Idempotency,
  ) {}

  async entrust(
    actor: Actor,
    token: string,
    request: RequestKey,
    told: z.output<typeof RecordEntrustedCare>,
  ) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const giver = await this.access.guardian(child, told.entrustedBy, 'entrustedBy');
    const carer = await this.access.guardian(child, told.carer, 'carer');
    if (giver.personId === carer.personId)
      throw new ProblemError('invalid_input', { errors: [{ path: 'carer', message: '要委托给另一位大人' }] });
    const { fromDay, toDay, toldSchoolOn, toldVillageOn, photos } = told;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const table = tx.of(EntrustedCare, child.schoolId);
        const running = { childId: child.id, carerId: carer.personId };
        const open = [
          { ...running, toDay: IsNull() },
          { ...running, toDay: MoreThan(fromDay) },
        ];
        if ((await table.find({ where: open })).length > 0)
          throw new ProblemError('already_exists', { detail: '已经有一份委托照护，请先结束原来的。' });
        await table.insert({
          ...running,
          entrustedById: giver.personId,
          ...{ fromDay, toDay, toldSchoolOn, toldVillageOn },
          recordedById: actor.personId,
          recordedAt: this.clock.now(),
        });
        await this.history.append(tx, child, {
          actorId: actor.personId,
          event: 'care_entrusted',
          payload: {
            personId: carer.personId,
            entrustedById: giver.personId,
            ...{ fromDay, toDay, toldSchoolOn, toldVillageOn },
          },
          photos,
        });
      }),
    );
  }

  async endCare(actor: Actor, token: string, request: RequestKey, ending: z.output<typeof EndEntrustedCare>) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const { personId } = await this.access.guardian(child, ending.carer, 'carer');
    const { toDay } = ending;
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const table = tx.of(EntrustedCare, child.schoolId);
        const which = { childId: child.id, carerId: personId };
        let ended = 0;
        for (const open of [IsNull(), MoreThan(toDay)])
          ended += await table.update({ ...which, toDay: open }, { toDay });
        if (ended === 0) throw new ProblemError('state_conflict', { detail: '没有要结束的委托照护。' });
        const payload = { personId, toDay };
        await this.history.append(tx, child, { actorId: actor.personId, event: 'care_ended', payload });
      }),
    );
  }

  /** Decides whether the child is left behind: what was asked goes in, the answer follows from the definition. */
  async findLeftBehind(
    actor: Actor,
    token: string,
    request: RequestKey,
    { definition, facts, reviewOn }: z.output<typeof FindLeftBehind>,
  ) {
    const child = await this.access.forCommand(actor, token, mayManageFamily);
    const today = dayOf(this.clock.now());
    if (reviewOn <= today)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'reviewOn', message: '下次复核要在以后' }],
      });
    const leftBehind = isLeftBehind(definition, facts, child.birthDay, today);
    const { version } = leftBehindDefinitions[definition];
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const found = { definition, version, leftBehind };
        await tx.of(LeftBehindFinding, child.schoolId).insert({
          childId: child.id,
          ...found,
          facts,
          decidedById: actor.personId,
          decidedOn: today,
          reviewOn,
        });
        const payload = { ...found, fromDay: today, toDay: reviewOn };
        await this.history.append(tx, child, {
          actorId: actor.personId,
          event: 'left_behind_found',
          payload,
        });
      }),
    );
  }
}
