import type { ServiceTargetsView, WriteServiceTargets } from '#shared/issues/clock-contract.js';

type Target = ServiceTargetsView['fallback'];

/** Targets as they are typed, in hours; under the names of the contract, so that what is refused finds its field. */
export interface TargetValues {
  fallback: Target;
  categories: (Target & { category: string })[];
}

const times = (factor: number, { responseMinutes, resolutionMinutes }: Target): Target => ({
  responseMinutes: Math.round(responseMinutes * factor * 100) / 100,
  resolutionMinutes: Math.round(resolutionMinutes * factor * 100) / 100,
});

export const hoursOf = ({ fallback, categories }: ServiceTargetsView): TargetValues => ({
  fallback: times(1 / 60, fallback),
  categories: categories.map(({ category, ...target }) => ({
    category: category.token,
    ...times(1 / 60, target),
  })),
});

const inMinutes = (hours: Target): Target => {
  const { responseMinutes, resolutionMinutes } = times(60, hours);
  return {
    responseMinutes: Math.round(responseMinutes),
    resolutionMinutes: Math.round(resolutionMinutes),
  };
};

export const targetsOf = ({ fallback, categories }: TargetValues): WriteServiceTargets => ({
  fallback: inMinutes(fallback),
  categories: categories.map(({ category, ...hours }) => ({ category, ...inMinutes(hours) })),
});
