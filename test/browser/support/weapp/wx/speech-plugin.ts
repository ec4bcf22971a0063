import type { LogicContext } from '../logic/context.js';
import { silentMp3 } from './mp3.js';
import type { WxApi, WxOptions } from './wx-api.js';

/** About how long a character is heard (ms). */
const perCharacter = 200;

interface RecogniserListeners {
  onStart?: (answer: object) => void;
  onRecognize?: (answer: { result: string }) => void;
  onStop?: (answer: object) => void;
}

/**
 * WeChat's plugin 同声传译 as far as the program uses it: words come back as a recording, and a recording comes with the
 * words that the test says were understood. What it is given is among the phone's calls: it has left the phone.
 */
export function createSpeechPlugin(context: LogicContext, api: WxApi): Record<string, unknown> {
  let startedAt = 0;
  const manager: Record<string, unknown> & RecogniserListeners = {
    start: (options: WxOptions) => {
      api.note('startRecognition', options);
      startedAt = Date.now();
      setImmediate(() => context.enter(() => manager.onStart?.(context.realm.adopt({ msg: 'Ok' }))));
    },
    stop: () => {
      const duration = context.answers.recordings.shift() ?? Date.now() - startedAt;
      const result = context.answers.understood.shift() ?? '';
      const bytes = silentMp3(duration);
      const tempFilePath = context.files.makeTemporary(bytes, 'mp3');
      const answer = context.realm.adopt({ tempFilePath, duration, fileSize: bytes.length, result });
      setImmediate(() => context.enter(() => manager.onStop?.(answer)));
    },
  };
  return {
    textToSpeech: api.define('textToSpeech', (options) => {
      const words = String(options['content']);
      return {
        retcode: 0,
        origin: words,
        filename: context.files.makeTemporary(silentMp3(words.length * perCharacter), 'mp3'),
        expired_time: Math.floor(Date.now() / 1000) + 3600,
      };
    }),
    getRecordRecognitionManager: () => manager,
  };
}
