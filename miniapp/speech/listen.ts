import { create } from 'zustand';
import { player } from '../platform/speaker.js';
import { consentOf } from '../session/own-choices.js';
import { toast } from '../ui/toast.js';
import { inPieces } from './read-pieces.js';
import type { Voice } from './voice.js';
import { browserVoice } from './voice-browser.js';
import { phoneVoice } from './voice-phone.js';

interface Listening {
  /** What is being said now, for eyes that read along; empty while nothing is. */
  piece: string;
  /** What waits until the person has said whether words may leave the phone. */
  asking: { id: string; words: (outside: boolean) => string } | null;
}

export const useListening = create<Listening>(() => ({ piece: '', asking: null }));

const voiceNow = (): Voice | null => (XINQIAO_PLATFORM === 'h5' ? browserVoice() : phoneVoice());

/** Whether words may be read now without asking anybody. */
export function mayReadAloud(): boolean {
  const voice = voiceNow();
  return voice !== null && (!voice.outside || consentOf('speech_out')?.holds === true);
}

/**
 * Reads words aloud, and stops whatever spoke before. Where they go to a service outside, the person is asked first;
 * `words` is told which of the two it is, and leaves out what must stay on the phone.
 * @param id names it for whoever shows how far it is
 */
export function hear(id: string, words: (outside: boolean) => string): void {
  const voice = voiceNow();
  if (!voice) return toast('这部手机现在不会读字。');
  if (voice.outside && consentOf('speech_out')?.holds !== true)
    return useListening.setState({ asking: { id, words } });
  const text = words(voice.outside);
  if (text === '') return toast('这里的话只给您看，不读出来。');
  const read = inPieces(voice, (piece) => useListening.setState({ piece }));
  player.play(id, { words: text, read });
}

// Whatever ended it, the words do not stay on the screen.
player.subscribe(() => {
  const { phase } = player.snapshot();
  if (phase !== 'playing' && phase !== 'loading') useListening.setState({ piece: '' });
});

/** Stops if this one speaks, else reads it. */
export function toggleHearing(id: string, words: (outside: boolean) => string): void {
  const { id: speaking, phase } = player.snapshot();
  if (speaking === id && (phase === 'playing' || phase === 'loading')) player.stop();
  else hear(id, words);
}

/** The question is answered: what was waiting is read, or forgotten. */
export function answered(yes: boolean): void {
  const { asking } = useListening.getState();
  useListening.setState({ asking: null });
  if (yes && asking) hear(asking.id, asking.words);
}
