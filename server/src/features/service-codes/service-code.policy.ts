import type { Affiliations } from '../../platform/auth/actor.js';
import { leads } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';
import type { ServiceCode } from './service-code.entity.js';

/** Whoever leads a school hangs its codes up, takes them down and prints them. */
export function keepsCodes(actor: Affiliations, school: SchoolId): boolean {
  return leads(actor, school);
}

/** What has ended stays as it is: its prints hang somewhere, and lead where they lead. */
export function mayEnd({ state }: Pick<ServiceCode, 'state'>): boolean {
  return state === 'active';
}
