import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { BindingRequestView } from '#shared/people/binding-contract.js';
import type { BindingDecision } from '#shared/people/binding.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Child } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import type { BindingRequest } from './binding.entity.js';

/** The only way from somebody who waits to JSON. */
@Injectable()
export class BindingRequestPresenter {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
  ) {}

  /** @param forOffice whether the reader may learn what made us doubt: it speaks of other children */
  async present(
    school: SchoolId,
    rows: readonly BindingRequest[],
    forOffice: boolean,
    decisionsFor: (row: BindingRequest) => BindingDecision[],
  ): Promise<BindingRequestView[]> {
    if (rows.length === 0) return [];
    const ids = rows.flatMap((row) => [row.childId, ...(forOffice ? row.othersSeen : [])]);
    const children = await this.database.read.of(Child, school).find({ where: { id: In(ids) } });
    const { classrooms } = await this.people.names(school, {
      people: [],
      places: [],
      classrooms: children.map((child) => child.classroomId),
    });
    const byId = new Map(children.map((child) => [child.id, child]));
    const classroomOf = (child: Child | undefined) => classrooms.get(child?.classroomId ?? 0) ?? null;
    return rows.map((row) => {
      const child = byId.get(row.childId);
      return {
        token: row.token,
        state: row.state,
        child: { token: child?.token ?? '', name: child?.name ?? '', classroom: classroomOf(child) },
        name: row.name,
        relation: row.relation,
        at: row.createdAt.toISOString(),
        decisions: decisionsFor(row),
        ...(forOffice
          ? {
              doubts: row.doubts,
              typedChildName: row.childName,
              // A child of another school is none of this one's.
              othersSeen: row.othersSeen.flatMap((id) => {
                const other = byId.get(id);
                return other ? [{ name: other.name, classroom: classroomOf(other) }] : [];
              }),
            }
          : {}),
      };
    });
  }
}
