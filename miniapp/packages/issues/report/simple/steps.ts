import type { ReportPicture } from '#shared/issues/vocabulary.js';
import type { Attached, ReportDraft } from '../report-draft.js';

/** The screens of a spoken report, one task each. */
export type ReportStep = 'speak' | 'what' | 'photo' | 'where' | 'name';

/** Which screens there are: where it is, is known already to who has scanned a code. */
export function stepsFor({ landing }: Pick<ReportDraft, 'landing'>): ReportStep[] {
  return landing === null ? ['speak', 'what', 'photo', 'where', 'name'] : ['speak', 'what', 'photo', 'name'];
}

/** What is still missing on a screen, as a sentence; null when one may go on. */
export function missingOn(
  step: ReportStep,
  { photos, voice }: Attached,
  picture: ReportPicture | null,
): string | null {
  if (step === 'what' && picture === null) return '请点一张图';
  if (step === 'photo' && voice === null && photos.length === 0) return '没有说话，就请拍一张照片';
  return null;
}
