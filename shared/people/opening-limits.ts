// Apart from the contract, because the mini program takes no schemas.

/** How long fields stay open that somebody opened for a reason, in hours. */
export const openForHours = 2;
/** Within how many hours somebody else looks at why. */
export const reviewedWithinHours = 24;
/** A reason that another can judge, in characters. */
export const shortestReason = 10;
