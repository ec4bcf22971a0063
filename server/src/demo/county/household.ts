import type { Relation } from '#shared/people/vocabulary.js';
import type { DemoAdult, DemoChild, DemoHousehold, Standing } from '../demo.types.js';

/** Words for writing households down: each reads as one line. */
export const child = (name: string, classroom: string, born: string): DemoChild => ({
  name,
  classroom,
  born,
});

const adult =
  (standing: Standing) =>
  (relation: Relation, name: string): DemoAdult => ({ relation, name, standing, city: null });

export const home = adult('home');
export const carer = adult('carer');
export const entrusted = adult('entrusted');
export const apart = adult('apart');
export const nearby = adult('nearby');
export const barred = adult('barred');
/** @param city where she works */
export const away = (relation: Relation, name: string, city: string): DemoAdult => ({
  relation,
  name,
  standing: 'away',
  city,
});

export const household = (
  key: string,
  children: readonly DemoChild[],
  adults: readonly DemoAdult[],
): DemoHousehold => ({ key, children, alsoOf: [], adults, phoneless: false });

export const phoneless = (of: DemoHousehold): DemoHousehold => ({ ...of, phoneless: true });

/** The second household of children whose parents live apart. */
export const secondHome = (key: string, of: string, adults: readonly DemoAdult[]): DemoHousehold => ({
  key,
  children: [],
  alsoOf: [of],
  adults,
  phoneless: false,
});
