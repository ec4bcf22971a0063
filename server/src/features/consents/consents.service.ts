import { Injectable } from '@nestjs/common';
import type { ConsentList, DecideConsent } from '#shared/consents/contract.js';
import { consentPurposes } from '#shared/consents/purposes.js';
import type { ConsentDecision } from '#shared/consents/purposes.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { Guardians } from '../people/guardians.port.js';
import { PersonConsent } from './consent.entity.js';
import { Consents } from './consents.port.js';

/** Whose decision is meant, and through which school its writer knows her. */
interface Decider {
  personId: number;
  school: SchoolId | null;
}

/** Says yes and no: for oneself, or writes down what a guardian said face to face. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly consents: Consents,
    private readonly guardians: Guardians,
    private readonly audit: Audit,
  ) {}

  async own(actor: Actor): Promise<ConsentList> {
    return { items: await this.consents.of(actor.personId) };
  }

  /** @throws ProblemError `not_found` for everybody whom the actor may arrange nothing for */
  async ofGuardian(actor: Actor, token: string): Promise<ConsentList> {
    const { personId, school } = await this.guardian(actor, token);
    const subject = { type: 'person', id: personId };
    await this.audit.read({ action: 'consents.list', actor: byPerson(actor.personId), school, subject }, [
      'family',
    ]);
    return { items: await this.consents.of(personId) };
  }

  decideOwn(actor: Actor, given: DecideConsent): Promise<ConsentList> {
    return this.decide(actor, { personId: actor.personId, school: null }, given);
  }

  /** @throws ProblemError `not_found` for everybody whom the actor may arrange nothing for */
  async decideWith(actor: Actor, token: string, given: DecideConsent): Promise<ConsentList> {
    return this.decide(actor, await this.guardian(actor, token), given);
  }

  private async guardian(actor: Actor, token: string): Promise<Decider> {
    const { guardian, school } = found(await this.guardians.familiar(actor, token));
    return { personId: guardian.personId, school };
  }

  /** @throws ProblemError `state_conflict` for words that are not those of today */
  private async decide(
    actor: Actor,
    { personId, school }: Decider,
    { purpose, version, decision }: DecideConsent,
  ): Promise<ConsentList> {
    if (version !== consentPurposes[purpose].version)
      throw new ProblemError('state_conflict', { detail: '说明改过了，请退出再打开，重新看一遍。' });
    await this.database.write(async (tx) => {
      const last = await this.consents.last(personId, purpose);
      const stored = decisionAfter(last, decision);
      if (last?.textVersion === version && last.decision === stored) return;
      await tx.global(PersonConsent).insert({
        personId,
        purpose,
        textVersion: version,
        decision: stored,
        recordedById: actor.personId,
        at: this.clock.now(),
      });
      await this.audit.wrote(tx, {
        action: `consent.${stored}`,
        actor: byPerson(actor.personId),
        school,
        subject: { type: 'person', id: personId },
      });
    });
    return { items: await this.consents.of(personId) };
  }
}

/** A no after a yes takes the yes back, and stays taken back however often it is said. */
function decisionAfter(
  last: PersonConsent | undefined,
  decision: DecideConsent['decision'],
): ConsentDecision {
  if (decision === 'given') return 'given';
  return last?.decision === 'given' || last?.decision === 'withdrawn' ? 'withdrawn' : 'refused';
}
