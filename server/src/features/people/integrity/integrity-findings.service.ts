import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { IntegrityLook, IntegrityPage, IntegrityQuery } from '#shared/people/binding-contract.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { Child } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { IntegrityCheck } from './integrity-check.js';
import { IntegrityFinding } from './integrity.entity.js';
import { NightlyIntegrity } from './nightly-integrity.js';

/** Of the protection class: that an adult is kept away is not for whoever leads the school. */
const closedKinds = ['barred_shares_phone'];

/** The contradictions that stand, for who leads the school. */
@Injectable()
export class IntegrityFindings {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly check: IntegrityCheck,
    private readonly nightly: NightlyIntegrity,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async list(actor: Actor, query: z.output<typeof IntegrityQuery>): Promise<z.infer<typeof IntegrityPage>> {
    const school = configuredSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const builder = this.database.read
      .of(IntegrityFinding, school)
      .query('finding')
      .andWhere('finding.goneAt IS NULL')
      .andWhere('finding.kind NOT IN (:...closedKinds)', { closedKinds });
    const { keptFrom } = actor;
    if (keptFrom.length > 0)
      builder.andWhere('(finding.childId IS NULL OR finding.childId NOT IN (:...keptFrom))', { keptFrom });
    if (after !== null) builder.andWhere('finding.id < :after', { after });
    const page = pageFrom(await builder.orderBy('finding.id', 'DESC').take(take).getMany(), query.limit);
    const childIds = page.items.flatMap((row) => row.childId ?? []);
    if (childIds.length > 0)
      await this.audit.read(
        { action: 'integrity.list', actor: byPerson(actor.personId), school },
        ['basic', 'family'],
        childIds,
      );
    const children = await this.database.read.of(Child, school).find({ where: { id: In(childIds) } });
    const { people, classrooms } = await this.people.names(school, {
      people: page.items.map((row) => row.personId),
      places: [],
      classrooms: children.map((child) => child.classroomId),
    });
    return {
      items: page.items.map((row) => {
        const child = children.find((one) => one.id === row.childId);
        return {
          token: row.token,
          kind: row.kind,
          child: child
            ? {
                token: child.token,
                name: child.name,
                classroom: classrooms.get(child.classroomId ?? 0) ?? null,
              }
            : null,
          person: people.get(row.personId ?? 0)?.name ?? null,
          firstSeenAt: row.firstSeenAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
        };
      }),
      nextCursor: page.nextCursor,
    };
  }

  /** Looks at once instead of waiting for the night. */
  async look(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
  ): Promise<z.infer<typeof IntegrityLook>> {
    const school = configuredSchoolOf(actor, schoolToken);
    await this.nightly.ensure(school);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.check.run(tx, school);
        await this.audit.wrote(tx, { action: 'integrity.looked', actor: byPerson(actor.personId), school });
      }),
    );
    const builder = this.database.read
      .of(IntegrityFinding, school)
      .query('finding')
      .andWhere('finding.goneAt IS NULL')
      .andWhere('finding.kind NOT IN (:...closedKinds)', { closedKinds });
    return { standing: await builder.getCount() };
  }
}
