import { Injectable } from '@nestjs/common';
import type { ConsentView } from '#shared/consents/contract.js';
import { consentPurposes } from '#shared/consents/purposes.js';
import type { PersonalPurpose } from '#shared/consents/purposes.js';
import { Database } from '../../platform/database/database.js';
import { PersonConsent } from './consent.entity.js';
import { presentConsent } from './consent.presenter.js';

const purposes = Object.keys(consentPurposes) as PersonalPurpose[];

/** What other features may ask about consents. Consent is a validation: asked at the moment when something is done. */
@Injectable()
export class Consents {
  constructor(private readonly database: Database) {}

  /** Whether a person agrees to `purpose`, in the words of today. */
  async holds(personId: number, purpose: PersonalPurpose): Promise<boolean> {
    return presentConsent(purpose, await this.last(personId, purpose)).holds;
  }

  /** Where a person stands with every purpose, asked or not. */
  async of(personId: number): Promise<ConsentView[]> {
    const rows = await this.database.read
      .global(PersonConsent)
      .find({ where: { personId }, order: { id: 'ASC' } });
    return purposes.map((purpose) =>
      presentConsent(
        purpose,
        rows.findLast((row) => row.purpose === purpose),
      ),
    );
  }

  /** Her last decision, whatever the words were. */
  async last(personId: number, purpose: PersonalPurpose): Promise<PersonConsent | undefined> {
    const [row] = await this.database.read
      .global(PersonConsent)
      .find({ where: { personId, purpose }, order: { id: 'DESC' }, take: 1 });
    return row;
  }
}
