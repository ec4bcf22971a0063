import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ChildConsents as View, DecideForChild } from '#shared/consents/child-contract.js';
import { isInUse } from '#shared/consents/child-purposes.js';
import type { ChildConsentState, ChildPurposeName } from '#shared/consents/child-purposes.js';
import type { ConsentDecision } from '#shared/consents/purposes.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ChildDoor } from '../people/child-door.port.js';
import type { OpenChild } from '../people/child-door.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { ChildConsentPresenter } from './child-consent.presenter.js';
import { ChildConsents } from './child-consents.port.js';
import type { ConsentChange } from './child-consents.port.js';
import { ChildConsent } from './consent.entity.js';
import { ConsentMessages } from './consent.messages.js';
import { ConsentTexts } from './consent-texts.js';

type Given = z.output<typeof DecideForChild>;

/** What guardians decide for a child: by themselves, or written down by who sat with them. */
@Injectable()
export class ChildConsentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly door: ChildDoor,
    private readonly consents: ChildConsents,
    private readonly texts: ConsentTexts,
    private readonly people: PeopleDirectory,
    private readonly presenter: ChildConsentPresenter,
    private readonly messages: ConsentMessages,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who sees the child and not her family */
  async get(actor: Actor, token: string): Promise<View> {
    const open = await this.door.open(actor, token);
    if (!open.belongs || !open.fields.includes('family')) throw new ProblemError('forbidden');
    const { id, schoolId } = open.child;
    await this.audit.read(
      {
        action: 'child.consents',
        actor: byPerson(actor.personId),
        school: schoolId,
        subject: { type: 'child', id },
      },
      ['family'],
    );
    return this.presenter.view(actor, open);
  }

  /**
   * @throws ProblemError `forbidden` for who may neither decide nor witness, `invalid_input` for a guardian who may not
   *   decide, `state_conflict` for words that are not those of today, and for a yes to
   *   what nothing uses
   */
  async decide(actor: Actor, token: string, request: RequestKey, given: Given): Promise<View> {
    const open = await this.door.open(actor, token);
    const isOwn = given.guardian === null;
    if (isOwn ? !open.decides : !open.keepsFamily) throw new ProblemError('forbidden');
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, () => this.store(tx, actor, open, given)),
    );
    return this.presenter.view(actor, open);
  }

  private async store(tx: Tx, actor: Actor, { child }: OpenChild, given: Given): Promise<void> {
    const { purpose, version, note } = given;
    const { id: childId, schoolId: school } = child;
    await this.door.hold(tx, child);
    const text = (await this.texts.versions(school)).get(purpose);
    if (version !== text?.current)
      throw new ProblemError('state_conflict', { detail: '说明改过了，请退出再打开，重新看一遍。' });
    if (given.decision === 'given' && !isInUse(purpose))
      throw new ProblemError('state_conflict', {
        detail: '现在还没有用到，不用点同意。以后要用了，会先来问您。',
      });
    const standing = (await this.consents.standings(school, [childId])).get(childId)?.get(purpose);
    const guardianId =
      given.guardian === null ? actor.personId : await this.told(actor, given.guardian, standing?.says ?? []);
    const hers = standing?.says.find(({ decider }) => decider.personId === guardianId);
    // Her right may have ended between the question and this line.
    if (!hers) throw new ProblemError('forbidden');
    const decision = decisionAfter(hers.last, given.decision);
    if (hers.last?.decision === decision && hers.last.textVersion === version) return;
    await tx.of(ChildConsent, school).insert({
      ...{ childId, purpose, textVersion: version, guardianId, decision, note },
      channel: given.guardian === null ? 'own_phone' : 'face_to_face',
      recordedById: actor.personId,
      at: this.clock.now(),
    });
    await this.audit.wrote(tx, {
      action: `child.consent_${decision}`,
      actor: byPerson(actor.personId),
      school,
      subject: { type: 'child', id: childId },
    });
    const change = { school, childId, purpose };
    await this.consents.changed(tx, change);
    await this.tellIfDisagreed(tx, change, guardianId, standing?.state);
  }

  /** A disagreement that was not there before is told to those who see it the other way. */
  private async tellIfDisagreed(
    tx: Tx,
    change: ConsentChange & { purpose: ChildPurposeName },
    guardianId: number,
    before: ChildConsentState | undefined,
  ): Promise<void> {
    const { school, childId, purpose } = change;
    const now = (await this.consents.standings(school, [childId])).get(childId)?.get(purpose);
    if (now?.state !== 'disagreed' || before === 'disagreed') return;
    const others = now.says.filter(
      ({ decider, answer }) => decider.personId !== guardianId && answer !== 'none',
    );
    await this.messages.disagreed(
      tx,
      change,
      others.map(({ decider }) => decider.personId),
    );
  }

  /** Who said it face to face: somebody who may decide, and not the writer herself. */
  private async told(
    actor: Actor,
    token: string,
    says: readonly { decider: { personId: number } }[],
  ): Promise<number> {
    const people = await this.people.people(says.map(({ decider }) => decider.personId));
    const person = [...people.values()].find((one) => one.token === token);
    if (person && person.id !== actor.personId) return person.id;
    throw new ProblemError('invalid_input', {
      errors: [{ path: 'guardian', message: '请选这个孩子能做决定的家人' }],
    });
  }
}

/** A no after a yes takes the yes back, and stays taken back however often it is said. */
function decisionAfter(last: ChildConsent | undefined, decision: Given['decision']): ConsentDecision {
  if (decision === 'given') return 'given';
  return last?.decision === 'given' || last?.decision === 'withdrawn' ? 'withdrawn' : 'refused';
}
