import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { ServiceTargetsView, WriteServiceTargets } from '#shared/issues/clock-contract.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Category } from '../issue.entity.js';
import { presentCategory } from '../category.presenter.js';
import { ClockSetup } from './clock-setup.js';
import { ServiceTarget } from './clock.entity.js';
import { IssueClocks } from './issue-clocks.js';

/** By when the school wants its issues answered and resolved. */
@Injectable()
export class ServiceTargets {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly setup: ClockSetup,
    private readonly clocks: IssueClocks,
  ) {}

  get(actor: Actor, schoolToken: string | undefined): Promise<ServiceTargetsView> {
    return this.show(configuredSchoolOf(actor, schoolToken));
  }

  async replace(
    actor: Actor,
    schoolToken: string | undefined,
    input: WriteServiceTargets,
  ): Promise<ServiceTargetsView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const categories = await this.database.read.of(Category, school).find();
    const own = input.categories.map(({ category, ...target }, index) => {
      const row = categories.find(({ token }) => token === category);
      if (!row) {
        const path = `categories.${index}.category`;
        throw new ProblemError('invalid_input', { errors: [{ path, message: '找不到这个类别' }] });
      }
      return { categoryId: row.id, ...target };
    });
    await this.database.write(async (tx) => {
      await this.setup.store(tx, school);
      const table = tx.of(ServiceTarget, school);
      await table.update({ categoryId: IsNull() }, input.fallback);
      await table.delete({ categoryId: Not(IsNull()) });
      await table.insertMany(own);
      await this.audit.wrote(tx, {
        action: 'service_targets.changed',
        actor: byPerson(actor.personId),
        school,
      });
      this.setup.forget(tx, school);
      await this.clocks.recomputeSoon(tx, school);
    });
    return this.show(school);
  }

  private async show(school: SchoolId): Promise<ServiceTargetsView> {
    const { targets } = await this.setup.of(school);
    const categories = await this.database.read
      .of(Category, school)
      .find({ order: { position: 'ASC', id: 'ASC' } });
    return {
      fallback: targets.fallback,
      categories: categories.flatMap((category) => {
        const target = targets.byCategory[category.code];
        return target ? [{ category: presentCategory(category), ...target }] : [];
      }),
    };
  }
}
