import type { IssueAbilities } from '#shared/issues/contract.js';
import { categoriesAboutPeople } from '#shared/issues/vocabulary.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import type { IssueAction, IssueActor } from '#shared/issues/workflow.js';
import { allows } from '#shared/platform/workflow.js';
import { hasRole, isKeptFrom } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { Issue } from './issue.entity.js';

/** An issue together with how its reader stands to it. */
export interface SeenIssue {
  issue: Issue;
  standing: readonly IssueActor[];
}

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
  // An order that keeps her from the child goes before everything, her own words about the child included.
  if (isKeptFrom(actor, issue.childId)) return [];
  const standing: IssueActor[] = isReporter ? ['reporter'] : [];
  // What somebody said herself stays hers, even where it names her: as its reporter, and in no other way.
  if (isExcluded) return standing;
  if (issue.filedById === actor.personId) standing.push('filer');
  if (issue.diverted) return isOfClosedRoom(actor, issue) ? [...standing, 'safeguarding'] : standing;
  const coordinates = hasRole(actor, issue.schoolId, 'principal', 'school_admin');
  const isOffice = isHandedUpTo(actor, issue);
  const works =
    issue.assigneeId === actor.personId &&
    (isOffice || actor.positions.some(({ school }) => school.id === issue.schoolId));
  if (isOffice) standing.push('office');
  if (coordinates) standing.push('coordinator');
  if (works) standing.push('assignee');
  if (isOffice || coordinates || works || teaches(actor, issue)) standing.push('staff');
  return standing;
}

/**
 * What stays shut on a phone whose holder has a picture PIN, until she taps it: her own reports without a name, and
 * whatever is about harm to a child. Who else holds the phone may be the very one it is about.
 */
export function isUnderLock({ issue, standing }: SeenIssue): boolean {
  if (standing.length === 0) return false;
  return issue.diverted || (issue.seal !== null && standing.includes('reporter'));
}

/** Lead and deputy; where the school had nobody to open it, the safeguarding officer of the region that it went to. */
function isOfClosedRoom(actor: Actor, { schoolId, officeId }: Issue): boolean {
  return (
    hasRole(actor, schoolId, 'safeguarding_lead', 'safeguarding_deputy') ||
    actor.regionRoles.some(({ regionId, role }) => role === 'county_safeguarding' && regionId === officeId)
  );
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

/**
 * Whether an issue was handed up to the office of somebody's region, and to no other region. While no officer has it,
 * the safeguarding officer of the region sees that it is there.
 */
function isHandedUpTo(actor: Actor, { officeId, assigneeId }: Issue): boolean {
  return actor.regionRoles.some(
    ({ regionId, role }) =>
      regionId === officeId &&
      (role === 'county_officer' || (role === 'county_safeguarding' && assigneeId === null)),
  );
}

/**
 * Whether somebody sees an issue from above the school only: she is told neither child nor classroom nor who reported.
 */
export function seesFromAbove(standing: readonly IssueActor[]): boolean {
  return standing.includes('office') && !standing.includes('coordinator') && !standing.includes('reporter');
}

/** The lists of people, categories and issues that these choose from are the school's own. */
const notFromAbove: readonly IssueAction[] = ['assign', 'reassign', 'classify', 'recategorise', 'merge'];

/** Whether somebody who stands so to an issue may ask for this in some state of it. */
export function mayAskFor(action: IssueAction, standing: readonly IssueActor[]): boolean {
  if (seesFromAbove(standing) && notFromAbove.includes(action)) return false;
  return issueWorkflow.transitions[action].by.some((who) => standing.includes(who));
}

/** Whether somebody sees the working side: classification, who reported, who is on it. */
export function seesAsStaff(standing: readonly IssueActor[]): boolean {
  return standing.includes('staff') || standing.includes('safeguarding');
}

/**
 * Whether somebody may do this now: what the workflow says, and what the data of the issue add to it. Screens offer
 * exactly this, and exactly this is carried out.
 */
export function mayDo(
  issue: Issue,
  action: IssueAction,
  standing: readonly IssueActor[],
  personId: number,
): boolean {
  if (!mayAskFor(action, standing)) return false;
  return allows(issueWorkflow, action, issue.state, standing) && fitsIssue(issue, action, personId);
}

/** What the state alone does not say: which end was named, whether it was looked at again, and by whom. */
export function fitsIssue(issue: Issue, action: IssueAction, personId: number): boolean {
  switch (action) {
    case 'confirm':
    case 'reject':
      return wasResolved(issue);
    case 'appeal':
      return mayAppeal(issue);
    // Who refused it has had her say: the second look is somebody else's.
    case 'decline':
    case 'accept':
      return !issue.appealed || issue.declinedById !== personId;
    // Nor may it end with another issue, by whoever ends that one.
    case 'merge':
      return !issue.appealed;
    case 'transcribe':
      return issue.hasVoice;
    case 'settle_conflict':
      return issue.conflictOpen;
    default:
      return true;
  }
}

/**
 * Whether somebody may write an answer for everybody from this question: staff of the school who see it, once it has
 * been answered. Nothing of what has left the ordinary system becomes public.
 */
export function mayDraftAnswer({ issue, standing }: SeenIssue, isAnswered: boolean): boolean {
  if (!standing.includes('staff') || seesFromAbove(standing)) return false;
  return issue.asksTopic !== null && !issue.diverted && issue.picture !== 'harm' && isAnswered;
}

/** What a screen may offer, so that no screen works out roles again. */
export function abilitiesFor({ issue, standing }: SeenIssue, personId: number): IssueAbilities {
  const may = (action: IssueAction) => mayDo(issue, action, standing, personId);
  return {
    accept: may('accept'),
    answer: may('answer'),
    ask: may('ask'),
    reply: may('reply'),
    resolve: may('resolve'),
    confirm: may('confirm'),
    reject: may('reject'),
    assign: may('assign') || may('reassign'),
    recategorise: may('recategorise') || may('classify'),
    divert: may('divert'),
    transcribe: may('transcribe'),
    decline: may('decline'),
    agree: may('agree'),
    appeal: may('appeal'),
    merge: may('merge'),
    separate: may('separate'),
    settleConflict: may('settle_conflict'),
  };
}

/** Whether the end that the reporter is asked about, or was silent on, says that it was done. */
export const wasResolved = ({ endedAs }: Pick<Issue, 'endedAs'>): boolean => endedAs !== 'declined';

/** A refusal is looked at again once, by somebody else. */
export const mayAppeal = ({ endedAs, appealed }: Pick<Issue, 'endedAs' | 'appealed'>): boolean =>
  endedAs === 'declined' && !appealed;

/** Whether the teachers of the classroom see what is in this category; never what nobody has listened to yet. */
export function classroomSees(
  category: { code: string } | null,
  { unheard }: Pick<Issue, 'unheard'>,
): boolean {
  return !unheard && category !== null && !categoriesAboutPeople.includes(category.code);
}
