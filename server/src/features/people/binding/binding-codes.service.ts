import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import type { NewChildCode, ShownChildCode } from '#shared/people/binding-contract.js';
import type { BindingCodeKind } from '#shared/people/binding.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Keyring } from '../../../platform/auth/keyring.js';
import { Clock, days, later, minutes } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { CodePictures } from '../../../platform/print/code-pictures.js';
import { decidesFor, mayManageFamily } from '../child.policy.js';
import { ChildAccess } from '../family/child-access.js';
import { readableSecret } from '../password-hash.port.js';
import type { Child } from '../people.entity.js';
import { ChildBindingCode } from './binding.entity.js';

/** The page that a slip opens. */
export const bindPage = 'packages/account/bind/index';
const length = 10;
/** Paper may lie in a school bag for a month; a code on a screen is used while both stand there. */
const lifetimes: Readonly<Record<BindingCodeKind, number>> = {
  slip: days(30),
  face: minutes(30),
  invite: days(3),
};
const lost = '刚才的码只显示一次。请再点一次，会换一个新的。';

/** Makes the codes that lead to a child, and finds a child by one. */
@Injectable()
export class BindingCodes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
    private readonly access: ChildAccess,
    private readonly pictures: CodePictures,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  newCode(): string {
    return readableSecret(length);
  }

  /** As it is printed and read out: two groups of five. */
  written(code: string): string {
    return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
  }

  /**
   * A code to use at once: of a teacher who stands before a carer, or of a guardian who lets another one in.
   * @param origin where the request came in; the picture opens there in the preview
   */
  async show(
    actor: Actor,
    token: string,
    request: RequestKey,
    given: z.output<typeof NewChildCode>,
    origin: string,
  ): Promise<ShownChildCode> {
    const child = await this.access.forCommand(
      actor,
      token,
      (who, one) => mayManageFamily(who, one) || decidesFor(who, one.id),
    );
    // Who keeps the family in order vouches for whoever she has before her; a guardian only asks her in.
    const isOffice = mayManageFamily(actor, child);
    const kind = isOffice ? 'face' : 'invite';
    const code = this.newCode();
    const expiresAt = await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, lost, () =>
        this.store(tx, child, code, actor.personId, kind, isOffice ? given : nothingSaid),
      ),
    );
    const image = await this.pictures.png(bindPage, code, origin).catch((error: unknown) => {
      // The letters alone are enough to go on.
      if (error instanceof ProblemError) return null;
      throw error;
    });
    return {
      code: this.written(code),
      picture: image && `data:image/png;base64,${image.toString('base64')}`,
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Keeps a code; those of the same kind for the same child stop working. @returns when it ends */
  async store(
    tx: Tx,
    child: Child,
    code: string,
    createdById: number,
    kind: BindingCodeKind,
    { relation, simpleMode }: z.output<typeof NewChildCode> = nothingSaid,
  ): Promise<Date> {
    const now = this.clock.now();
    const expiresAt = later(now, lifetimes[kind]);
    const codes = tx.of(ChildBindingCode, child.schoolId);
    const unused = { childId: child.id, kind, usedAt: IsNull(), voidedAt: IsNull() };
    await codes.update(unused, { voidedAt: now });
    await codes.insert({
      childId: child.id,
      codeHash: this.hash(code),
      ...{ kind, relation, simpleMode, createdById, expiresAt },
      createdAt: now,
      usedAt: null,
      voidedAt: null,
    });
    await this.audit.wrote(tx, {
      action: 'child.binding_code',
      actor: byPerson(createdById),
      school: child.schoolId,
      subject: { type: 'child', id: child.id },
    });
    return expiresAt;
  }

  /** Uses a code up. @throws ProblemError `binding_refused` for one that is wrong, used, replaced or too old, alike */
  async use(tx: Tx, code: string): Promise<ChildBindingCode> {
    const now = this.clock.now();
    // The code says which school; it is random, and nothing is shown for a wrong one.
    const codes = tx.acrossSchools(ChildBindingCode);
    const unused = { codeHash: this.hash(code), usedAt: IsNull(), voidedAt: IsNull() };
    const row = await codes.findOneBy(unused);
    if (!row || row.expiresAt <= now) throw new ProblemError('binding_refused');
    const used = await tx
      .of(ChildBindingCode, row.schoolId)
      .update({ id: row.id, usedAt: IsNull(), voidedAt: IsNull() }, { usedAt: now });
    if (used !== 1) throw new ProblemError('binding_refused');
    return row;
  }

  private hash(code: string): string {
    return this.keyring.hash('child-binding-code', code);
  }
}

const nothingSaid = { relation: null, simpleMode: false };
