import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Child, Guardianship } from './people.entity.js';
import { PeopleDirectory } from './people.port.js';

/** The names that nobody outside of a school may learn from what it publishes. */
@Injectable()
export class KnownNames {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
  ) {}

  /** Names of all children and guardians that the school knows or knew. To be compared with, never to be shown. */
  async of(school: SchoolId): Promise<{ children: string[]; guardians: string[] }> {
    const read = this.database.read;
    const children = await read.of(Child, school).find({ select: { name: true } });
    const guardianships = await read.of(Guardianship, school).find({ select: { personId: true } });
    const guardians = await this.people.people(guardianships.map((row) => row.personId));
    return {
      children: children.map(({ name }) => name),
      guardians: [...guardians.values()].map(({ name }) => name),
    };
  }
}
