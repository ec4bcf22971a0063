import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../database/ids.js';

/** Where the platform learns from which children somebody is kept by order; the people feature answers. */
export abstract class ChildBars {
  /** Ids of the children of whom nothing may reach any of these persons today. */
  abstract childrenKeptFrom(personIds: readonly number[]): Promise<number[]>;
  /** Those of these phones of which one user is kept from one of the children. */
  abstract phonesKeptFrom(
    accountIds: readonly number[],
    childIds: readonly number[],
  ): Promise<ReadonlySet<number>>;
}

type ChildrenOfSubject = (school: SchoolId, subjectId: number) => Promise<number[]>;

/** Which children a subject is about. Each feature says it for its own, so that no message outruns an order. */
@Injectable()
export class SubjectChildren {
  private readonly lookups = new Map<string, ChildrenOfSubject>();

  register(subjectType: string, lookup: ChildrenOfSubject): void {
    if (this.lookups.has(subjectType)) throw new Error(`Children of ${subjectType} are registered twice`);
    this.lookups.set(subjectType, lookup);
  }

  /** Types whose children are known. */
  types(): string[] {
    return [...this.lookups.keys()];
  }

  /** Ids of the children; none for a subject that is about no child. */
  async of(school: SchoolId, subjectType: string, subjectId: number): Promise<number[]> {
    return (await this.lookups.get(subjectType)?.(school, subjectId)) ?? [];
  }
}
