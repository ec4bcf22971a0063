import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '#shared/audit/contract.js';
import { auditWords } from '#shared/audit/words.js';
import { fieldClasses } from '#shared/people/field-classes.js';
import { keysOf } from '#shared/platform/keys.js';
import type { AuditRow } from '../../platform/audit/audit.entity.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { PeopleDirectory } from '../people/people.port.js';

/** The only way from a row of the record to JSON. */
@Injectable()
export class AuditPresenter {
  constructor(private readonly people: PeopleDirectory) {}

  async present(school: SchoolId, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
    const about = (type: string) => rows.filter((row) => row.subjectType === type);
    const people = await this.people.people([
      ...rows.map((row) => row.actorId),
      ...about('person').map((row) => row.subjectId),
    ]);
    const children = await this.people.childNames(
      school,
      about('child').map((row) => row.subjectId),
    );
    const person = (id: number | null) => {
      const row = people.get(id ?? 0);
      return row ? { token: row.token, name: row.name } : null;
    };
    return rows.map((row) => ({
      at: row.at.toISOString(),
      kind: row.kind,
      action: row.action,
      what: auditWords(row.action),
      by: person(row.actorId),
      child: row.subjectType === 'child' ? (children.get(row.subjectId ?? 0) ?? null) : null,
      person: row.subjectType === 'person' ? person(row.subjectId) : null,
      fields: keysOf(fieldClasses).filter((one) => (row.fields ?? '').split(' ').includes(one)),
      forReason: row.breakGlassId !== null,
    }));
  }
}
