import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { BindChild, MyBinding } from '#shared/people/binding-contract.js';
import type { BindingDoubt } from '#shared/people/binding.js';
import { Audit, byPerson, system } from '../../../platform/audit/audit.js';
import { AccountPerson, Person } from '../../../platform/auth/identity.entity.js';
import type { Session } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfAccount } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { RateLimits } from '../../../platform/http/rate-limits.js';
import { Bars } from '../bars.port.js';
import { holdingOn } from '../dated.js';
import { Child, Guardianship } from '../people.entity.js';
import { BindingAdmission } from './binding-admission.js';
import { BindingCodes } from './binding-codes.service.js';
import { BindingDoubts, withoutBlanks } from './binding-doubts.js';
import { BindingRequest } from './binding.entity.js';

type Said = z.output<typeof BindChild>;

/** How a phone comes to a child: by a code, and by a person wherever something is not as it should be. */
@Injectable()
export class BindingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    private readonly codes: BindingCodes,
    private readonly doubts: BindingDoubts,
    private readonly admission: BindingAdmission,
    private readonly bars: Bars,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * @throws ProblemError `binding_refused` for a code that does not work, and for an adult who is kept from the child:
   *   the same answer
   */
  async bind(session: Session, request: RequestKey, said: Said): Promise<MyBinding> {
    const { accountId } = session;
    if (accountId === null) throw new ProblemError('forbidden');
    await this.limits.binding(`account:${accountId}`);
    const { token } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfAccount(accountId), request, () =>
        this.use(tx, accountId, session.personId, said),
      ),
    );
    const row = found(await this.database.read.acrossSchools(BindingRequest).findOneBy({ token }));
    if (row.state === 'refused' && row.decidedById === null) throw new ProblemError('binding_refused');
    return view(row);
  }

  /** What became of the codes that were used on this phone, newest first. */
  async mine({ accountId }: Session): Promise<{ items: MyBinding[] }> {
    if (accountId === null) return { items: [] };
    const rows = await this.database.read
      .acrossSchools(BindingRequest)
      .find({ where: { accountId }, order: { id: 'DESC' }, take: 20 });
    // A refusal that nobody decided was answered like a wrong code, and stays that.
    return { items: rows.filter((row) => row.state !== 'refused' || row.decidedById !== null).map(view) };
  }

  private async use(tx: Tx, accountId: number, actingId: number | null, said: Said): Promise<string> {
    const code = await this.codes.use(tx, said.code);
    const child = await tx.of(Child, code.schoolId).findOne({ id: code.childId });
    if (!child || (child.leftDay !== null && child.leftDay < dayOf(this.clock.now())))
      throw new ProblemError('binding_refused');
    const onPhone = (await tx.global(AccountPerson).findBy({ accountId, endedAt: IsNull() })).map(
      (row) => row.personId,
    );
    const relation = code.relation ?? said.relation;
    const who = await this.whoIs(tx, child, onPhone, actingId, { ...said, relation });
    const doubtful = await this.doubts.of({
      ...{ code, child, onPhone },
      personId: who.personId,
      childName: said.childName,
    });
    const isBarred = await this.isBarred(tx, child, [...onPhone, who.personId ?? 0], who.name);
    const row = await tx.of(BindingRequest, child.schoolId).insert({
      token: newToken(),
      childId: child.id,
      codeId: code.id,
      accountId,
      personId: who.personId,
      name: who.name,
      childName: said.childName,
      relation,
      state: isBarred ? 'refused' : 'quarantined',
      doubts: [...doubtful.doubts, ...who.doubts],
      othersSeen: doubtful.othersSeen,
      simpleMode: code.simpleMode,
      createdAt: this.clock.now(),
      decidedById: null,
      decidedAt: null,
    });
    const by = who.personId === null ? system : byPerson(who.personId);
    await this.audit.auth(tx, isBarred ? 'child_code.refused' : 'child_code.used', by);
    if (!isBarred && row.doubts.length === 0) await this.admission.next(tx, row, child, code.createdById);
    return row.token;
  }

  /**
   * Who is binding: whoever acts on the phone, one of those who share it, a guardian whom the school has registered and
   * who has no phone yet, or somebody new.
   */
  private async whoIs(
    tx: Tx,
    child: Child,
    onPhone: readonly number[],
    actingId: number | null,
    said: Pick<Said, 'name' | 'relation'>,
  ): Promise<{ personId: number | null; name: string; doubts: BindingDoubt[] }> {
    const people = tx.global(Person);
    const sharing = onPhone.length === 0 ? [] : await people.findBy({ id: In([...onPhone]) });
    const acting =
      sharing.find((one) => one.id === actingId) ?? sharing.find((one) => isSame(one.name, said.name));
    if (acting) return { personId: acting.id, name: acting.name, doubts: [] };
    const where = holdingOn<Guardianship>(dayOf(this.clock.now()), {
      childId: child.id,
      relation: said.relation,
    });
    const registered = await tx.of(Guardianship, child.schoolId).find({ where });
    for (const { personId } of registered) {
      if (await tx.global(AccountPerson).existsBy({ personId, endedAt: IsNull() })) continue;
      const person = await people.findOneByOrFail({ id: personId });
      if (isSame(person.name, said.name)) return { personId, name: person.name, doubts: [] };
      return { personId: null, name: said.name, doubts: ['known_under_other_name'] };
    }
    return { personId: null, name: said.name, doubts: [] };
  }

  /** Also somebody new who has the name of a barred adult: he may come with another phone. */
  private async isBarred(tx: Tx, child: Child, personIds: readonly number[], name: string): Promise<boolean> {
    const kept = await this.bars.personsKeptFrom(child.schoolId, child.id);
    if (kept.some((id) => personIds.includes(id))) return true;
    if (kept.length === 0) return false;
    const barred = await tx.global(Person).findBy({ id: In(kept) });
    return barred.some((one) => isSame(one.name, name));
  }
}

const isSame = (one: string, other: string): boolean => withoutBlanks(one) === withoutBlanks(other);

const view = (row: BindingRequest): MyBinding => ({
  token: row.token,
  state: row.state,
  childName: row.childName,
  relation: row.relation,
  simpleMode: row.simpleMode,
  at: row.createdAt.toISOString(),
});
