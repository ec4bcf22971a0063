import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { ChangePreferences, Preferences } from '#shared/people/contract.js';
import { preferenceDefaults } from '#shared/people/preferences.js';
import type { PreferenceKey } from '#shared/people/preferences.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { PersonPreference } from './people.entity.js';

/** How the program behaves for a person, wherever she belongs. */
@Injectable()
export class PersonPreferences {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param personId null: nobody acts, and everything is as the registry says */
  async of(personId: number | null): Promise<Preferences> {
    if (personId === null) return { ...preferenceDefaults };
    return (await this.ofMany([personId])).get(personId) ?? { ...preferenceDefaults };
  }

  /** Preferences of several people; each of them has an entry. */
  async ofMany(personIds: readonly number[]): Promise<Map<number, Preferences>> {
    const rows = await this.database.read.global(PersonPreference).findBy({ personId: In([...personIds]) });
    return new Map(
      personIds.map((personId) => {
        const own = rows.filter((row) => row.personId === personId && row.key in preferenceDefaults);
        const set = Object.fromEntries(own.map(({ key, value }) => [key, value]));
        return [personId, { ...preferenceDefaults, ...set }];
      }),
    );
  }

  /** Takes over what is named. @param byId who wanted it so: the person herself, or a teacher for her */
  async change(tx: Tx, personId: number, wanted: ChangePreferences, byId: number): Promise<void> {
    const table = tx.global(PersonPreference);
    const keys = Object.keys(preferenceDefaults) as PreferenceKey[];
    for (const key of keys) {
      const value = wanted[key];
      if (value === undefined) continue;
      const row = { value, changedById: byId, changedAt: this.clock.now() };
      const which = { personId, key };
      if (((await table.update(which, row)).affected ?? 0) > 0) continue;
      try {
        await table.insert({ ...which, ...row });
      } catch (error) {
        // Two taps at once: the row is there now.
        if (!isUniqueViolation(error)) throw error;
        await table.update(which, row);
      }
    }
  }
}
