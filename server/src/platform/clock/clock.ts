/** The one source of "now" on the server; tests put a clock of their own in its place. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
const shanghaiHour = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** Calendar day (YYYY-MM-DD) of an instant in Asia/Shanghai, where all our schools are. */
export function dayOf(instant: Date): string {
  return shanghaiDay.format(instant);
}

/** Hour of the day (0–23) of an instant in Asia/Shanghai. */
export function hourOf(instant: Date): number {
  return Number(shanghaiHour.format(instant));
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
