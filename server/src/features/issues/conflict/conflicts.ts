import { Injectable } from '@nestjs/common';
import type { ConflictReason } from '#shared/issues/vocabulary.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { Audit, system } from '../../../platform/audit/audit.js';
import { AffiliationSource } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Exclusion, TimelineEvent } from '../../../platform/timeline/timeline.entity.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { StaffNames } from '../../people/staff-names.port.js';
import { MergedExclusions } from '../ends/merged-exclusions.js';
import { IssueAccess } from '../issue-access.js';
import { Issue } from '../issue.entity.js';
import { IssueMessages } from '../issue.messages.js';
import { Routing } from '../routing.js';

import { namedStaff } from './name-matcher.js';
import type { NamedStaff } from './known-staff.js';
import { NewHands } from './new-hands.js';
import { NextOffice } from './next-office.js';

const subjectType = 'issue';

/** Keeps staff whom a reporter names out of her issue: out of sight, out of its hands and out of what is sent. */
@Injectable()
export class Conflicts {
  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly affiliations: AffiliationSource,
    private readonly people: PeopleDirectory,
    private readonly staff: StaffNames,
    private readonly access: IssueAccess,
    private readonly routing: Routing,
    private readonly offices: NextOffice,
    private readonly newHands: NewHands,
    private readonly merged: MergedExclusions,
    private readonly messages: IssueMessages,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * Ids of the staff whom a reporter has ticked.
   * @throws ProblemError `invalid_input` if one of them does not work at the school today
   */
  async ticked(school: SchoolId, tokens: readonly string[]): Promise<number[]> {
    if (tokens.length === 0) return [];
    const staff = await this.staff.of(school);
    return tokens.map((token) => {
      const person = staff.find((one) => one.token === token);
      if (person) return person.personId;
      throw new ProblemError('invalid_input', { errors: [{ path: 'about', message: '找不到这位老师' }] });
    });
  }

  /**
   * Excludes whom these words of the reporter name, and whom she ticked. To be called inside the transaction that
   * stores them: before a new report is assigned, and after the event of later words or of a transcription. What staff
   * write excludes nobody.
   */
  async apply(tx: Tx, issue: Issue, texts: readonly string[], ticked: readonly number[] = []): Promise<void> {
    const { named, surname } = await this.namedIn(issue, texts);
    const sure = new Map<number, ConflictReason>();
    for (const personId of named) sure.set(personId, 'named');
    for (const personId of ticked) sure.set(personId, 'ticked');
    const open = await this.undecided(tx, issue, surname, sure);
    if (sure.size === 0 && open.length === 0) return;
    // What has happened to a new report so far comes before what follows from it.
    await this.engine.settle(tx);
    const fresh = await this.exclude(tx, issue, new Map([...open.map(asSurname), ...sure]));
    if (fresh.length > 0) await this.followUp(tx, issue, fresh);
  }

  /** Takes the issue out of hands that may not have it any more, or gives it back to a school that may. */
  async rehome(tx: Tx, issue: Issue): Promise<void> {
    const { schoolId: school, assigneeId, officeId } = issue;
    if (issue.diverted || issueWorkflow.states[issue.state].type !== 'open') return;
    const excluded = await this.access.excludedFrom(issue);
    const leadsAreOut = await this.offices.takesOver(school, excluded);
    const isKept = assigneeId !== null && excluded.has(assigneeId);
    // An appeal went to the office because nobody else of the school may look again: it does not come back.
    const isAtWrongLevel = leadsAreOut !== (officeId !== null) && !(issue.appealed && officeId !== null);
    if (!isKept && !isAtWrongLevel) return;
    const owner = await this.routing.ownerFor(school, { ...issue, excluded }, excluded);
    // A new report is handed over by whoever takes it in, once it is sorted.
    const isNew = assigneeId === null && officeId === null;
    if (!isNew && owner?.personId !== (assigneeId ?? undefined)) await this.newHands.take(tx, issue, owner);
    if (leadsAreOut && !owner) await this.showAbove(tx, issue, excluded);
  }

  /** Where nobody can take it, who watches over the region sees that it is there. */
  private async showAbove(tx: Tx, issue: Issue, excluded: ReadonlySet<number>): Promise<void> {
    const watcher = await this.offices.watcherAbove(issue.schoolId, excluded);
    if (!watcher) return;
    const table = tx.of(Issue, issue.schoolId);
    const officeId = watcher.regionId;
    await table.update({ id: issue.id }, { officeId });
    // What was merged into it is where it is.
    await table.update({ primaryId: issue.id, state: 'merged' }, { officeId });
    issue.officeId = officeId;
    await this.messages.tell(tx, 'issue.undecided', issue, [watcher.personId]);
  }

