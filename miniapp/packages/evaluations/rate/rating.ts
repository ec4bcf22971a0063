import type { EvaluationForm, GiveEvaluation } from '#shared/evaluations/contract.js';
import { evaluationLimits, lowStars, type Stars } from '#shared/evaluations/vocabulary.js';

export type OfferedService = EvaluationForm['services'][number];

/** Stars as they are being given, by key of the dimension. */
export interface Rating {
  stars: Readonly<Record<string, Stars>>;
  text: string;
}

export const emptyRating: Rating = { stars: {}, text: '' };

/** How many faces are still to be tapped. */
export const missing = ({ dimensions }: OfferedService, { stars }: Rating): number =>
  dimensions.filter(({ key }) => stars[key] === undefined).length;

/** Whether something was so bad that the school should perhaps hear what it is. */
export const isLow = ({ stars }: Rating): boolean => Object.values(stars).some((given) => given <= lowStars);

/** What is missing or too much, as a sentence; null when it can be sent. */
export function problemOf(service: OfferedService, rating: Rating): string | null {
  const left = missing(service, rating);
  if (left > 0) return `还有 ${left} 样没有点`;
  if ([...rating.text].length > evaluationLimits.words) return `最多写 ${evaluationLimits.words} 个字`;
  return null;
}

/** The answer as it is sent. */
export function bodyOf(
  service: Pick<OfferedService, 'token' | 'dimensions'>,
  { stars, text }: Rating,
  where: { code: string | null; school: string },
): Omit<GiveEvaluation, 'clientId'> {
  return {
    ...(where.code === null ? { school: where.school } : { code: where.code }),
    service: service.token,
    stars: service.dimensions.flatMap(({ key }) => {
      const given = stars[key];
      return given === undefined ? [] : [{ dimension: key, stars: given }];
    }),
    text: text.trim(),
  };
}
