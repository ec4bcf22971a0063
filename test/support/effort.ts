/** Processor time of a piece of work in milliseconds: unlike the clock on the wall it does not count who else is busy. */
export function effortOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
