import { Injectable } from '@nestjs/common';
import type { StaffMember } from '#shared/people/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Person } from '../../platform/auth/identity.entity.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { School, StaffMemberRow } from './people.entity.js';
import { StaffPresenter } from './staff.presenter.js';

export interface LoadedMember {
  school: SchoolId;
  member: StaffMemberRow;
}

/** What every change to a member of staff begins and ends with. */
@Injectable()
export class StaffAccess {
  constructor(
    private readonly database: Database,
    private readonly presenter: StaffPresenter,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `not_found` unless the person works or worked at a school that the actor leads */
  async load(actor: Actor, token: string): Promise<LoadedMember> {
    const person = found(await this.database.read.global(Person).findOneBy({ token }));
    for (const { school, role } of actor.positions) {
      if (role !== 'principal' && role !== 'school_admin') continue;
      const member = await this.database.read.of(StaffMemberRow, school.id).findOne({ personId: person.id });
      if (member) return { school: school.id, member };
    }
    throw new ProblemError('not_found');
  }

  /**
   * Lets only one transaction at a time change who works at a school, and answers the member as she is then. Two that
   * each take away "one of two principals" would otherwise both find the other one still there.
   */
  async hold(tx: Tx, { school, member }: LoadedMember): Promise<StaffMemberRow> {
    await tx.hold(School, school);
    return found(await tx.of(StaffMemberRow, school).findOne({ id: member.id }));
  }

  /** The member as a client sees her. */
  async show({ school, member }: LoadedMember): Promise<StaffMember> {
    const now = found(await this.database.read.of(StaffMemberRow, school).findOne({ id: member.id }));
    return found((await this.presenter.present(school, [now]))[0]);
  }

  /** Records a change to a person. */
  wrote(tx: Tx, actor: Actor, school: SchoolId, action: string, personId: number): Promise<void> {
    return this.audit.wrote(tx, {
      action,
      actor: byPerson(actor.personId),
      school,
      subject: { type: 'person', id: personId },
    });
  }
}

/** @throws ProblemError `state_conflict` for somebody who has left */
export function assertActive(member: StaffMemberRow): void {
  if (!member.active) throw new ProblemError('state_conflict', { detail: '这位老师已经离职。' });
}
