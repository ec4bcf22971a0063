import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { z } from 'zod';
import type {
  AssigneeList,
  CreatedStaff,
  CreateStaff,
  StaffPage,
  StaffQuery,
} from '#shared/people/contract.js';
import { configuredSchoolOf, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Person } from '../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { hashPassword, readableSecret } from './password-hash.port.js';
import { StaffMemberRow } from './people.entity.js';
import { StaffAccess } from './staff-access.js';
import { StaffRoles } from './staff-roles.service.js';
import { StaffSignIns } from './staff-sign-ins.service.js';
import { assertMayGive } from './staff.policy.js';
import { StaffNames } from './staff-names.port.js';
import { StaffPresenter } from './staff.presenter.js';

type NewStaff = z.output<typeof CreateStaff>;

/** The list of who works at a school, and whoever begins there. */
@Injectable()
export class StaffService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly names: StaffNames,
    private readonly presenter: StaffPresenter,
    private readonly access: StaffAccess,
    private readonly roles: StaffRoles,
    private readonly signIns: StaffSignIns,
    private readonly idempotency: Idempotency,
  ) {}

  async list(actor: Actor, query: z.infer<typeof StaffQuery>): Promise<z.infer<typeof StaffPage>> {
    const school = configuredSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const members = await this.database.read.of(StaffMemberRow, school).find({
      where: { active: query.active === 'true', ...(after === null ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take,
    });
    const page = pageFrom(members, query.limit);
    return { items: await this.presenter.present(school, page.items), nextCursor: page.nextCursor };
  }

  /** Whoever may hand an issue on sees whom she can hand it to: everybody who works here, by name and role. */
  async assignees(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof AssigneeList>> {
    const school = schoolOf(actor, schoolToken).id;
    if (!actor.positions.some((position) => position.school.id === school))
      throw new ProblemError('not_found');
    return this.names.byName(school);
  }

  /** Takes somebody on. Asked again it is the same person, without the password that was shown the first time. */
  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: NewStaff,
  ): Promise<z.infer<typeof CreatedStaff>> {
    const school = configuredSchoolOf(actor, schoolToken);
    for (const { role } of input.roles) assertMayGive(actor, school, role, null);
    const firstPassword = input.login === null ? null : readableSecret(12);
    const hash = firstPassword === null ? null : await hashPassword(firstPassword);
    const { token, isNew } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, () =>
        this.store(tx, actor, school, input, hash),
      ),
    );
    const member = await this.access.show(await this.access.load(actor, token));
    return { member, firstPassword: isNew ? firstPassword : null, repeated: !isNew };
  }

  private async store(
    tx: Tx,
    actor: Actor,
    school: SchoolId,
    input: NewStaff,
    hash: string | null,
  ): Promise<string> {
    const now = this.clock.now();
    const people = tx.global(Person);
    const person = people.create({ token: newToken(), name: input.name, createdAt: now });
    await people.insert(person);
    await tx
      .of(StaffMemberRow, school)
      .insert({ personId: person.id, active: true, fromDay: dayOf(now), toDay: null });
    for (const role of input.roles) await this.roles.add(tx, actor, school, person.id, role);
    if (input.login !== null && hash !== null) await this.signIns.addLogin(tx, person.id, input.login, hash);
    await this.access.wrote(tx, actor, school, 'staff.created', person.id);
    return person.token;
  }
}
