import { browserMicrophone } from './microphone-browser.js';
import type { Microphone, Recogniser } from './recorder.js';

/** As much of the browser's speech recognition as is used; its types are in no library yet. */
interface Recognition {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  onresult: (event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void;
  start(): void;
  stop(): void;
}
type RecognitionClass = new () => Recognition;

function recognitionClass(): RecognitionClass | undefined {
  const known = window as object as { webkitSpeechRecognition?: RecognitionClass };
  return known.webkitSpeechRecognition;
}

/** Listens along while the browser's microphone records; what goes wrong here costs the hint, never the recording. */
function listeningAlong(Listener: RecognitionClass): Microphone {
  let recognition: Recognition | null = null;
  const end = () => {
    recognition?.stop();
    recognition = null;
  };
  return {
    start(listener) {
      browserMicrophone.start({
        ...listener,
        started: () => {
          const next = new Listener();
          Object.assign(next, { lang: 'zh-CN', continuous: true, interimResults: true });
          next.onresult = ({ results }) =>
            listener.understood?.(Array.from(results, (one) => one[0]?.transcript ?? '').join(''));
          recognition = next;
          next.start();
          listener.started();
        },
        ended: (...recorded) => {
          end();
          listener.ended(...recorded);
        },
      });
    },
    stop() {
      browserMicrophone.stop();
    },
  };
}

let made: Microphone | null | undefined;

/** Chrome and Safari recognise speech, by a service of their makers; other browsers do not. */
export const browserRecogniser: Recogniser = {
  microphone: () => {
    const Listener = recognitionClass();
    made ??= Listener ? listeningAlong(Listener) : null;
    return made;
  },
};
