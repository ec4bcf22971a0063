import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../../platform/database/database.js';
import { StaffPresence } from '../../people/staff-presence.port.js';
import type { AbsenceBegun } from '../../people/staff-presence.port.js';
import { Issue } from '../issue.entity.js';
import { Handing } from './handing.js';

/** When somebody is away, what she has not accepted yet goes on to who is there. What she has accepted stays hers. */
@Injectable()
export class StaffAway implements OnModuleInit {
  constructor(
    private readonly presence: StaffPresence,
    private readonly handing: Handing,
  ) {}

  onModuleInit(): void {
    this.presence.onAbsence((tx, absence) => this.handOn(tx, absence));
  }

  private async handOn(tx: Tx, { school, personId }: AbsenceBegun): Promise<void> {
    const where = { assigneeId: personId, diverted: false, state: 'assigned' as const };
    const issues = await tx.of(Issue, school).find({ where, order: { id: 'ASC' } });
    for (const issue of issues) await this.handing.toBetter(tx, issue);
  }
}
