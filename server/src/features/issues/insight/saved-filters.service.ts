import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CreateSavedFilter, SavedFilterView } from '#shared/issues/insight.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { rolesIn, schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { SavedFilter } from './saved-filter.entity.js';

/** More than anybody finds her way in. */
const mostFilters = 20;

/** Views of the board that a member of staff keeps for herself. */
@Injectable()
export class SavedFilters {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async list(actor: Actor, school: string | undefined): Promise<{ items: SavedFilterView[] }> {
    const rows = await this.own(actor, staffSchoolOf(actor, school));
    return { items: rows.map(present) };
  }

  async create(
    actor: Actor,
    token: string | undefined,
    request: RequestKey,
    { name, query }: z.output<typeof CreateSavedFilter>,
  ): Promise<SavedFilterView> {
    const school = staffSchoolOf(actor, token);
    const made = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        if ((await this.own(actor, school)).length >= mostFilters)
          throw new ProblemError('state_conflict', { detail: `最多存 ${mostFilters} 个，请先删掉不用的。` });
        const row = await tx
          .of(SavedFilter, school)
          .insert({ token: newToken(), personId: actor.personId, name, query });
        await this.record(tx, actor, row, 'created');
        return row.token;
      }),
    );
    return present(found((await this.own(actor, school)).find((row) => row.token === made.token)));
  }

  async remove(actor: Actor, token: string): Promise<void> {
    const { personId } = actor;
    const row = found(await this.database.read.acrossSchools(SavedFilter).findOneBy({ token, personId }));
    await this.database.write(async (tx) => {
      const isGone = (await tx.of(SavedFilter, row.schoolId).delete({ id: row.id })) === 0;
      if (isGone) throw new ProblemError('not_found');
      await this.record(tx, actor, row, 'removed');
    });
  }

  private record(tx: Tx, actor: Actor, row: SavedFilter, what: 'created' | 'removed'): Promise<void> {
    return this.audit.wrote(tx, {
      action: `saved_filter.${what}`,
      actor: byPerson(actor.personId),
      school: row.schoolId,
      subject: { type: 'saved_filter', id: row.id },
    });
  }

  private own(actor: Actor, school: SchoolId): Promise<SavedFilter[]> {
    const where = { personId: actor.personId };
    return this.database.read.of(SavedFilter, school).find({ where, order: { id: 'ASC' } });
  }
}

/** The school whose board the actor sees as staff. */
function staffSchoolOf(actor: Actor, token: string | undefined): SchoolId {
  const { id } = schoolOf(actor, token);
  if (rolesIn(actor, id).length === 0) throw new ProblemError('forbidden');
  return id;
}

function present({ token, name, query }: SavedFilter): SavedFilterView {
  return { token, name, query };
}
