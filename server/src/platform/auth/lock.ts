import { minutes } from '../clock/clock.js';
import { ProblemError } from '../http/problem-error.js';
import type { Actor } from './actor.js';

/**
 * How long a phone stands open after the pictures were tapped: long enough to read and answer, short enough that
 * whoever picks it up from the table finds it shut. It does not grow with use.
 */
export const openFor = minutes(10);

/**
 * For what is sensitive on a phone that others hold too.
 * @throws ProblemError `pin_needed` where the actor has a picture PIN and has not tapped it lately. Ask only after it
 *   is known that she may see the thing at all: the lock must not tell that something is there.
 */
export function requireUnlocked({ locked }: Pick<Actor, 'locked'>): void {
  if (locked) throw new ProblemError('pin_needed');
}
