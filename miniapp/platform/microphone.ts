import { browserMicrophone } from './microphone-browser.js';
import { phoneMicrophone } from './microphone-phone.js';
import type { Microphone } from './recorder.js';

/** The microphone of this phone. */
export const microphone: Microphone = XINQIAO_PLATFORM === 'h5' ? browserMicrophone : phoneMicrophone;
