import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ChildDetail, ChildList, ChildrenQuery } from '#shared/people/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { mayArrangeFor, mayReadChild } from './child.policy.js';
import { ChildrenPresenter } from './children.port.js';
import { Child } from './people.entity.js';

@Injectable()
export class ChildrenService {
  constructor(
    private readonly database: Database,
    private readonly presenter: ChildrenPresenter,
    private readonly audit: Audit,
  ) {}

  async list(actor: Actor, { scope }: z.output<typeof ChildrenQuery>): Promise<ChildList> {
    if (scope === 'mine') return { items: await this.presenter.cards(actor) };
    return { items: await this.presenter.taught(actor) };
  }

  async get(actor: Actor, token: string): Promise<ChildDetail> {
    // The token says which school; nothing is shown before the policy has spoken.
    const child = await this.database.read.acrossSchools(Child).findOneBy({ token });
    if (!child || !mayReadChild(actor, child)) throw new ProblemError('not_found');
    requireUnlocked(actor);
    await this.audit.read(
      {
        action: 'child.get',
        actor: byPerson(actor.personId),
        school: child.schoolId,
        subject: { type: 'child', id: child.id },
      },
      ['basic', 'family'],
    );
    const relation = actor.children.find((one) => one.childId === child.id)?.relation ?? null;
    return this.presenter.detail(child.schoolId, child, relation, mayArrangeFor(actor, child));
  }
}
