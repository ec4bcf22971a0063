import type { Voice } from './voice.js';

/** A Chinese voice of the browser: one that speaks on this machine before one that asks its maker. */
function chineseVoice(): SpeechSynthesisVoice | null {
  const voices = window.speechSynthesis.getVoices().filter(({ lang }) => /^(zh|cmn)/i.test(lang));
  return voices.find((one) => one.localService) ?? voices[0] ?? null;
}

/** The browser's own voice, for the preview; null where it has none that speaks Chinese. */
export function browserVoice(): Voice | null {
  if (!('speechSynthesis' in window)) return null;
  const voice = chineseVoice();
  if (!voice) return null;
  return {
    outside: !voice.localService,
    // Longer ones fall silent half-way in Chrome.
    longest: 120,
    say: (words, listener) => {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = 0.9;
      utterance.onstart = listener.playing;
      utterance.onend = listener.ended;
      utterance.onerror = listener.failed;
      window.speechSynthesis.speak(utterance);
      return () => {
        utterance.onstart = utterance.onend = utterance.onerror = null;
        window.speechSynthesis.cancel();
      };
    },
  };
}
