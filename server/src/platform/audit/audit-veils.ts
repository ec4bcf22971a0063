import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import type { SchoolId } from '../database/ids.js';

/** Those of `ids` that a reader may know of. */
type Sight = (school: SchoolId, reader: Actor, ids: readonly number[]) => Promise<ReadonlySet<number>>;

/**
 * Which subjects a reader of the record may know of. Each feature says it for its own, so that the record never tells
 * more than the page of the thing itself; a type that nobody speaks for is known to everybody who reads the record.
 */
@Injectable()
export class AuditVeils {
  private readonly sights = new Map<string, Sight>();

  register(subjectType: string, sight: Sight): void {
    if (this.sights.has(subjectType)) throw new Error(`The sight of ${subjectType} is registered twice`);
    this.sights.set(subjectType, sight);
  }

  /** Types that somebody speaks for. */
  types(): string[] {
    return [...this.sights.keys()];
  }

  async known(
    subjectType: string,
    school: SchoolId,
    reader: Actor,
    ids: readonly number[],
  ): Promise<ReadonlySet<number>> {
    const sight = this.sights.get(subjectType);
    return sight && ids.length > 0 ? sight(school, reader, ids) : new Set(ids);
  }
}
