/**
 * Small synchronous storage of the phone. One key holds one thing, so that each write is whole or not there at all:
 * a program killed between two writes never leaves half an entry.
 */
export interface KeyValue {
  /** The stored value, or null. A value that cannot be read counts as absent. */
  get<T>(key: string): T | null;
  /** Throws when the phone's storage is full. */
  set(key: string, value: unknown): void;
  remove(key: string): void;
  /** Every key that begins with `prefix`. */
  keys(prefix: string): string[];
}
