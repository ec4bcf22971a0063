/** As much of an answer as tells whether it is sensitive; see `isUnderLock` on the server. */
interface MaybeSensitive {
  sealed?: unknown;
  mine?: unknown;
  state?: unknown;
}

/** One's own report without a name, or one about harm to a child: who holds the phone may be whom it is about. */
export function isSensitive(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const { sealed, mine, state } = item as MaybeSensitive;
  return (sealed === true && mine === true) || state === 'diverted';
}

/**
 * What of an answer may be kept in the phone's storage. Sensitive things never are, PIN or not: they are read with a
 * network, or not at all. Undefined: nothing of it. Lists keep the rest.
 */
export function withoutSensitive(data: unknown): unknown {
  if (isSensitive(data)) return undefined;
  if (Array.isArray(data)) return data.map(withoutSensitive).filter((item) => item !== undefined);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withoutSensitive(value)]));
}
