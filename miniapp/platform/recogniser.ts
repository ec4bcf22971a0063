import { browserRecogniser } from './recogniser-browser.js';
import { phoneRecogniser } from './recogniser-phone.js';
import type { Microphone } from './recorder.js';

/**
 * A microphone that writes down what it hears: the recording comes as from any other (`ended`), and besides it a hint of
 * the words (`understood`). The recording is the record. What is said leaves the phone for a service outside, so it may
 * only be used with the person's consent `speech_in`; `useRecorder` sees to that.
 */
export interface Recogniser {
  /** null: this phone has none now, and the plain microphone does it. */
  microphone(): Microphone | null;
}

/** The recogniser of this kind of phone: WeChat's plugin, or the browser's own in the preview. */
export const recogniser: Recogniser = XINQIAO_PLATFORM === 'h5' ? browserRecogniser : phoneRecogniser;
