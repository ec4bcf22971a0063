import { PersonPreference } from '../features/people/people.entity.js';
import type { Tx } from '../platform/database/database.js';
import type { LoadingContext } from './load-staff.js';

/** Carers who read little, with the class teacher who has set the big buttons for them when they met. */
const withBigButtons = [
  ['wang-zihan/grandmother', 'chen.laoshi'],
  ['zhang-yinuo/grandmother', 'chen.laoshi'],
  ['tian-yutong/grandmother', 'su.laoshi'],
] as const;

/** Writes how the program behaves for some carers. */
export async function loadPreferences(tx: Tx, { county, calendar }: LoadingContext): Promise<void> {
  const changedAt = calendar.at(40, '16:30');
  for (const [carer, teacher] of withBigButtons) {
    const changedById = county.person(teacher).id;
    const personId = county.person(carer).id;
    await tx
      .global(PersonPreference)
      .insert({ personId, key: 'simpleMode', value: true, changedById, changedAt });
  }
}
