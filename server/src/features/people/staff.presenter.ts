import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import type { StaffMember } from '#shared/people/contract.js';
import { AccountPerson, PasswordLogin, Session } from '../../platform/auth/identity.entity.js';
import { SecondFactors } from '../../platform/auth/second-factor.js';
import { SignInGuard } from '../../platform/auth/sign-in-guard.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { holdingOn } from './dated.js';
import { StaffRoleRow } from './people.entity.js';
import type { StaffMemberRow } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';

/** The only way from a member of staff to JSON; a whole page with the same statements as one row. */
@Injectable()
export class StaffPresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly guard: SignInGuard,
    private readonly factors: SecondFactors,
  ) {}

  async present(school: SchoolId, members: readonly StaffMemberRow[]): Promise<StaffMember[]> {
    if (members.length === 0) return [];
    const personIds = members.map((member) => member.personId);
    const read = this.database.read;
    const today = dayOf(this.clock.now());
    const roles = await read
      .of(StaffRoleRow, school)
      .find({ where: holdingOn<StaffRoleRow>(today, { personId: In(personIds) }), order: { id: 'ASC' } });
    const names = await this.people.names(school, {
      people: personIds,
      places: [],
      classrooms: roles.map((role) => role.classroomId),
    });
    const logins = await read.global(PasswordLogin).findBy({ personId: In(personIds), endedAt: IsNull() });
    const bindings = await read.global(AccountPerson).findBy({ personId: In(personIds), endedAt: IsNull() });
    const pauses = await this.guard.pauses(logins.map((row) => row.login));
    const withSecondStep = await this.factors.usedBy(personIds);
    const living = { personId: In(personIds), endedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
    const sessions = await read.global(Session).find({ where: living, order: { id: 'DESC' } });
    const loginOf = (personId: number) => logins.find((row) => row.personId === personId)?.login ?? null;
    return members.map(({ personId, active }) => ({
      token: names.people.get(personId)?.token ?? '',
      name: names.people.get(personId)?.name ?? '',
      roles: roles
        .filter((role) => role.personId === personId)
        .map(({ role, classroomId, fromDay, toDay }) => ({
          role,
          classroom: names.classrooms.get(classroomId ?? 0) ?? null,
          fromDay,
          toDay,
        })),
      login: loginOf(personId),
      pausedUntil: pauses.get(loginOf(personId) ?? '')?.toISOString() ?? null,
      secondStep: withSecondStep.has(personId),
      signedInOn: sessions
        .filter((session) => session.personId === personId)
        .map(({ kind, device }) => ({ kind, device })),
      wechatBound: bindings.some((binding) => binding.personId === personId),
      active,
    }));
  }
}
