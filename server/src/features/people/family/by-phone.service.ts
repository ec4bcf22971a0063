import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { FindByPhone, FoundByPhone } from '#shared/people/private.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { Bars } from '../bars.port.js';
import { fieldsOf } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { Child, Guardianship } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { PersonPhone } from '../private.entity.js';
import { classroomsSeenBy } from '../child.policy.js';

/** Whose number this is: somebody calls the school, or two families gave the same one. */
@Injectable()
export class ByPhone {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly bars: Bars,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Guardians under this very number, with those of their children whose family the reader may see.
   * @throws ProblemError `forbidden` for who may see no child of the school by office
   */
  async find(actor: Actor, { school: token, number }: z.output<typeof FindByPhone>): Promise<FoundByPhone> {
    const school = schoolOf(actor, token).id;
    const classrooms = classroomsSeenBy(actor, school);
    if (classrooms !== 'all' && classrooms.length === 0) throw new ProblemError('forbidden');
    requireUnlocked(actor);
    // Numbers can be counted up; whoever works with them asks for a few.
    await this.limits.names(actor.personId);
    await this.audit.read({ action: 'roster.by_phone', actor: byPerson(actor.personId), school }, ['family']);
    const read = this.database.read;
    const phones = await read.of(PersonPhone, school).find({ where: { number } });
    if (phones.length === 0) return { items: [] };
    const personId = In(phones.map((row) => row.personId));
    const guardianships = await read.of(Guardianship, school).find({
      where: holdingOn<Guardianship>(dayOf(this.clock.now()), { personId }),
      order: { id: 'ASC' },
    });
    const childIds = guardianships.map((row) => row.childId);
    const kept = await this.bars.keptFromEach(school, childIds);
    const children = (
      await read.of(Child, school).find({ where: { id: In(childIds) }, order: { id: 'ASC' } })
    ).filter((child) => fieldsOf(actor, child).includes('family'));
    const people = await this.people.people(phones.map((row) => row.personId));
    const items = phones.flatMap((phone) => {
      const person = people.get(phone.personId);
      const hers = guardianships.filter(
        (row) => row.personId === phone.personId && kept.get(row.childId)?.has(row.personId) !== true,
      );
      const seen = children.filter((child) => hers.some((row) => row.childId === child.id));
      if (!person || seen.length === 0) return [];
      return [
        {
          person: { token: person.token, name: person.name },
          children: seen.map((child) => ({ token: child.token, name: child.name })),
        },
      ];
    });
    return { items };
  }
}
