import { Injectable } from '@nestjs/common';
import type { ChangePreferences, Preferences } from '#shared/people/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found } from '../../platform/http/problem-error.js';
import { Guardians } from './guardians.port.js';
import { PersonPreferences } from './preferences.port.js';

/** Sets how the program behaves: for oneself, or for a guardian whom one knows. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly database: Database,
    private readonly preferences: PersonPreferences,
    private readonly guardians: Guardians,
    private readonly audit: Audit,
  ) {}

  changeOwn(actor: Actor, wanted: ChangePreferences): Promise<Preferences> {
    return this.change(actor, null, actor.personId, wanted);
  }

  /** @throws ProblemError `not_found` for everybody whom the actor may arrange nothing for */
  async arrange(actor: Actor, guardian: string, wanted: ChangePreferences): Promise<Preferences> {
    const known = found(await this.guardians.familiar(actor, guardian));
    return this.change(actor, known.school, known.guardian.personId, wanted);
  }

  private async change(
    actor: Actor,
    school: SchoolId | null,
    personId: number,
    wanted: ChangePreferences,
  ): Promise<Preferences> {
    await this.database.write(async (tx) => {
      await this.preferences.change(tx, personId, wanted, actor.personId);
      await this.audit.wrote(tx, {
        action: 'preferences.changed',
        actor: byPerson(actor.personId),
        school,
        subject: { type: 'person', id: personId },
      });
    });
    return this.preferences.of(personId);
  }
}
