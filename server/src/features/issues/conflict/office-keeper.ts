import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../../platform/database/database.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import type { Recorded } from '../../../platform/timeline/workflow-engine.js';
import { Issue } from '../issue.entity.js';
import { NextOffice } from './next-office.js';

/** Events after which an issue may be in other hands. */
const handingOn = ['assign', 'reassign', 'separate', 'appeal'];

/** Keeps `officeId` true: an office has what its officer holds, and nothing that has gone back to the school. */
@Injectable()
export class OfficeKeeper implements OnModuleInit {
  constructor(
    private readonly engine: WorkflowEngine,
    private readonly offices: NextOffice,
  ) {}

  onModuleInit(): void {
    this.engine.follow('issue', (tx, recorded) => this.keep(tx, recorded));
  }

  private async keep(tx: Tx, { row, name, payload }: Recorded): Promise<void> {
    if (!handingOn.includes(name)) return;
    const issue = row as Issue;
    const isHandedUp = payload['by'] === 'office' || name === 'separate' || name === 'appeal';
    const holder = isHandedUp ? issue.assigneeId : null;
    const officeId = holder === null ? null : await this.offices.regionOf(issue.schoolId, holder);
    if (officeId === issue.officeId) return;
    const table = tx.of(Issue, issue.schoolId);
    await table.update({ id: issue.id }, { officeId });
    // In whichever order the followers run: what was merged into it is where it is.
    await table.update({ primaryId: issue.id, state: 'merged' }, { officeId });
    issue.officeId = officeId;
  }
}
