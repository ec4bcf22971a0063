import { Injectable } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { StaffRole } from '#shared/people/vocabulary.js';
import { system } from '../../../platform/audit/audit.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { RegionOfficers } from '../../people/region-officers.port.js';
import { Issue } from '../issue.entity.js';
import { IssueAccess } from '../issue-access.js';
import { IssueMessages } from '../issue.messages.js';

/** Somebody of the closed room. */
export interface RoomMember {
  personId: number;
  /** null: of the region above the school. */
  role: StaffRole | null;
  regionId: number | null;
}

/** A report of harm leaves the ordinary system at its first word: nobody has listed, sorted, pushed or read it. */
@Injectable()
export class Disclosure {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly people: PeopleDirectory,
    private readonly officers: RegionOfficers,
    private readonly messages: IssueMessages,
  ) {}

  /** Who opens a disclosure: lead and deputy of the school; where there is none, the safeguarding officer above it. */
  async room(school: SchoolId, excluded: ReadonlySet<number>): Promise<RoomMember[]> {
    const members: RoomMember[] = [];
    for (const role of ['safeguarding_lead', 'safeguarding_deputy'] as const) {
      const holders = await this.people.holders(school, role, null);
      members.push(...holders.map((personId) => ({ personId, role, regionId: null })));
    }
    const here = members.filter(({ personId }) => !excluded.has(personId));
    if (here.length > 0) return here;
    const above = await this.officers.above(school, 'county_safeguarding');
    return above
      .filter(({ personId }) => !excluded.has(personId))
      .map(({ personId, regionId }) => ({ personId, role: null, regionId }));
  }

  /**
   * Takes a report that was stored a moment ago out of the ordinary system, in the same transaction. Nobody is told yet:
   * whom it names must be kept out first.
   */
  async divert(tx: Tx, issue: Issue): Promise<void> {
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'divert',
      standing: ['system'],
      actor: system,
      payload: { reason: 'harm' },
      change: { diverted: true },
    });
  }

  /**
   * Opens a diverted issue to the closed room. A report is never refused for that: where nobody is there to open it, it
   * waits for whoever will be lead.
   * @returns whether anybody is there
   */
  async open(tx: Tx, issue: Issue): Promise<boolean> {
    const { id, schoolId: school } = issue;
    const room = await this.room(school, await this.access.excludedFrom(issue));
    const officeId = room[0]?.regionId ?? null;
    await tx.of(Issue, school).update({ id }, { officeId });
    issue.officeId = officeId;
    const told = room.map(({ personId }) => personId);
    await this.messages.tell(tx, 'issue.diverted', issue, told);
    return told.length > 0;
  }
}
