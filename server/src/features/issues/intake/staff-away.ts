import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import type { Tx } from '../../../platform/database/database.js';
import { StaffPresence } from '../../people/staff-presence.port.js';
import type { AbsenceBegun } from '../../people/staff-presence.port.js';
import { NewHands } from '../conflict/new-hands.js';
import { SecondLook } from '../ends/second-look.js';
import { Issue } from '../issue.entity.js';
import { Handing } from './handing.js';

/**
 * When somebody is away, what she has not accepted yet goes on to who is there, and so does a refusal that she was to
 * look at again. What she has accepted stays hers.
 */
@Injectable()
export class StaffAway implements OnModuleInit {
  constructor(
    private readonly presence: StaffPresence,
    private readonly handing: Handing,
    private readonly secondLook: SecondLook,
    private readonly newHands: NewHands,
  ) {}

  onModuleInit(): void {
    this.presence.onAbsence((tx, absence) => this.handOn(tx, absence));
  }

  private async handOn(tx: Tx, { school, personId }: AbsenceBegun): Promise<void> {
    const where = { assigneeId: personId, diverted: false, state: In(['assigned', 'appealed']) };
    const issues = await tx.of(Issue, school).find({ where, order: { id: 'ASC' } });
    for (const issue of issues)
      await (issue.state === 'appealed' ? this.toAnotherLook(tx, issue) : this.handing.toBetter(tx, issue));
  }

  private async toAnotherLook(tx: Tx, issue: Issue): Promise<void> {
    const owner = await this.secondLook.find(issue);
    if (owner && owner.by !== 'away' && owner.personId !== issue.assigneeId)
      await this.newHands.take(tx, issue, owner);
  }
}
