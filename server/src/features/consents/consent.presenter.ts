import type { ConsentView } from '#shared/consents/contract.js';
import { consentPurposes } from '#shared/consents/purposes.js';
import type { PersonalPurpose } from '#shared/consents/purposes.js';
import type { PersonConsent } from './consent.entity.js';

/** Where somebody stands with a purpose, by her last decision. What was decided about older words is asked again. */
export function presentConsent(purpose: PersonalPurpose, last: PersonConsent | undefined): ConsentView {
  const { version } = consentPurposes[purpose];
  const current = last?.textVersion === version ? last : undefined;
  return {
    purpose,
    version,
    holds: current?.decision === 'given',
    decision: current?.decision ?? null,
    decidedAt: current?.at.toISOString() ?? null,
    recordedForHer: current !== undefined && current.recordedById !== current.personId,
  };
}
