import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import type { OpenedFields } from '#shared/people/break-glass.js';
import type { FieldClass } from '#shared/people/field-classes.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import { keysOf } from '#shared/platform/keys.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { OpeningRefusals } from '../opening-refusals.port.js';
import type { Child } from '../people.entity.js';
import { BreakGlass } from './break-glass.entity.js';

/** An opening in force. */
export interface LivingOpening {
  id: number;
  token: string;
  until: Date;
  fields: readonly FieldClass[];
}

/** The classes that a row names; a word that is none of them opens nothing. */
export function classesOf({ fields }: Pick<BreakGlass, 'fields'>): FieldClass[] {
  const named = fields.split(' ');
  return keysOf(fieldClasses).filter((one) => named.includes(one));
}

export const presentOpened = ({ token, until, fields }: LivingOpening): OpenedFields => ({
  token,
  until: until.toISOString(),
  fields: [...fields],
});

/** What stands open now. Asked of the clock each time: nothing has to happen for it to be over. */
@Injectable()
export class Openings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly refusals: OpeningRefusals,
  ) {}

  /** What a person has opened of a child and stands open: shut in the moment in which a report of harm names her. */
  async living(child: Pick<Child, 'id' | 'schoolId'>, personId: number): Promise<LivingOpening | null> {
    const row = await this.database.read.of(BreakGlass, child.schoolId).findOne({
      openedById: personId,
      childId: child.id,
      closedAt: IsNull(),
      until: MoreThan(this.clock.now()),
    });
    if (!row || (await this.refusals.refuses(child.schoolId, child.id, personId))) return null;
    return { id: row.id, token: row.token, until: row.until, fields: classesOf(row) };
  }

  isOpen({ closedAt, until }: Pick<BreakGlass, 'closedAt' | 'until'>): boolean {
    return closedAt === null && until > this.clock.now();
  }
}
