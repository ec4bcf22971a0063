import type { ServicePicture } from '#shared/evaluations/vocabulary.js';
import type { IconName } from '../../ui/icon.js';

/** The drawing of a service. */
export const iconOf: Readonly<Record<ServicePicture, IconName>> = {
  meals: 'bowl',
  pickup: 'bus',
  chat: 'chat',
  hygiene: 'broom',
  health: 'health',
  activity: 'ball',
  nap: 'bed',
  facility: 'tool',
  other: 'star',
};
