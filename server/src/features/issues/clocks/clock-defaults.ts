import { createHash } from 'node:crypto';
import type { LevelRule, Target } from '#shared/issues/clocks.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import type { SchoolId } from '../../../platform/database/ids.js';

/** What happens when a level is due. */
export interface Level extends LevelRule {
  action: 'tell' | 'hand_over';
  role: StaffRole | null;
  personId: number | null;
}

/** A school day of seven and a half hours, in minutes. */
export const workday = 450;

/** Four working hours for the first answer, three working days for the whole. */
export const defaultTarget: Target = { responseMinutes: 240, resolutionMinutes: 3 * workday };

const tell = (clock: Level['clock'], afterMinutes: number, role: StaffRole | null): Omit<Level, 'token'> => ({
  clock,
  afterMinutes,
  action: 'tell',
  role,
  personId: null,
});

const levels: readonly Omit<Level, 'token'>[] = [
  tell('response', 0, null),
  tell('response', 120, 'principal'),
  { clock: 'response', afterMinutes: 120, action: 'hand_over', role: null, personId: null },
  tell('resolution', -240, null),
  tell('resolution', 0, null),
  tell('resolution', 0, 'principal'),
  tell('resolution', 2 * workday, 'school_admin'),
];

/**
 * The levels with which every school begins. They have names of their own before they are stored: an issue's history
 * says by name which level has spoken.
 */
export function defaultLevels(school: SchoolId): Level[] {
  return levels.map((level, index) => ({ token: tokenOf(school, index), ...level }));
}

function tokenOf(school: SchoolId, index: number): string {
  return createHash('sha256')
    .update(`escalation level ${index} of school ${school}`)
    .digest('base64url')
    .slice(0, 22);
}
