import { issueWorkflow } from '#shared/issues/workflow.js';
import type { Issue } from '../issue.entity.js';
import type { Facts, Report } from './report-facts.js';

/** The row of a report that nothing has happened to yet but its submission. */
export function newIssue(
  report: Report,
  facts: Facts,
  { token, seal, now }: { token: string; seal: string | null; now: Date },
): Omit<Issue, 'id' | 'schoolId'> {
  const { placeId, classroomId, childId, codeId, filedById } = facts;
  return {
    token,
    clientId: report.clientId,
    state: issueWorkflow.initial,
    lastSeq: 1,
    categoryId: null,
    placeId,
    classroomId,
    childId,
    reporterId: seal === null ? facts.reporterId : null,
    seal,
    assigneeId: null,
    assigneeRole: null,
    diverted: false,
    classroomSees: false,
    hasPhotos: report.photos.length > 0,
    codeId,
    filedById,
    picture: report.picture,
    asksTopic: report.asks ?? (facts.throughConsultation ? 'other' : null),
    hasVoice: report.voice !== null,
    unheard: report.voice !== null && report.text.trim() === '',
    conflictOpen: false,
    officeId: null,
    primaryId: null,
    endedAs: null,
    declinedById: null,
    appealed: false,
    reopens: 0,
    responseDueAt: null,
    respondedAt: null,
    resolutionDueAt: null,
    resolvedAt: null,
    pausedSince: null,
    nextDueAt: null,
    nextDue: null,
    createdAt: now,
    changedAt: now,
  };
}
