/** So many reports whose category a person has decided are needed before a school's own version can be trained. */
export const fewestCorrections = 10;
/** So many new ones, and the next night trains by itself. */
export const correctionsPerNight = 20;
/** The days over which what the classifier said is compared with what people decided. */
export const reportDays = 365;
