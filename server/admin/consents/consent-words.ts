import type { ChildConsentState, ChildPurposeName } from '#shared/consents/child-purposes.js';
import { childConsentStates, childPurposes, isInUse } from '#shared/consents/child-purposes.js';
import { keysOf } from '#shared/platform/keys.js';

export const purposes = keysOf(childPurposes);

/** Short heads for the columns of the matrix. */
export const shortNames: Readonly<Record<ChildPurposeName, string>> = {
  photos_class: '班里看照片',
  photos_public: '公开照片',
  voice_class: '班里听录音',
  health_data: '健康情况',
  care_file: '关爱档案',
  speech_outside: '外面读字',
  statistics: '统计',
};

/** What stands beside a purpose that nothing rests on yet: families need not be asked. */
export const noteOf = (purpose: ChildPurposeName): string =>
  isInUse(purpose) ? '' : '（还没有用到，不用问）';

/** Colour of a state; the word stands beside it. */
export const stateColours: Readonly<Record<ChildConsentState, string>> = {
  given: 'success',
  refused: 'default',
  disagreed: 'warning',
  not_yet: 'processing',
};

export const stateChoices = keysOf(childConsentStates).map((value) => ({
  value,
  label: childConsentStates[value],
}));
export const purposeChoices = purposes.map((value) => ({ value, label: childPurposes[value].title }));
