import { browserRecogniser } from './recogniser-browser.js';
import { phoneRecogniser } from './recogniser-phone.js';
import type { Recogniser } from './recorder.js';

/** The recogniser of this kind of phone: WeChat's plugin, or the browser's own in the preview. */
export const recogniser: Recogniser = XINQIAO_PLATFORM === 'h5' ? browserRecogniser : phoneRecogniser;
