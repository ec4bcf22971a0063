import { Inject, Injectable } from '@nestjs/common';
import type { RegionRole, StaffRole } from '#shared/people/vocabulary.js';
import { AffiliationSource } from '../../platform/auth/actor.js';
import { ENV } from '../../platform/config/env.token.js';
import type { Env } from '../../platform/config/env.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';

/** Who leads a school, and who works in the closed room: what they may open is worth stealing a password for. */
const guarded: readonly StaffRole[] = [
  'principal',
  'school_admin',
  'safeguarding_lead',
  'safeguarding_deputy',
];
const guardedAbove: readonly RegionRole[] = ['region_admin', 'county_officer', 'county_safeguarding'];

/** The roles that must have a second step. @param chosen what the school has set; null: nothing */
export function rolesWithSecondStep(
  mode: Env['XINQIAO_MODE'],
  chosen: readonly StaffRole[] | null,
): readonly StaffRole[] {
  return chosen ?? (mode === 'production' ? guarded : []);
}

/** Whose sign-ins to the admin page must have a second step. */
@Injectable()
export class SecondStepRules {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly affiliations: AffiliationSource,
    private readonly settings: SettingsStore,
  ) {}

  /** Whether any office that she holds today asks for it. */
  async require(personId: number): Promise<boolean> {
    const { positions, regionRoles } = await this.affiliations.of(personId);
    const mode = this.env.XINQIAO_MODE;
    if (mode === 'production' && regionRoles.some(({ role }) => guardedAbove.includes(role))) return true;
    for (const school of new Set(positions.map((one) => one.school.id))) {
      const { secondStepFor } = await this.settings.of(school);
      const asked = rolesWithSecondStep(mode, secondStepFor);
      if (positions.some((one) => one.school.id === school && asked.includes(one.role))) return true;
    }
    return false;
  }
}
