import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { AuditVeils } from '../../platform/audit/audit-veils.js';
import { isKeptFrom } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { IssueAccess } from './issue-access.js';
import { Issue } from './issue.entity.js';

/** Of an issue that somebody may not see, the record does not tell her either: a diversion, or one that names her. */
@Injectable()
export class IssueAuditSight implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly access: IssueAccess,
    private readonly veils: AuditVeils,
  ) {}

  onModuleInit(): void {
    this.veils.register('issue', async (school, reader, ids) => {
      const rows = await this.database.read.of(Issue, school).find({ where: { id: In([...ids]) } });
      const seen = await this.access.standings(reader, rows);
      const open = seen.filter(
        ({ issue, standing }) => standing.length > 0 && !isKeptFrom(reader, issue.childId),
      );
      return new Set(open.map(({ issue }) => issue.id));
    });
  }
}
