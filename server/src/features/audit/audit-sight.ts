import { Injectable } from '@nestjs/common';
import type { AuditRow } from '../../platform/audit/audit.entity.js';
import { AuditVeils } from '../../platform/audit/audit-veils.js';
import { isKeptFrom } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';

/** Actions of the closed room whose rows name no class of fields. */
const ofClosedRoom = /^(break_glass|safeguarding)\.|^child\.bar_|^issue\.(divert|release|disclosed)/;

/** Whether a row tells of what only the closed room may know. */
export function isProtected({ action, fields, breakGlassId }: AuditRow): boolean {
  return (
    breakGlassId !== null || ofClosedRoom.test(action) || (fields ?? '').split(' ').includes('protection')
  );
}

/** Which rows somebody may read: of what she may not see, not even that others saw it. */
@Injectable()
export class AuditSight {
  constructor(private readonly veils: AuditVeils) {}

  /** @param protects she works in the closed room of the school */
  async ofRows(
    actor: Actor,
    school: SchoolId,
    protects: boolean,
    rows: readonly AuditRow[],
  ): Promise<AuditRow[]> {
    const open = rows.filter(
      (row) =>
        (protects || !isProtected(row)) && !(row.subjectType === 'child' && isKeptFrom(actor, row.subjectId)),
    );
    const hidden = new Set<AuditRow>();
    for (const type of this.veils.types()) {
      const about = open.filter((row) => row.subjectType === type);
      const ids = [...new Set(about.flatMap((row) => row.subjectId ?? []))];
      const known = await this.veils.known(type, school, actor, ids);
      for (const row of about) if (!known.has(row.subjectId ?? 0)) hidden.add(row);
    }
    return open.filter((row) => !hidden.has(row));
  }
}
