import { Injectable } from '@nestjs/common';
import type { EntityTarget } from 'typeorm';
import type {
  CalendarDayView,
  CalendarView,
  TermView,
  WriteCalendarDay,
  WriteTerm,
} from '#shared/calendar/contract.js';
import { calendarLimits } from '#shared/calendar/vocabulary.js';
import type { Period } from '#shared/calendar/working-time.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { TenantTable, Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { CalendarDay, SchoolTerm, SchoolWeekday } from './calendar.entity.js';
import { keepsCalendar } from './calendar.policy.js';
import { CalendarChanges, SchoolCalendar, weekOf } from './calendar.port.js';
import { presentCalendar, presentDay, presentTerm } from './calendar.presenter.js';

type Dated = SchoolTerm | CalendarDay;
interface Days {
  fromDay: string;
  toDay: string;
}

/** The calendar of a school: hours of the week, terms and special days. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly database: Database,
    private readonly calendar: SchoolCalendar,
    private readonly changes: CalendarChanges,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  get(actor: Actor, schoolToken: string | undefined): Promise<CalendarView> {
    return this.show(schoolOf(actor, schoolToken).id);
  }

  /** Replaces the hours of all seven days. */
  async setWeek(
    actor: Actor,
    schoolToken: string | undefined,
    week: readonly Period[][],
  ): Promise<CalendarView> {
    const school = configuredSchoolOf(actor, schoolToken);
    await this.database.write(async (tx) => {
      const table = tx.of(SchoolWeekday, school);
      for (const [index, periods] of week.entries()) await setDay(table, index + 1, periods);
      await this.wrote(tx, actor, school, 'week_changed');
    });
    return this.show(school);
  }

  async addTerm(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: WriteTerm,
  ): Promise<TermView> {
    const school = configuredSchoolOf(actor, schoolToken);
    return presentTerm(
      await this.add(SchoolTerm, actor, school, request, 'term', async (tx) => {
        checkDays(input);
        const terms = await tx.of(SchoolTerm, school).find();
        if (terms.length >= calendarLimits.terms) throw tooMany();
        refuseOverlap(input, terms);
        return tx.of(SchoolTerm, school).insert({ token: newToken(), ...input });
      }),
    );
  }

  async changeTerm(actor: Actor, token: string, change: Partial<WriteTerm>): Promise<TermView> {
    const row = await this.load(SchoolTerm, actor, token);
    const next = { ...row, ...change };
    checkDays(next);
    await this.database.write(async (tx) => {
      const table = tx.of(SchoolTerm, row.schoolId);
      refuseOverlap(
        next,
        (await table.find()).filter(({ id }) => id !== row.id),
      );
      const { name, fromDay, toDay } = next;
      if ((await table.update({ id: row.id }, { name, fromDay, toDay })) !== 1)
        throw new ProblemError('not_found');
      await this.wrote(tx, actor, row.schoolId, 'term_changed');
    });
    return presentTerm(next);
  }

  removeTerm(actor: Actor, token: string): Promise<void> {
    return this.remove(SchoolTerm, actor, token, 'term_removed');
  }

  async addDay(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: WriteCalendarDay,
  ): Promise<CalendarDayView> {
    const school = configuredSchoolOf(actor, schoolToken);
    return presentDay(
      await this.add(CalendarDay, actor, school, request, 'day', async (tx) => {
        checkDays(input);
        const table = tx.of(CalendarDay, school);
        if ((await table.find()).length >= calendarLimits.days) throw tooMany();
        return table.insert({ token: newToken(), ...input });
      }),
    );
  }

  async changeDay(actor: Actor, token: string, change: Partial<WriteCalendarDay>): Promise<CalendarDayView> {
    const row = await this.load(CalendarDay, actor, token);
    const next = { ...row, ...change };
    checkDays(next);
    await this.database.write(async (tx) => {
      const { kind, name, fromDay, toDay } = next;
      const changed = await tx
        .of(CalendarDay, row.schoolId)
        .update({ id: row.id }, { kind, name, fromDay, toDay });
      if (changed !== 1) throw new ProblemError('not_found');
      await this.wrote(tx, actor, row.schoolId, 'day_changed');
    });
    return presentDay(next);
  }

  removeDay(actor: Actor, token: string): Promise<void> {
    return this.remove(CalendarDay, actor, token, 'day_removed');
  }

  private async show(school: SchoolId): Promise<CalendarView> {
    const { read } = this.database;
    return presentCalendar(
      weekOf(await read.of(SchoolWeekday, school).find()),
      await read.of(SchoolTerm, school).find({ order: { fromDay: 'ASC', id: 'ASC' } }),
      await read.of(CalendarDay, school).find({ order: { id: 'ASC' } }),
    );
  }

  private async add<Row extends Dated>(
    entity: EntityTarget<Row>,
    actor: Actor,
    school: SchoolId,
    request: RequestKey,
    what: 'term' | 'day',
    insert: (tx: Tx) => Promise<Row>,
  ): Promise<Row> {
    return this.database.write(async (tx) => {
      const { token } = await this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        const row = await insert(tx);
        await this.wrote(tx, actor, school, `${what}_created`);
        return row.token;
      });
      const [row] = await tx
        .of<Row>(entity, school)
        .query('row')
        .andWhere('row.token = :token', { token })
        .getMany();
      return found(row);
    });
  }

  private async remove(
    entity: EntityTarget<Dated>,
    actor: Actor,
    token: string,
    action: string,
  ): Promise<void> {
    const row = await this.load(entity, actor, token);
    await this.database.write(async (tx) => {
      await tx.of(entity, row.schoolId).delete({ id: row.id });
      await this.wrote(tx, actor, row.schoolId, action);
    });
  }

  private async load<Row extends Dated>(
    entity: EntityTarget<Row>,
    actor: Actor,
    token: string,
  ): Promise<Row> {
    const row = found(
      await this.database.read
        .acrossSchools(entity)
        .createQueryBuilder('row')
        .where('row.token = :token', { token })
        .getOne(),
    );
    if (!keepsCalendar(actor, row.schoolId)) throw new ProblemError('not_found');
    return row;
  }

  private async wrote(tx: Tx, actor: Actor, school: SchoolId, what: string): Promise<void> {
    await this.audit.wrote(tx, { action: `calendar.${what}`, actor: byPerson(actor.personId), school });
    this.calendar.forget(tx, school);
    await this.changes.changed(tx, school);
  }
}

/** Of two who write a day for the first time at once, the last one counts. */
async function setDay(table: TenantTable<SchoolWeekday>, weekday: number, periods: Period[]): Promise<void> {
  if ((await table.update({ weekday }, { periods })) > 0) return;
  try {
    await table.insert({ weekday, periods });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await table.update({ weekday }, { periods });
  }
}

const refused = (path: string, message: string) =>
  new ProblemError('invalid_input', { errors: [{ path, message }] });

const tooMany = () => refused('fromDay', '已经写得太多了，请先删掉旧的');

function checkDays({ fromDay, toDay }: Days): void {
  if (toDay < fromDay) throw refused('toDay', '最后一天要比第一天晚');
  const length = (Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000 + 1;
  if (length > calendarLimits.daysInRow) throw refused('toDay', `最长 ${calendarLimits.daysInRow} 天`);
}

/** Two terms at once would be a slip of the pen: nothing tells which one it is then. */
function refuseOverlap({ fromDay, toDay }: Days, others: readonly SchoolTerm[]): void {
  const other = others.find((term) => term.fromDay <= toDay && fromDay <= term.toDay);
  if (other) throw refused('fromDay', `和「${other.name}」的日子重了`);
}
