import type { AnswerState } from '#shared/consultations/vocabulary.js';
import { leads, rolesIn } from '../../platform/auth/actor.js';
import type { Actor, Affiliations } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';
import type { PublishedAnswer } from './consultation.entity.js';

type Row = Pick<PublishedAnswer, 'schoolId' | 'state' | 'createdById'>;

/** Everybody who works at the school may write a draft. */
export function mayWrite(actor: Affiliations, school: SchoolId): boolean {
  return rolesIn(actor, school).length > 0;
}

/** Drafts are between who writes them and who publishes; what was public once, all who work there may read. */
export function mayRead(actor: Actor, row: Row): boolean {
  if (!mayWrite(actor, row.schoolId)) return false;
  return row.state !== 'draft' || row.createdById === actor.personId || leads(actor, row.schoolId);
}

/** What the world reads is changed by who answers for it; a draft by its writer too. */
export function mayEdit(actor: Actor, row: Row): boolean {
  return leads(actor, row.schoolId) || (row.state === 'draft' && mayRead(actor, row));
}

const before: Readonly<Record<'publish' | 'retire', readonly AnswerState[]>> = {
  publish: ['draft', 'retired'],
  retire: ['published'],
};

/** Principal and administrator publish and retire. */
export function mayTurn(actor: Affiliations, row: Row, action: keyof typeof before): boolean {
  return leads(actor, row.schoolId) && before[action].includes(row.state);
}
