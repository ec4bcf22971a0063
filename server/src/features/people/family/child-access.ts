import { Injectable } from '@nestjs/common';
import type { FieldClass } from '#shared/people/field-classes.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Person } from '../../../platform/auth/identity.entity.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Openings } from '../break-glass/openings.js';
import type { LivingOpening } from '../break-glass/openings.js';
import { fieldsOf, openableFields, seesByVillage, seesHealthByConsent } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { FieldConsents } from '../field-consents.port.js';
import { Child, Guardianship } from '../people.entity.js';

export interface SeenChild {
  child: Child;
  /** Never empty. */
  fields: readonly FieldClass[];
  /** What the reader's office would open, no consent opens, and no reason of hers has opened. */
  withheld: readonly FieldClass[];
  /** What she may open for a reason, or has opened. */
  openable: readonly FieldClass[];
  /** What she has opened for a reason and still stands open; null: she sees what her office sees. */
  opening: LivingOpening | null;
}

/** Loads children as somebody may see them. What she may not see does not exist, in the same words. */
@Injectable()
export class ChildAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly consents: FieldConsents,
    private readonly openings: Openings,
  ) {}

  /** @throws ProblemError `not_found` unless she may see anything of the child, `pin_needed` on a phone that is shut */
  async load(actor: Actor, token: string): Promise<SeenChild> {
    // The token says which school; nothing is shown before the policy has spoken.
    const child = await this.database.read.acrossSchools(Child).findOneBy({ token });
    const reader = child ? await this.asAgreed(actor, child) : actor;
    const fields = child ? fieldsOf(reader, child) : [];
    if (!child || fields.length === 0) throw new ProblemError('not_found');
    requireUnlocked(actor);
    const byConsent = await this.withheldByConsent(reader, child, fields);
    const openable = openableFields(reader, child, byConsent);
    // Only who may open something can have opened it.
    const opening = openable.length === 0 ? null : await this.openings.living(child, actor.personId);
    const opened = opening?.fields.filter((one) => openable.includes(one)) ?? [];
    const withheld = byConsent.filter((one) => !opened.includes(one));
    const open = fieldsOf(reader, child, opened).filter((one) => !withheld.includes(one));
    return { child, fields: open, withheld, openable, opening };
  }

  private async withheldByConsent(
    actor: Actor,
    child: Child,
    byOffice: readonly FieldClass[],
  ): Promise<FieldClass[]> {
    if (!byOffice.includes('health') || !seesHealthByConsent(actor, child)) return [];
    return (await this.consents.mayShowHealth(child.schoolId, child.id)) ? [] : ['health'];
  }

  /** The reader without what the family has not agreed to: that the child was given to her. */
  private async asAgreed(actor: Actor, child: Child): Promise<Actor> {
    if (!seesByVillage(actor, child)) return actor;
    const shown = await this.consents.shownToVillage(child.schoolId, [child.id]);
    return shown.has(child.id) ? actor : { ...actor, given: [] };
  }

  /**
   * The child, for a command.
   * @throws ProblemError `not_found` for who may see nothing of her, `forbidden` for who may see her and not do this
   */
  async forCommand(
    actor: Actor,
    token: string,
    may: (actor: Actor, child: Child) => boolean,
  ): Promise<Child> {
    const { child } = await this.load(actor, token);
    if (!may(actor, child)) throw new ProblemError('forbidden');
    return child;
  }

  /**
   * A guardian of the child, by the token of the person; today's guardianship.
   * @throws ProblemError `invalid_input` for anybody else, of whom nothing is said
   */
  async guardian(child: Child, personToken: string, path = 'person'): Promise<Guardianship> {
    const person = await this.database.read.global(Person).findOneBy({ token: personToken });
    const [row] = person
      ? await this.database.read.of(Guardianship, child.schoolId).find({
          where: holdingOn<Guardianship>(dayOf(this.clock.now()), {
            childId: child.id,
            personId: person.id,
          }),
        })
      : [];
    if (row) return row;
    throw new ProblemError('invalid_input', { errors: [{ path, message: '请选这个孩子登记过的家人' }] });
  }
}
