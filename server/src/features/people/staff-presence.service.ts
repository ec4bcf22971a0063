import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { IsNull, MoreThanOrEqual } from 'typeorm';
import type { z } from 'zod';
import type {
  AbsenceList,
  AbsenceView,
  EnterAbsence,
  NicknameList,
  StaffHourList,
} from '#shared/people/presence.js';
import { leads } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf, startOfDay } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { Timers } from '../../platform/jobs/timers.js';
import { StaffAbsence, StaffHours, StaffMemberRow, StaffNickname } from './people.entity.js';
import { assertActive, StaffAccess } from './staff-access.js';
import type { LoadedMember } from './staff-access.js';
import { StaffPresence } from './staff-presence.port.js';

type Entered = z.output<typeof EnterAbsence>;
type Hours = z.infer<typeof StaffHourList>;
type Nicknames = z.infer<typeof NicknameList>;

const begins = 'staff.absence';

/**
 * When members of staff are away, which hours they keep and what families call them. Whoever leads the school enters
 * it for everybody; when she is away, each for herself.
 */
@Injectable()
export class StaffPresenceService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: StaffAccess,
    private readonly presence: StaffPresence,
    private readonly timers: Timers,
    private readonly idempotency: Idempotency,
  ) {}

  onModuleInit(): void {
    this.timers.register(begins, async (tx, { school, id }) => {
      const absence = await tx.of(StaffAbsence, school).findOne({ id });
      if (absence) await this.presence.begun(tx, { school, personId: absence.personId });
    });
  }

  /** Absences that have not passed, the next one first. */
  async absences(actor: Actor, token: string): Promise<z.infer<typeof AbsenceList>> {
    const { school, member } = await this.load(actor, token);
    const { personId } = member;
    const today = this.today();
    const rows = await this.database.read.of(StaffAbsence, school).find({
      where: [
        { personId, toDay: IsNull() },
        { personId, toDay: MoreThanOrEqual(today) },
      ],
      order: { fromDay: 'ASC', id: 'ASC' },
    });
    return { items: rows.map((row) => presentAbsence(row, today)) };
  }

  /** Enters an absence. Work that she has not accepted yet goes on to others on its first day. */
  async enter(actor: Actor, token: string, request: RequestKey, entered: Entered): Promise<AbsenceView> {
    const loaded = await this.load(actor, token);
    const { school } = loaded;
    const row = await this.database.write(async (tx) => {
      const made = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, () =>
        this.store(tx, actor, loaded, entered),
      );
      return found(await tx.of(StaffAbsence, school).findOne({ token: made.token }));
    });
    return presentAbsence(row, this.today());
  }

  private async store(
    tx: Tx,
    actor: Actor,
    { school, member }: LoadedMember,
    entered: Entered,
  ): Promise<string> {
    assertActive(member);
    const { fromDay, toDay } = entered;
    const { personId } = member;
    const today = this.today();
    if (toDay !== null && toDay < today)
      throw new ProblemError('invalid_input', { errors: [{ path: 'toDay', message: '这几天已经过去了' }] });
    const table = tx.of(StaffAbsence, school);
    const known = await table.find({ where: { personId } });
    const overlaps = known.some(
      (one) => (toDay === null || one.fromDay <= toDay) && (one.toDay === null || one.toDay >= fromDay),
    );
    if (overlaps) throw new ProblemError('already_exists', { detail: '这几天已经记过了。' });
    const absence = await table.insert({ token: newToken(), personId, fromDay, toDay });
    if (fromDay <= today) await this.presence.begun(tx, { school, personId });
    else {
      const firstMorning = startOfDay(fromDay);
      await this.timers.set(tx, begins, { type: 'staff_absence', id: absence.id, school }, firstMorning);
    }
    await this.access.wrote(tx, actor, school, 'staff.absence_entered', personId);
    return absence.token;
  }

  /** Takes an absence back: she is there after all, or came back earlier. What was handed on stays where it is. */
  async remove(actor: Actor, token: string): Promise<void> {
    const row = found(await this.database.read.acrossSchools(StaffAbsence).findOneBy({ token }));
    const { schoolId: school, personId } = row;
    if (!leads(actor, school) && personId !== actor.personId) throw new ProblemError('not_found');
    await this.database.write(async (tx) => {
      await tx.of(StaffAbsence, school).delete({ id: row.id });
      await this.timers.cancel(tx, begins, { type: 'staff_absence', id: row.id, school });
      await this.access.wrote(tx, actor, school, 'staff.absence_removed', personId);
    });
  }

  async hours(actor: Actor, token: string): Promise<Hours> {
    const { school, member } = await this.load(actor, token);
    const rows = await this.database.read.of(StaffHours, school).find({
      where: { personId: member.personId },
      order: { weekday: 'ASC', fromMinute: 'ASC' },
    });
    return { items: rows.map(({ weekday, fromMinute, toMinute }) => ({ weekday, fromMinute, toMinute })) };
  }

  /** Puts these hours in the place of all that she kept before. */
  async keepHours(actor: Actor, token: string, { items }: Hours): Promise<Hours> {
    const { school, member } = await this.access.load(actor, token);
    const { personId } = member;
    await this.database.write(async (tx) => {
      await tx.of(StaffHours, school).delete({ personId });
      await tx.of(StaffHours, school).insertMany(items.map((hour) => ({ personId, ...hour })));
      await this.access.wrote(tx, actor, school, 'staff.hours_kept', personId);
    });
    return this.hours(actor, token);
  }

  async nicknames(actor: Actor, token: string): Promise<Nicknames> {
    const { school, member } = await this.access.load(actor, token);
    const rows = await this.database.read
      .of(StaffNickname, school)
      .find({ where: { personId: member.personId }, order: { id: 'ASC' } });
    return { items: rows.map(({ name }) => name) };
  }

  /**
   * Puts these names in the place of all that were known. Not by herself: whom a report names is found by them, and
   * she must not see it.
   */
  async keepNicknames(actor: Actor, token: string, { items }: Nicknames): Promise<Nicknames> {
    const { school, member } = await this.access.load(actor, token);
    const { personId } = member;
    await this.database.write(async (tx) => {
      await tx.of(StaffNickname, school).delete({ personId });
      await this.insertNicknames(tx, school, personId, items);
      await this.access.wrote(tx, actor, school, 'staff.nicknames_kept', personId);
    });
    return this.nicknames(actor, token);
  }

  private async insertNicknames(tx: Tx, school: SchoolId, personId: number, names: string[]): Promise<void> {
    try {
      await tx.of(StaffNickname, school).insertMany([...new Set(names)].map((name) => ({ personId, name })));
    } catch (error) {
      // Two that differ only in what the database does not tell apart, such as Amy and amy.
      if (!isUniqueViolation(error)) throw error;
      throw new ProblemError('already_exists', { detail: '有两个称呼是一样的。' });
    }
  }

  /** Somebody of a school that the actor leads, or the actor herself where she works. */
  private async load(actor: Actor, token: string): Promise<LoadedMember> {
    if (token !== actor.token) return this.access.load(actor, token);
    const [school] = actor.positions.map((position) => position.school.id);
    if (school === undefined) throw new ProblemError('not_found');
    const where = { personId: actor.personId };
    const member = await this.database.read.of(StaffMemberRow, school).findOne(where);
    return { school, member: found(member) };
  }

  private today(): string {
    return dayOf(this.clock.now());
  }
}

function presentAbsence({ token, fromDay, toDay }: StaffAbsence, today: string): AbsenceView {
  return { token, fromDay, toDay, now: fromDay <= today && (toDay === null || toDay >= today) };
}
