import type { Speaker } from '../platform/player.js';

/** A way in which this phone can read words aloud. */
export interface Voice {
  /** The words leave the phone for a service of somebody else: a consent of its own is needed. */
  outside: boolean;
  /** Characters that it takes at a time. */
  longest: number;
  /** Says one piece; the answer ends it. */
  say: Speaker;
}
