import { mediaLimits } from '#shared/media/limits.js';
import { mostVoiceBytes } from '#shared/media/voice.js';
import type { Microphone, MicrophoneListener, Recogniser } from './recorder.js';
import { speechPlugin, type RecognitionManager } from './speech-plugin.js';

/** The plugin's service answered that it cannot: until the program starts anew the plain microphone is used. */
let broken = false;
let manager: RecognitionManager | null = null;
let listener: MicrophoneListener | null = null;

function recognition(): RecognitionManager | null {
  if (manager) return manager;
  const made = speechPlugin()?.getRecordRecognitionManager() ?? null;
  if (!made) return null;
  made.onStart = () => listener?.started();
  made.onRecognize = ({ result }) => listener?.understood?.(result);
  made.onStop = ({ tempFilePath, duration, fileSize, result }) => {
    const heard = listener;
    listener = null;
    if (result !== '') heard?.understood?.(result);
    // How the plugin records cannot be told it, nor is it written anywhere: what is too heavy to be sent is the last.
    broken ||= fileSize > mostVoiceBytes(duration / 1000);
    heard?.ended({ path: tempFilePath, size: fileSize }, duration);
  };
  made.onError = ({ msg }) => {
    const heard = listener;
    listener = null;
    const refused = /auth|deny|denied|permission|privacy/i.test(msg);
    broken ||= !refused;
    heard?.failed(refused ? 'refused' : 'broken');
  };
  manager = made;
  return made;
}

const microphone: Microphone = {
  start(next) {
    listener = next;
    recognition()?.start({ lang: 'zh_CN', duration: mediaLimits.voiceSeconds * 1000 });
  },
  stop: () => recognition()?.stop(),
};

/** WeChat's plugin 同声传译. */
export const phoneRecogniser: Recogniser = {
  microphone: () => (broken || recognition() === null ? null : microphone),
};
