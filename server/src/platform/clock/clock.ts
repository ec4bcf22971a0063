/** The one source of "now" on the server; tests put a clock of their own in its place. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Asia/Shanghai has had no summer time since 1991: reckoned, as it is asked with nearly every request. */
const shanghaiOffset = 8 * 3_600_000;
const inShanghai = (instant: Date): Date => new Date(instant.getTime() + shanghaiOffset);

/** Calendar day (YYYY-MM-DD) of an instant since 1992 in Asia/Shanghai, where all our schools are. */
export function dayOf(instant: Date): string {
  return inShanghai(instant).toISOString().slice(0, 10);
}

/** Hour of the day (0–23) of an instant since 1992 in Asia/Shanghai. */
export function hourOf(instant: Date): number {
  return inShanghai(instant).getUTCHours();
}

/** The first instant of a day (YYYY-MM-DD) in Asia/Shanghai, which has no summer time. */
export const startOfDay = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** `instant` moved by `ms` milliseconds. */
export function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
