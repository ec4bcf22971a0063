import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ChildList, ChildrenQuery } from '#shared/people/contract.js';
import type { ChildDetail } from '#shared/people/family.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { requireUnlocked } from '../../platform/auth/lock.js';
import { ChildrenPresenter } from './children.port.js';
import { ChildAccess } from './family/child-access.js';

@Injectable()
export class ChildrenService {
  constructor(
    private readonly access: ChildAccess,
    private readonly presenter: ChildrenPresenter,
    private readonly audit: Audit,
  ) {}

  async list(actor: Actor, { scope }: z.output<typeof ChildrenQuery>): Promise<ChildList> {
    if (scope === 'mine') return { items: await this.presenter.cards(actor) };
    const isGiven = scope === 'given';
    if (isGiven) requireUnlocked(actor);
    const lists = await (isGiven ? this.presenter.given(actor) : this.presenter.taught(actor));
    for (const { school, childIds } of lists) {
      if (childIds.length === 0) continue;
      await this.audit.read(
        { action: isGiven ? 'child.given_list' : 'child.list', actor: byPerson(actor.personId), school },
        ['basic'],
        childIds,
      );
    }
    return { items: lists.flatMap(({ cards }) => cards) };
  }

  async get(actor: Actor, token: string): Promise<ChildDetail> {
    const seen = await this.access.load(actor, token);
    const { child, fields, opening } = seen;
    const detail = await this.presenter.detail(actor, seen);
    const { health = null } = detail;
    await this.audit.read(
      {
        action: 'child.get',
        actor: byPerson(actor.personId),
        school: child.schoolId,
        subject: { type: 'child', id: child.id },
        breakGlass: opening?.id ?? null,
      },
      // What the answer holds: of a child's health only where something is written down, or somebody has opened it.
      fields.filter((one) => one !== 'health' || health !== null || opening?.fields.includes('health')),
      // Of the other children of her household it holds the names alone: so their families are told.
      await this.presenter.alsoNamed(child, detail),
    );
    return detail;
  }
}
