import Taro from '@tarojs/taro';
import { mediaLimits } from '#shared/media/limits.js';
import { voiceBitsPerSecond } from '#shared/media/voice.js';
import type { Microphone, MicrophoneListener } from './recorder.js';

const quality: Taro.RecorderManager.StartOption = {
  duration: mediaLimits.voiceSeconds * 1000,
  format: 'mp3',
  sampleRate: 16_000,
  numberOfChannels: 1,
  encodeBitRate: voiceBitsPerSecond,
};

let manager: Taro.RecorderManager | null = null;
let listener: MicrophoneListener | null = null;

/** There is one recorder in the whole program, with one listener of each kind. */
function recorderManager(): Taro.RecorderManager {
  if (manager) return manager;
  const made = Taro.getRecorderManager();
  made.onStart(() => listener?.started());
  made.onStop(({ tempFilePath, fileSize, duration }) => {
    const heard = listener;
    listener = null;
    heard?.ended({ path: tempFilePath, size: fileSize }, duration);
  });
  made.onError(({ errMsg }) => {
    const heard = listener;
    listener = null;
    heard?.failed(/auth|deny|denied|permission|privacy/i.test(errMsg) ? 'refused' : 'broken');
  });
  // A call comes in: what was said until then is kept.
  made.onInterruptionBegin(() => made.stop());
  manager = made;
  return made;
}

/** WeChat's recorder. */
export const phoneMicrophone: Microphone = {
  start(next) {
    listener = next;
    recorderManager().start(quality);
  },
  stop: () => recorderManager().stop(),
};
