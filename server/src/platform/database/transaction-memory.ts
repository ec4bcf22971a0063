import type { SchoolId } from './ids.js';
import type { Tables } from './database.js';
import { Tx } from './database.js';

/**
 * Remembers what was read for a school as long as a transaction is open, and not a moment longer: other processes may
 * change it. Whoever writes it forgets it.
 */
export class TransactionMemory<Value> {
  private readonly kept = new WeakMap<Tables, Map<SchoolId, Promise<Value>>>();

  /** @param tables where `read` looks: inside a transaction the same object until its end */
  of(tables: Tables, school: SchoolId, read: () => Promise<Value>): Promise<Value> {
    if (!(tables instanceof Tx)) return read();
    const schools = this.kept.get(tables) ?? new Map<SchoolId, Promise<Value>>();
    this.kept.set(tables, schools);
    const value = schools.get(school) ?? read();
    schools.set(school, value);
    return value;
  }

  forget(tx: Tx, school: SchoolId): void {
    this.kept.get(tx)?.delete(school);
  }
}
