import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { z } from 'zod';
import type { Create__Feature__, __Feature__Page, __Feature__Query, __Feature__View } from '#shared/__features__/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { __Feature__ } from './__feature__.entity.js';
import { mayCreate, maySee } from './__feature__.policy.js';
import { present__Feature__ } from './__feature__.presenter.js';

type Input = z.output<typeof Create__Feature__>;

@Injectable()
export class __Features__Service {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** Newest first, by keyset. */
  async list(actor: Actor, query: z.output<typeof __Feature__Query>): Promise<z.infer<typeof __Feature__Page>> {
    const school = schoolOf(actor, query.school).id;
    const { after, take } = pageLimits(query);
    const rows = await this.database.read.of(__Feature__, school).find({
      where: after === null ? {} : { id: LessThan(after) },
      order: { id: 'DESC' },
      take,
    });
    const page = pageFrom(rows, query.limit);
    return { items: page.items.map(present__Feature__), nextCursor: page.nextCursor };
  }

  /** @throws ProblemError `not_found`, also for what belongs to another school */
  async get(actor: Actor, token: string): Promise<__Feature__View> {
    const row = found(await this.database.read.acrossSchools(__Feature__).findOneBy({ token }));
    if (!maySee(actor, row.schoolId)) throw new ProblemError('not_found');
    return present__Feature__(row);
  }

  /** @throws ProblemError `forbidden` */
  async create(actor: Actor, request: RequestKey, input: Input): Promise<__Feature__View> {
    const school = schoolOf(actor, input.school).id;
    if (!mayCreate(actor, school)) throw new ProblemError('forbidden');
    const row = await this.database.write(async (tx) => {
      const { token } = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, () =>
        this.store(tx, actor, school, input),
      );
      return found(await tx.of(__Feature__, school).findOne({ token }));
    });
    return present__Feature__(row);
  }

  private async store(tx: Tx, actor: Actor, school: SchoolId, input: Input): Promise<string> {
    const created = await tx.of(__Feature__, school).insert({
      token: newToken(),
      title: input.title,
      createdById: actor.personId,
      createdAt: this.clock.now(),
    });
    const subject = { type: '__feature_table__', id: created.id };
    await this.audit.wrote(tx, { action: '__feature_table__.created', actor: byPerson(actor.personId), school, subject });
    return created.token;
  }
}