  private async namedIn(issue: Issue, texts: readonly string[]): Promise<NamedStaff> {
    const text = texts.filter((one) => one.trim() !== '').join('\n');
    if (text === '') return { named: new Set(), surname: [] };
    const [staff, classrooms] = [
      await this.staff.of(issue.schoolId),
      await this.staff.classrooms(issue.schoolId),
    ];
    return namedStaff(text, { staff, classrooms, ownClassrooms: await this.ownClassrooms(issue) });
  }

  private async ownClassrooms(issue: Issue): Promise<number[] | 'hidden'> {
    if (issue.classroomId !== null) return [issue.classroomId];
    if (issue.reporterId === null) return 'hidden';
    const { children } = await this.affiliations.of(issue.reporterId);
    return children.flatMap(({ school, classroomId }) =>
      school.id === issue.schoolId && classroomId !== null ? [classroomId] : [],
    );
  }

  /** Those of ambiguous groups about whom nobody has decided yet: a decision holds for later words, too. */
  private async undecided(
    tx: Tx,
    issue: Issue,
    groups: readonly number[][],
    sure: ReadonlyMap<number, ConflictReason>,
  ): Promise<number[]> {
    if (groups.length === 0) return [];
    const where = { subjectType, subjectId: issue.id, name: 'settle_conflict' };
    const decisions = await tx.of(TimelineEvent, issue.schoolId).find({ where });
    const decided = new Set(decisions.flatMap(({ payload }) => payload['candidates'] as number[]));
    return [...new Set(groups.flat())].filter((id) => !sure.has(id) && !decided.has(id));
  }

  /** @returns who is kept out for the first time, or so far for a merged issue's sake only */
  private async exclude(
    tx: Tx,
    issue: Issue,
    reasons: ReadonlyMap<number, ConflictReason>,
  ): Promise<[personId: number, reason: ConflictReason][]> {
    const table = tx.of(Exclusion, issue.schoolId);
    const subject = { subjectType, subjectId: issue.id };
    const known = new Map((await table.find({ where: subject })).map((row) => [row.personId, row.reason]));
    const createdAt = this.clock.now();
    const fresh = [...reasons].filter(([personId]) => (known.get(personId) ?? 'merged') === 'merged');
    for (const [personId, reason] of reasons) {
      const before = known.get(personId);
      // What is certain takes the place of what was not, and a reason of her own that of a merged issue's.
      if (before === 'merged' || (before === 'surname' && reason !== 'surname'))
        await table.update({ ...subject, personId }, { reason });
    }
    await table.insertMany(
      fresh.flatMap(([personId, reason]) =>
        known.has(personId) ? [] : [{ ...subject, personId, reason, createdAt }],
      ),
    );
    return fresh;
  }

  private async followUp(
    tx: Tx,
    issue: Issue,
    fresh: readonly [personId: number, reason: ConflictReason][],
  ): Promise<void> {
    const { id, schoolId: school, primaryId } = issue;
    const isOpen = fresh.some(([, reason]) => reason === 'surname');
    await this.messages.withdrawFrom(
      tx,
      issue,
      fresh.map(([personId]) => personId),
    );
    await this.audit.wrote(tx, {
      action: 'issue.excluded',
      actor: system,
      school,
      subject: { type: subjectType, id },
    });
    if (isOpen) {
      await tx.of(Issue, school).update({ id }, { conflictOpen: true });
      issue.conflictOpen = true;
    }
    await this.rehome(tx, issue);
    await this.merged.share(tx, school, primaryId ?? id);
    // Of what has left the ordinary system nothing ordinary is sent: an undelivered one would stand in the office's list.
    const kind = issue.diverted ? 'issue.diverted' : 'issue.undecided';
    if (isOpen) await this.messages.tell(tx, kind, issue, await this.deciders(issue));
  }

  /** Who may decide whom a surname means; whoever bears it hears nothing. */
  private async deciders({ schoolId: school, diverted, officeId, assigneeId }: Issue): Promise<number[]> {
    const roles = diverted
      ? (['safeguarding_lead', 'safeguarding_deputy'] as const)
      : (['principal', 'school_admin'] as const);
    const holders = await Promise.all(roles.map((role) => this.people.holders(school, role, null)));
    return [...holders.flat(), ...(officeId !== null && assigneeId !== null ? [assigneeId] : [])];
  }
}

const asSurname = (personId: number): [number, ConflictReason] => [personId, 'surname'];
