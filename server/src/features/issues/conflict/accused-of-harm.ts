import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import { OpeningRefusals } from '../../people/opening-refusals.port.js';
import { Issue } from '../issue.entity.js';

/** Whoever a report of harm about a child names opens nothing of that child by any reason, until it is released. */
@Injectable()
export class AccusedOfHarm implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly refusals: OpeningRefusals,
  ) {}

  onModuleInit(): void {
    this.refusals.askAccused((school, childId, personId) => this.isAccused(school, childId, personId));
  }

  private async isAccused(school: SchoolId, childId: number, personId: number): Promise<boolean> {
    const { read } = this.database;
    const named = await read.of(Exclusion, school).find({ where: { personId, subjectType: 'issue' } });
    if (named.length === 0) return false;
    const ids = named.map((row) => row.subjectId);
    return read.of(Issue, school).exists({ id: In(ids), childId, diverted: true });
  }
}
