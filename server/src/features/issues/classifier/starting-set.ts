import type { Example } from './train.js';
import { admission } from './starting-set/admission.js';
import { communication } from './starting-set/communication.js';
import { conduct } from './starting-set/conduct.js';
import { conflict } from './starting-set/conflict.js';
import { facility } from './starting-set/facility.js';
import { fees } from './starting-set/fees.js';
import { food } from './starting-set/food.js';
import { health } from './starting-set/health.js';
import { other } from './starting-set/other.js';
import { teaching } from './starting-set/teaching.js';
import { transport } from './starting-set/transport.js';
import { words } from './starting-set/words.js';

const SENTENCES = {
  facility,
  food,
  health,
  teaching,
  conduct,
  admission,
  transport,
  fees,
  conflict,
  communication,
  other,
};

/**
 * What a school starts with before anybody has corrected anything: sentences written for this purpose, as grandmothers,
 * parents far away and teachers say them, each with the code of its category. None comes from a real person.
 */
export function startingSentences(): Example[] {
  return Object.entries(SENTENCES).flatMap(([label, lines]) =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((text) => ({ text, label })),
  );
}

/** The words of each category as examples of one word each: they widen what the sentences cover. */
export function startingWords(): Example[] {
  return Object.entries(words).flatMap(([label, list]) => list.split(' ').map((text) => ({ text, label })));
}
