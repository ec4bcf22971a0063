import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import type { z } from 'zod';
import type {
  BindingRequestPage,
  BindingRequestQuery,
  BindingRequestView,
} from '#shared/people/binding-contract.js';
import type { BindingDecision } from '#shared/people/binding.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { leads, schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { requireUnlocked } from '../../../platform/auth/lock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { decidesFor, mayManageFamily } from '../child.policy.js';
import { Households } from '../family/households.service.js';
import { Child } from '../people.entity.js';
import { BindingAdmission } from './binding-admission.js';
import { BindingRequest } from './binding.entity.js';
import { BindingMessages } from './binding.messages.js';
import { BindingRequestPresenter } from './binding-request.presenter.js';

interface SeenRequest {
  row: BindingRequest;
  child: Child;
  decisions: BindingDecision[];
  isOffice: boolean;
}

/** Those who wait to be bound, and what guardians and the school make of them. */
@Injectable()
export class BindingRequests {
  constructor(
    private readonly database: Database,
    private readonly admission: BindingAdmission,
    private readonly households: Households,
    private readonly messages: BindingMessages,
    private readonly presenter: BindingRequestPresenter,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async list(
    actor: Actor,
    query: z.output<typeof BindingRequestQuery>,
  ): Promise<z.infer<typeof BindingRequestPage>> {
    const school = schoolOf(actor, query.school).id;
    const { after, take } = pageLimits(query);
    requireUnlocked(actor);
    const builder = this.database.read
      .of(BindingRequest, school)
      .query('request')
      .innerJoin(Child, 'child', 'child.id = request.childId AND child.schoolId = request.schoolId');
    if (query.side === 'family') {
      const mine = actor.children
        .filter((one) => one.school.id === school && one.rights.includes('authority'))
        .map((one) => one.childId);
      if (mine.length === 0) return { items: [], nextCursor: null };
      builder
        .andWhere('request.state = :waiting', { waiting: 'waiting' })
        .andWhere('request.childId IN (:...mine)', { mine });
    } else {
      builder.andWhere('request.state IN (:...open)', { open: ['waiting', 'quarantined'] });
      if (!leads(actor, school)) {
        const classrooms = actor.positions.flatMap(({ school: at, role, classroomId }) =>
          at.id === school && role === 'class_teacher' && classroomId !== null ? [classroomId] : [],
        );
        if (classrooms.length === 0) throw new ProblemError('forbidden');
        builder.andWhere('child.classroomId IN (:...classrooms)', { classrooms });
      }
    }
    const { keptFrom } = actor;
    if (keptFrom.length > 0)
      builder.andWhere(
        new Brackets((free) => free.where('request.childId NOT IN (:...keptFrom)', { keptFrom })),
      );
    if (after !== null) builder.andWhere('request.id < :after', { after });
    const page = pageFrom(await builder.orderBy('request.id', 'DESC').take(take).getMany(), query.limit);
    const isOffice = query.side === 'school';
    if (isOffice && page.items.length > 0)
      await this.audit.read(
        { action: 'binding.requests', actor: byPerson(actor.personId), school },
        ['basic', 'family'],
        page.items.map((row) => row.childId),
      );
    const items = await this.presenter.present(school, page.items, isOffice, (row) =>
      decisionsIn(row.state, isOffice),
    );
    return { items, nextCursor: page.nextCursor };
  }

  /** @throws ProblemError `forbidden` for a decision that is not hers, `state_conflict` when it was decided already */
  async decide(
    actor: Actor,
    token: string,
    request: RequestKey,
    decision: BindingDecision,
  ): Promise<BindingRequestView> {
    const seen = await this.load(actor, token);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () =>
        this.carryOut(tx, actor, seen, decision),
      ),
    );
    const { row, isOffice } = await this.load(actor, token);
    const [view] = await this.presenter.present(row.schoolId, [row], isOffice, (one) =>
      decisionsIn(one.state, isOffice),
    );
    return found(view);
  }

  private async load(actor: Actor, token: string): Promise<SeenRequest> {
    const row = found(await this.database.read.acrossSchools(BindingRequest).findOneBy({ token }));
    const child = found(await this.database.read.of(Child, row.schoolId).findOne({ id: row.childId }));
    const isOffice = mayManageFamily(actor, child);
    // A refusal that nobody decided is known to nobody here; nor is a doubt to a guardian.
    const hidden =
      (row.state === 'refused' && row.decidedById === null) || (!isOffice && row.state === 'quarantined');
    if ((!isOffice && !decidesFor(actor, child.id)) || hidden) throw new ProblemError('not_found');
    requireUnlocked(actor);
    return { row, child, isOffice, decisions: decisionsIn(row.state, isOffice) };
  }

  private async carryOut(
    tx: Tx,
    actor: Actor,
    { row, child, decisions, isOffice }: SeenRequest,
    decision: BindingDecision,
  ): Promise<void> {
    if (!isOffice && !decisionsIn('waiting', false).includes(decision)) throw new ProblemError('forbidden');
    if (!decisions.includes(decision)) throw new ProblemError('state_conflict');
    const by = actor.personId;
    if (decision === 'refuse' || decision === 'reject') await this.admission.move(tx, row, 'refused', by);
    else {
      if (decision === 'link') await this.link(tx, row, child, by);
      if (decision === 'approve') await this.admission.admit(tx, row, child, by);
      else await this.admission.next(tx, row, child, by);
      if (row.state === 'bound') await this.messages.letIn(tx, row);
    }
    await this.audit.wrote(tx, {
      action: `binding.${decision}`,
      actor: byPerson(by),
      school: row.schoolId,
      subject: { type: 'child', id: child.id },
    });
  }

  /** Puts the child into the household of the one she was seen with. */
  private async link(tx: Tx, { othersSeen, schoolId }: BindingRequest, child: Child, byId: number) {
    const siblings = (
      await Promise.all(othersSeen.map((id) => tx.of(Child, schoolId).findOne({ id })))
    ).filter((one) => one !== null && one.name !== child.name);
    const [sibling] = siblings;
    if (!sibling)
      throw new ProblemError('state_conflict', { detail: '没有能连起来的兄弟姐妹，请选“核对过了”。' });
    const familyId =
      sibling.votingFamilyId ?? child.votingFamilyId ?? (await this.households.begin(tx, child)).id;
    if (sibling.votingFamilyId === null) await this.households.enter(tx, sibling, familyId, [], true, byId);
    await this.households.enter(tx, child, familyId, [], true, byId);
    child.votingFamilyId = familyId;
  }
}

/** What may be made of it in a state: guardians let their family in, the school settles what is doubtful too. */
function decisionsIn(state: BindingRequest['state'], isOffice: boolean): BindingDecision[] {
  if (state === 'waiting') return ['approve', 'refuse'];
  return state === 'quarantined' && isOffice ? ['link', 'confirm', 'reject'] : [];
}
