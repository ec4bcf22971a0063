import { Injectable } from '@nestjs/common';
import { IsNull, MoreThanOrEqual } from 'typeorm';
import { isKeptFrom, leads } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { classroomsSeenBy } from '../child.policy.js';
import { Child, Classroom } from '../people.entity.js';

/** Loads classrooms as somebody may see them: who sees the children of one sees the classroom. */
@Injectable()
export class ClassroomAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `not_found` for who sees none of its children, `pin_needed` on a phone that is shut */
  async load(actor: Actor, token: string): Promise<Classroom> {
    // The token says which school; nothing is shown before the policy has spoken.
    const row = await this.database.read.acrossSchools(Classroom).findOneBy({ token });
    const seen = row ? classroomsSeenBy(actor, row.schoolId) : [];
    if (!row || (seen !== 'all' && !seen.includes(row.id))) throw new ProblemError('not_found');
    requireUnlocked(actor);
    return row;
  }

  /** @throws ProblemError as `load`, and `forbidden` for who sees it and does not lead the school */
  async forCommand(actor: Actor, token: string): Promise<Classroom> {
    const row = await this.load(actor, token);
    if (!leads(actor, row.schoolId)) throw new ProblemError('forbidden');
    return row;
  }

  /** The children who are at the school today, in one classroom or (null) in none, as far as the actor may know of them. */
  async children(actor: Actor, school: SchoolId, classroomId: number | null): Promise<Child[]> {
    const where = { classroomId: classroomId ?? IsNull() };
    const rows = await this.database.read.of(Child, school).find({
      where: [
        { ...where, leftDay: IsNull() },
        { ...where, leftDay: MoreThanOrEqual(dayOf(this.clock.now())) },
      ],
      order: { id: 'ASC' },
    });
    return rows.filter((row) => !isKeptFrom(actor, row.id));
  }
}
