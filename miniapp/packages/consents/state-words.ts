import type { ChildConsentView } from '#shared/consents/child-contract.js';
import type { ChildPurposeName } from '#shared/consents/child-purposes.js';
import { relations } from '#shared/people/vocabulary.js';
import type { IconName } from '../../ui/icon.js';

/** The drawing of a purpose. */
export const iconOf: Readonly<Record<ChildPurposeName, IconName>> = {
  photos_class: 'camera',
  photos_public: 'flag',
  voice_class: 'mic',
  health_data: 'health',
  care_file: 'heart',
  speech_outside: 'ear',
  statistics: 'tag',
};

type Stands = Pick<ChildConsentView, 'state' | 'changed' | 'inUse'>;

/** How a purpose stands, in a few words and a colour. */
export function standing({ state, changed, inUse }: Stands): {
  words: string;
  tone: 'ok' | 'wait' | 'work' | 'bad';
} {
  if (!inUse && state !== 'refused') return { words: '现在还没有用到', tone: 'work' };
  if (state === 'disagreed') return { words: '家里说得不一样', tone: 'wait' };
  if (changed) return { words: '文字改了，请再看一次', tone: 'wait' };
  if (state === 'given') return { words: '同意了', tone: 'ok' };
  if (state === 'refused') return { words: '没有同意', tone: 'work' };
  return { words: '还没说', tone: 'work' };
}

const said = { yes: '说同意', no: '说不同意', none: '还没说' } as const;

/** Who of the family said what: 妈妈说同意，爸爸说不同意. */
export function familySays({ says }: Pick<ChildConsentView, 'says'>): string {
  return says.map(({ relation, answer }) => `${relations[relation]}${said[answer]}`).join('，');
}
