import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { GuardiansToFileFor } from '#shared/issues/intake.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Guardians } from '../../people/guardians.port.js';
import type { FamiliarGuardian } from '../../people/guardians.port.js';
import { givenNameOf } from './given-name.js';

/** Writing down for a guardian what she says: by her child's class teacher, or by whoever leads the school. */
@Injectable()
export class Filing {
  constructor(
    private readonly guardians: Guardians,
    private readonly audit: Audit,
  ) {}

  /** Whom the actor may write something down for, by name and by her children's given names. */
  async list(actor: Actor, schoolToken: string | undefined): Promise<z.infer<typeof GuardiansToFileFor>> {
    const school = schoolOf(actor, schoolToken).id;
    if (!actor.positions.some((position) => position.school.id === school))
      throw new ProblemError('not_found');
    const guardians = await this.guardians.familiarTo(actor, school);
    if (guardians.length > 0) {
      const read = { action: 'guardian.list', actor: byPerson(actor.personId), school };
      const children = guardians.flatMap((guardian) => guardian.children.map((child) => child.id));
      await this.audit.read(read, ['basic', 'family'], children);
    }
    return {
      items: guardians.map(({ token, name, children }) => ({
        token,
        name,
        children: children.map((child) => ({
          token: child.token,
          givenName: givenNameOf(child.name),
          relation: child.relation,
        })),
      })),
    };
  }

  /** The guardian behind a token, if the actor may write something down for her. */
  async find(actor: Actor, school: SchoolId, token: string): Promise<FamiliarGuardian | null> {
    const guardians = await this.guardians.familiarTo(actor, school);
    // Who writes down her own words is no filer.
    return guardians.find((one) => one.token === token && one.personId !== actor.personId) ?? null;
  }
}
