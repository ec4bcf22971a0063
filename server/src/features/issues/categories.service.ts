import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CategoryList, CategoryView, UpdateCategory } from '#shared/issues/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, leads, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { Category } from './issue.entity.js';
import { presentCategory } from './category.presenter.js';

/** The school's categories: everybody of the school sees them, principal and administrator shape them. */
@Injectable()
export class CategoriesService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async list(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof CategoryList>> {
    const school = schoolOf(actor, schoolToken).id;
    const rows = await this.database.read
      .of(Category, school)
      .find({ order: { position: 'ASC', id: 'ASC' } });
    return { items: rows.map(presentCategory) };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    name: string,
  ): Promise<CategoryView> {
    const school = configuredSchoolOf(actor, schoolToken);
    const row = await this.database.write(async (tx) => {
      const table = tx.of(Category, school);
      const { token } = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        if (await table.exists({ name }))
          throw new ProblemError('already_exists', { detail: '已经有这个类别了。' });
        const [last] = await table.find({ order: { position: 'DESC' }, take: 1 });
        const token = newToken();
        const position = (last?.position ?? 0) + 1;
        const category = await table.insert({ token, code: `own-${token}`, name, active: true, position });
        await this.audit.wrote(tx, {
          action: 'category.created',
          actor: byPerson(actor.personId),
          school,
          subject: { type: 'category', id: category.id },
        });
        return token;
      });
      return found(await table.findOne({ token }));
    });
    return presentCategory(row);
  }

  /** Renames a category or retires it. What was sorted into it stays there. */
  async update(actor: Actor, token: string, change: z.infer<typeof UpdateCategory>): Promise<CategoryView> {
    const row = found(await this.database.read.acrossSchools(Category).findOneBy({ token }));
    if (!leads(actor, row.schoolId)) throw new ProblemError('not_found');
    await this.database.write(async (tx) => {
      if (Object.keys(change).length > 0) await tx.of(Category, row.schoolId).update({ id: row.id }, change);
      await this.audit.wrote(tx, {
        action: 'category.updated',
        actor: byPerson(actor.personId),
        school: row.schoolId,
        subject: { type: 'category', id: row.id },
      });
    });
    return presentCategory({ ...row, ...change });
  }
}
