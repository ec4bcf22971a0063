import type { IssueAbilities } from '#shared/issues/contract.js';
import { categoriesAboutPeople } from '#shared/issues/vocabulary.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueActor } from '#shared/issues/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { hasRole } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Issue } from './issue.entity.js';

/**
 * How somebody stands to an issue. Empty: it does not exist for her. A diverted issue has left the ordinary system:
 * only the closed room works on it, and its reporter knows that it was passed on.
 */
export function standingOf(
  actor: Actor,
  issue: Issue,
  isReporter: boolean,
  isExcluded: boolean,
): IssueActor[] {
  if (isExcluded) return [];
  const standing: IssueActor[] = isReporter ? ['reporter'] : [];
  const isSafeguarding = hasRole(actor, issue.schoolId, 'safeguarding_lead', 'safeguarding_deputy');
  if (issue.diverted) return isSafeguarding ? [...standing, 'safeguarding'] : standing;
  const coordinates = hasRole(actor, issue.schoolId, 'principal', 'school_admin');
  const works =
    issue.assigneeId === actor.personId && actor.positions.some(({ school }) => school.id === issue.schoolId);
  if (coordinates) standing.push('coordinator');
  if (works) standing.push('assignee');
  if (coordinates || works || teaches(actor, issue)) standing.push('staff');
  return standing;
}

/** Teachers see what is about their own classroom, unless it may be about themselves. */
function teaches(actor: Actor, issue: Issue): boolean {
  return issue.classroomSees && taughtClassrooms(actor, issue.schoolId).includes(issue.classroomId ?? 0);
}

/** Ids of the classrooms that somebody teaches at a school. */
export function taughtClassrooms(actor: Actor, schoolId: number): number[] {
  return actor.positions.flatMap(({ school, role, classroomId }) =>
    school.id === schoolId && (role === 'class_teacher' || role === 'subject_teacher') && classroomId !== null
      ? [classroomId]
      : [],
  );
}

/** Whether somebody sees the working side: classification, who reported, who is on it. */
export function seesAsStaff(standing: readonly IssueActor[]): boolean {
  return standing.includes('staff') || standing.includes('safeguarding');
}

/** What a screen may offer, so that no screen works out roles again. */
export function abilitiesFor(issue: Issue, standing: readonly IssueActor[]): IssueAbilities {
  const may = (action: IssueAction) => allows(issueWorkflow, action, issue.state, standing);
  return {
    accept: may('accept'),
    answer: may('answer'),
    ask: may('ask'),
    reply: may('reply'),
    resolve: may('resolve'),
    confirm: wasResolved(issue) && may('confirm'),
    reject: wasResolved(issue) && may('reject'),
    assign: may('assign') || may('reassign'),
    recategorise: may('recategorise') || may('classify'),
    divert: may('divert'),
    transcribe: issue.hasVoice && may('transcribe'),
    decline: may('decline'),
    agree: may('agree'),
    appeal: mayAppeal(issue) && may('appeal'),
    merge: may('merge'),
    separate: may('separate'),
    settleConflict: issue.conflictOpen && may('settle_conflict'),
  };
}

/** Whether the end that the reporter is asked about, or was silent on, says that it was done. */
export const wasResolved = ({ endedAs }: Pick<Issue, 'endedAs'>): boolean => endedAs !== 'declined';

/** A refusal is looked at again once, by somebody else. */
export const mayAppeal = ({ endedAs, appealed }: Pick<Issue, 'endedAs' | 'appealed'>): boolean =>
  endedAs === 'declined' && !appealed;

/** Whether the teachers of the classroom see what is in this category. */
export function classroomSees(category: { code: string } | null): boolean {
  return category !== null && !categoriesAboutPeople.includes(category.code);
}
