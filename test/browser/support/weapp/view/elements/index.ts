import type { ElementKind } from '../nodes.js';
import { buttonKinds } from './buttons.js';
import { choiceKinds } from './choices.js';
import { containerKinds } from './containers.js';
import { fieldKinds } from './fields.js';
import { imageKinds } from './images.js';
import { pickerKinds } from './pickers.js';

/** Every element that is more than a box, by the tag that the compiled templates use. */
export const elementKinds: Record<string, ElementKind> = {
  ...buttonKinds,
  ...choiceKinds,
  ...containerKinds,
  ...fieldKinds,
  ...imageKinds,
  ...pickerKinds,
};
