import { Injectable } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { Idempotency } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { MergedExclusions } from '../ends/merged-exclusions.js';
import { IssueAccess } from '../issue-access.js';
import { scopeOf } from '../issue-commands.service.js';
import { Issue } from '../issue.entity.js';
import { fitsIssue, mayAskFor } from '../issue.policy.js';
import type { SeenIssue } from '../issue.policy.js';
import { Conflicts } from './conflicts.js';

/** Whom of several that bear a surname the reporter meant: decided once, by somebody who is not one of them. */
@Injectable()
export class SettleConflicts {
  constructor(
    private readonly database: Database,
    private readonly engine: WorkflowEngine,
    private readonly access: IssueAccess,
    private readonly idempotency: Idempotency,
    private readonly people: PeopleDirectory,
    private readonly conflicts: Conflicts,
    private readonly merged: MergedExclusions,
  ) {}

  /**
   * Those who are meant stay excluded, the others are so no longer; with nobody meant, none of them is.
   * @param about tokens of who is meant
   */
  settle(actor: Actor, token: string, request: RequestKey, about: readonly string[]): Promise<SeenIssue> {
    return this.database.write(async (tx) => {
      const seen = found(await this.access.find(actor, token));
      const scope = scopeOf(actor, seen);
      // Asked again by somebody who has given it back to the school with this very decision.
      if (!(await this.idempotency.wasDone(scope, request))) {
        if (seen.standing.length === 0) throw new ProblemError('not_found');
        if (!mayAskFor('settle_conflict', seen.standing)) throw new ProblemError('forbidden');
        await this.idempotency.once(tx, scope, request, () => this.decide(tx, actor, seen, about));
      }
      return this.access.afterCommandOf(actor, token);
    });
  }

  private async decide(
    tx: Tx,
    actor: Actor,
    { issue, standing }: SeenIssue,
    about: readonly string[],
  ): Promise<void> {
    if (!fitsIssue(issue, 'settle_conflict', actor.personId)) throw new ProblemError('state_conflict');
    const { id, schoolId: school, primaryId } = issue;
    const table = tx.of(Exclusion, school);
    const ambiguous = { subjectType: 'issue', subjectId: id, reason: 'surname' };
    const candidates = (await table.find({ where: ambiguous })).map(({ personId }) => personId);
    const meant = await this.meant(candidates, about);
    for (const personId of meant) await table.update({ ...ambiguous, personId }, { reason: 'named' });
    await table.delete(ambiguous);
    await this.engine.advance(tx, tx.of(Issue, school), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'settle_conflict',
      standing,
      actor: byPerson(actor.personId),
      payload: { candidates, about: meant },
      change: { conflictOpen: false },
    });
    // What was merged into this one, and what this one was merged into, keep their own people out.
    await this.merged.share(tx, school, id);
    if (primaryId !== null) await this.merged.share(tx, school, primaryId);
    await this.conflicts.rehome(tx, issue);
  }

  private async meant(candidates: readonly number[], about: readonly string[]): Promise<number[]> {
    const people = [...(await this.people.people(candidates)).values()];
    return about.map((token) => {
      const person = people.find((one) => one.token === token);
      if (person) return person.id;
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'about', message: '请从列出的人里选' }],
      });
    });
  }
}
