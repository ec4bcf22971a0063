import { openRecording } from './open-recording.js';
import { Player, type Speaker } from './player.js';

/** What can be heard: the recording at an address, or words that a voice reads. */
export type Sound = { address: string } | { words: string; read: Speaker };

/** The one that plays on this phone: recordings and reading aloud share it, so that two voices never speak at once. */
export const player = new Player<Sound>((sound, listener) =>
  'address' in sound ? openRecording(sound.address, listener) : sound.read(sound.words, listener),
);
