/** The keys of a plain record as a non-empty tuple, the form that `z.enum` wants. */
export function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): [K, ...K[]] {
  return Object.keys(record) as [K, ...K[]];
}
