import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Person } from '../../platform/auth/identity.entity.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { StaffMemberRow } from './people.entity.js';

/** Who ever worked at a school, for the record of what was done there. */
@Injectable()
export class StaffRecord {
  constructor(private readonly database: Database) {}

  /** Ids of persons by their tokens, those who have left among them. */
  async everAt(school: SchoolId): Promise<Map<string, number>> {
    const members = await this.database.read.of(StaffMemberRow, school).find({ select: { personId: true } });
    const people = await this.database.read
      .global(Person)
      .findBy({ id: In(members.map((row) => row.personId)) });
    return new Map(people.map(({ id, token }) => [token, id]));
  }
}
