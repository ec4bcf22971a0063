import type { EscalationLevelView } from '#shared/issues/clock-contract.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import type { LevelInput } from '../api/clocks.api.js';

/** A level as it is typed. */
export interface LevelValues {
  clock: EscalationLevelView['clock'];
  when: 'before' | 'at' | 'after';
  hours?: number;
  does: 'assignee' | 'role' | 'person' | 'hand_over';
  role?: StaffRole;
  person?: string;
}

export function valuesOf(level: EscalationLevelView): LevelValues {
  const { clock, afterMinutes, action, role, person } = level;
  return {
    clock,
    when: afterMinutes === 0 ? 'at' : afterMinutes > 0 ? 'after' : 'before',
    hours: Math.abs(afterMinutes) / 60,
    does: action === 'hand_over' ? 'hand_over' : person ? 'person' : role === null ? 'assignee' : 'role',
    ...(role === null ? {} : { role }),
    ...(person ? { person: person.token } : {}),
  };
}

export function inputOf({ clock, when, hours = 0, does, role, person }: LevelValues): LevelInput {
  const minutes = when === 'at' ? 0 : Math.round(hours * 60);
  return {
    clock,
    afterMinutes: when === 'before' ? -minutes : minutes,
    action: does === 'hand_over' ? 'hand_over' : 'tell',
    role: does === 'role' ? (role ?? null) : null,
    person: does === 'person' ? (person ?? null) : null,
  };
}
