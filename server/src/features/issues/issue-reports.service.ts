import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CreateIssue } from '#shared/issues/contract.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { byPerson, bySeal, system } from '../../platform/audit/audit.js';
import type { ActorRef } from '../../platform/audit/audit.js';
import { schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { MediaService } from '../../platform/media/media.service.js';
import { SearchIndex } from '../../platform/search/search-index.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { TimelineReader } from '../../platform/timeline/timeline-reader.js';
import { WorkflowEngine } from '../../platform/timeline/workflow-engine.js';
import { PeopleDirectory } from '../people/people.port.js';
import { Classifier } from './classifier/classifier.js';
import type { Classification } from './classifier/classifier.js';
import { Category, ClassificationRow, Issue } from './issue.entity.js';
import { classroomSees } from './issue.policy.js';
import { IssueMessages } from './issue.messages.js';
import { Routing } from './routing.js';
import { SealedReporters } from './sealed-reporters.js';

type Report = z.output<typeof CreateIssue>;

/** What a report refers to, looked up and authorised before anything is written. */
interface Resolved {
  school: SchoolId;
  placeId: number | null;
  childId: number | null;
  classroomId: number | null;
  chosen: Category | null;
  categories: Category[];
  threshold: number;
}

/** Takes reports in: stored, classified and assigned in one transaction, once per client id. */
@Injectable()
export class IssueReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly timeline: TimelineReader,
    private readonly media: MediaService,
    private readonly search: SearchIndex,
    private readonly settings: SettingsStore,
    private readonly people: PeopleDirectory,
    private readonly sealed: SealedReporters,
    private readonly routing: Routing,
    private readonly messages: IssueMessages,
  ) {}

  /** @returns the issue, new or the one that this client id has made before */
  async report(actor: Actor, report: Report): Promise<Issue> {
    const earlier = await this.earlier(actor, report);
    if (earlier) return earlier;
    const resolved = await this.resolve(actor, report);
    // Outside the transaction: it only computes.
    const classification = Classifier.trainFromStartingSet().classify(report.text);
    try {
      return await this.database.write((tx) => this.store(tx, actor, report, resolved, classification));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // The same report came twice at once and the other was faster.
      const winner = await this.earlier(actor, report);
      if (!winner) throw error;
      return winner;
    }
  }

  private async earlier(actor: Actor, { clientId, text }: Report): Promise<Issue | null> {
    const issue = await this.database.read.acrossSchools(Issue).findOneBy({ clientId });
    if (!issue) return null;
    const mine = await this.sealed.reportedBy(actor.personId, [issue]);
    if (!mine.has(issue.id)) throw new ProblemError('idempotency_mismatch');
    const words = await this.timeline.words(issue.schoolId, 'issue', [issue.id], 'report');
    // Other words under the same id are another report; to answer the first one would lose them silently.
    if ((words.get(issue.id) ?? text) !== text) throw new ProblemError('idempotency_mismatch');
    return issue;
  }

  private async resolve(actor: Actor, report: Report): Promise<Resolved> {
    const school = schoolOf(actor, report.school).id;
    const missing = (path: string, message: string) =>
      new ProblemError('invalid_input', { errors: [{ path, message }] });
    const place = report.place === null ? null : await this.people.placeByToken(school, report.place);
    if (report.place !== null && !place) throw missing('place', '找不到这个地点');
    const child = report.child === null ? null : await this.people.childByToken(school, report.child);
    const guarded = actor.children.find((one) => one.school.id === school && one.childId === child?.id);
    if (report.child !== null && !guarded) throw missing('child', '找不到这个孩子');
    const categories = await this.database.read.of(Category, school).find();
    const chosen = categories.find((one) => one.token === report.category && one.active) ?? null;
    if (report.category !== null && !chosen) throw missing('category', '找不到这个类别');
    const threshold = (await this.settings.of(school)).classifierThreshold;
    const here = { school, placeId: place?.id ?? null, chosen, categories, threshold };
    // Child and classroom would tell who stands behind a seal.
    if (report.sealed) return { ...here, childId: null, classroomId: null };
    const classrooms = new Set(
      actor.children.filter((one) => one.school.id === school).map((one) => one.classroomId),
    );
    const [onlyClassroom] = classrooms.size === 1 ? classrooms : [];
    return {
      ...here,
      childId: child?.id ?? null,
      classroomId: guarded?.classroomId ?? onlyClassroom ?? null,
    };
  }

  private async store(
    tx: Tx,
    actor: Actor,
    report: Report,
    resolved: Resolved,
    guess: Classification,
  ): Promise<Issue> {
    const { school } = resolved;
    const now = this.clock.now();
    const seal = report.sealed ? await this.sealed.seal(tx, school, actor.personId) : null;
    const by: ActorRef = seal === null ? byPerson(actor.personId) : bySeal(seal);
    const issue = await tx.of(Issue, school).insert({
      token: newToken(),
      clientId: report.clientId,
      state: issueWorkflow.initial,
      lastSeq: 1,
      categoryId: null,
      placeId: resolved.placeId,
      classroomId: resolved.classroomId,
      childId: resolved.childId,
      reporterId: seal === null ? actor.personId : null,
      seal,
      assigneeId: null,
      assigneeRole: null,
      diverted: false,
      classroomSees: false,
      hasPhotos: report.photos.length > 0,
      codeId: null,
      filedById: null,
      picture: report.picture,
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
    });
    const owner = { personId: actor.personId };
    await this.media.attach(tx, {
      owner,
      schoolId: school,
      tokens: report.photos,
      subjectType: 'issue',
      subjectId: issue.id,
      seq: 1,
    });
    await this.engine.record(tx, issue, 1, 'submitted', {
      subjectType: 'issue',
      actor: by,
      payload: { placeId: resolved.placeId, childId: resolved.childId, photos: report.photos.length },
      content: [{ kind: 'report', body: report.text }],
    });
    await this.search.add(tx, school, 'issue', issue.id, report.text);
    await this.classify(tx, issue, resolved, guess);
    await this.assign(tx, issue);
    return issue;
  }

  private async classify(tx: Tx, issue: Issue, resolved: Resolved, guess: Classification): Promise<void> {
    const sure = guess.confidence >= resolved.threshold;
    const proposed = sure
      ? resolved.categories.find((one) => one.code === guess.alternatives[0]?.category && one.active)
      : undefined;
    const category = resolved.chosen ?? proposed ?? null;
    const decidedBy = resolved.chosen ? 'reporter' : proposed ? 'classifier' : 'nobody';
    await tx.of(ClassificationRow, issue.schoolId).insert({
      issueId: issue.id,
      version: guess.version,
      categoryId: category?.id ?? null,
      confidence: guess.confidence,
      alternatives: guess.alternatives.map((one) => ({ code: one.category, confidence: one.confidence })),
      decidedBy,
      at: this.clock.now(),
    });
    if (!category) return;
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'classify',
      standing: ['system'],
      actor: system,
      payload: { category: category.code, decidedBy },
      content: [{ kind: 'classified_by', body: guess.words.join('\n') }],
      change: { categoryId: category.id, classroomSees: classroomSees(category) },
    });
  }

  private async assign(tx: Tx, issue: Issue): Promise<void> {
    const owner = await this.routing.ownerFor(issue.schoolId, issue, new Set());
    // Only a school without any staff has nobody; the issue then stays visible as unowned.
    if (!owner) return;
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action: 'assign',
      standing: ['system'],
      actor: system,
      payload: { assigneeId: owner.personId, role: owner.role, by: owner.by },
      change: { assigneeId: owner.personId, assigneeRole: owner.role },
    });
    await this.messages.tell(tx, 'issue.assigned', issue, [owner.personId]);
  }
}
