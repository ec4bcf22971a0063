import { openRecording } from '../platform/open-recording.js';
import { speechPlugin } from '../platform/speech-plugin.js';
import type { Voice } from './voice.js';

/** Addresses of what was said lately: heard twice, it leaves the phone once. WeChat keeps them for some hours. */
const known = new Map<string, { address: string; until: number }>();
const keptFor = 3600_000;
const mostKnown = 60;

function remember(words: string, address: string) {
  known.set(words, { address, until: Date.now() + keptFor });
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
}

/** WeChat's plugin 同声传译: words go to WeChat, and a recording comes back. Null where the program has no plugin. */
export function phoneVoice(): Voice | null {
  const plugin = speechPlugin();
  if (!plugin) return null;
  return {
    outside: true,
    // The service takes about a thousand bytes; shorter pieces are heard sooner on a slow line.
    longest: 90,
    say: (words, listener) => {
      let over = false;
      let end: (() => void) | null = null;
      const play = (address: string) => {
        if (!over) end = openRecording(address, listener);
      };
      const before = known.get(words);
      if (before && before.until > Date.now()) play(before.address);
      else
        plugin.textToSpeech({
          lang: 'zh_CN',
          tts: true,
          content: words,
          success: ({ filename }) => {
            remember(words, filename);
            play(filename);
          },
          fail: () => (over ? undefined : listener.failed()),
        });
      return () => {
        over = true;
        end?.();
      };
    },
  };
}
