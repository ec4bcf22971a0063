import type { RuleInput } from '../api/routing-rules.api.js';
import type { Owner } from './owner-picker.js';

/** A rule as the form holds it. */
export interface RuleValues {
  category?: string;
  place?: string;
  classroom?: string;
  owner: Owner;
  backup: Owner;
}

/** Who a rule names, as the picker shows it. */
export const ownerOf = (person: { token: string } | null, role: Owner['role'] | null): Owner =>
  person ? { kind: 'person', person: person.token } : role ? { kind: 'role', role } : { kind: 'none' };

/** The form's values as the API wants them. */
export const toInput = ({ category, place, classroom, owner, backup }: RuleValues): RuleInput => ({
  category: category ?? null,
  place: place ?? null,
  classroom: classroom ?? null,
  person: owner.person ?? null,
  role: owner.role ?? null,
  backupPerson: backup.person ?? null,
  backupRole: backup.role ?? null,
});

/** Refuses a rule that names nobody. */
export const mustName = (_: unknown, owner: Owner) =>
  owner.person || owner.role ? Promise.resolve() : Promise.reject(new Error('请选一个人，或者一个岗位'));

/** Refuses a backup that is neither named nor declined. */
export const mustNameOrDecline = (_: unknown, backup: Owner) =>
  backup.kind === 'none' || backup.person || backup.role
    ? Promise.resolve()
    : Promise.reject(new Error('请选一个，或选「不要备份」'));
