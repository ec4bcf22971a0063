import { Injectable } from '@nestjs/common';
import { byPerson, bySeal } from '../../platform/audit/audit.js';
import type { ActorRef } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { isUniqueViolation } from '../../platform/database/engine.js';
import { newToken } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { MediaService } from '../../platform/media/media.service.js';
import { SearchIndex } from '../../platform/search/search-index.js';
import { TimelineReader } from '../../platform/timeline/timeline-reader.js';
import { WorkflowEngine } from '../../platform/timeline/workflow-engine.js';
import { IssueClocks } from './clocks/issue-clocks.js';
import type { Classification } from './classifier/classifier.js';
import { Conflicts } from './conflict/conflicts.js';
import { Merging } from './ends/merging.js';
import { Disclosure } from './intake/disclosure.js';
import { Handing } from './intake/handing.js';
import { newIssue } from './intake/new-issue.js';
import { asSent } from './intake/receipt.js';
import { ReportFacts } from './intake/report-facts.js';
import type { Facts, Report } from './intake/report-facts.js';
import { Sorting } from './intake/sorting.js';
import { IssueAccess } from './issue-access.js';
import { Issue } from './issue.entity.js';
import type { SeenIssue } from './issue.policy.js';
import { SealedReporters } from './sealed-reporters.js';

/** Takes reports in: stored, sorted and handed to somebody in one transaction, once per client id. */
@Injectable()
export class IssueReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly timeline: TimelineReader,
    private readonly media: MediaService,
    private readonly search: SearchIndex,
    private readonly access: IssueAccess,
    private readonly sealed: SealedReporters,
    private readonly facts: ReportFacts,
    private readonly conflicts: Conflicts,
    private readonly disclosure: Disclosure,
    private readonly sorting: Sorting,
    private readonly handing: Handing,
    private readonly clocks: IssueClocks,
    private readonly merging: Merging,
  ) {}

  /**
   * @returns the issue, new or the one that this client id has made before, as its sender sees it; who has written it
   *   down for somebody and is named in it gets a receipt of what she sent, and sees nothing of it any more
   */
  async report(actor: Actor, report: Report): Promise<SeenIssue> {
    const issue = (await this.earlier(actor, report)) ?? (await this.make(actor, report));
    const seen = await this.access.seenBy(actor, issue);
    return seen && seen.standing.length > 0 ? seen : { issue: asSent(issue), standing: [] };
  }

  private async make(actor: Actor, report: Report): Promise<Issue> {
    const facts = await this.facts.of(actor, report);
    // Outside the transaction: it computes, at times for a second.
    const guess = await this.sorting.guess(facts.school, report.text);
    try {
      return await this.database.write((tx) => this.store(tx, actor, report, facts, guess));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      // The same report came twice at once and the other was faster.
      const winner = await this.earlier(actor, report);
      if (!winner) throw error;
      return winner;
    }
  }

  private async earlier(actor: Actor, { clientId, text, voice }: Report): Promise<Issue | null> {
    const issue = await this.database.read.acrossSchools(Issue).findOneBy({ clientId });
    if (!issue) return null;
    const mine = await this.sealed.reportedBy(actor.personId, [issue]);
    if (!mine.has(issue.id) && issue.filedById !== actor.personId)
      throw new ProblemError('idempotency_mismatch');
    const words = await this.timeline.words(issue.schoolId, 'issue', [issue.id], 'report');
    const files = await this.media.forSubject(issue.schoolId, 'issue', issue.id);
    const spoken = (files.get(1) ?? []).find(({ seconds }) => seconds !== null)?.token ?? null;
    // Other words under the same id are another report; to answer the first one would lose them silently.
    if ((words.get(issue.id) ?? text) !== text || spoken !== voice)
      throw new ProblemError('idempotency_mismatch');
    return issue;
  }

  private async store(
    tx: Tx,
    actor: Actor,
    report: Report,
    facts: Facts,
    guess: Classification,
  ): Promise<Issue> {
    const { school } = facts;
    const seal = report.sealed ? await this.sealed.seal(tx, school, facts.reporterId) : null;
    const by: ActorRef = seal === null ? byPerson(actor.personId) : bySeal(seal);
    const row = newIssue(report, facts, { token: newToken(), seal, now: this.clock.now() });
    const issue = await tx.of(Issue, school).insert(row);
    await this.attach(tx, actor, report, issue);
    await this.clocks.storedOnce(tx, issue, () => this.begin(tx, actor, issue, by, report, facts, guess));
    return issue;
  }

  /** What happens to a report at once: its first event, and who gets it. */
  private async begin(
    tx: Tx,
    actor: Actor,
    issue: Issue,
    by: ActorRef,
    report: Report,
    facts: Facts,
    guess: Classification,
  ): Promise<void> {
    await this.engine.record(tx, issue, 1, 'submitted', {
      subjectType: 'issue',
      actor: by,
      payload: {
        placeId: facts.placeId,
        childId: facts.childId,
        codeId: facts.codeId,
        photos: report.photos.length,
        voice: report.voice !== null,
        picture: report.picture,
        ...(facts.filedById === null ? {} : { filedFor: facts.reporterId }),
      },
      content: [{ kind: 'report', body: report.text }],
    });
    if (report.picture === 'harm') await this.protect(tx, issue, report, facts);
    else await this.hand(tx, actor, issue, report, facts, guess);
  }

  private async attach(tx: Tx, actor: Actor, { photos, voice }: Report, issue: Issue): Promise<void> {
    const owner = { personId: actor.personId };
    const event = { owner, schoolId: issue.schoolId, subjectType: 'issue', subjectId: issue.id, seq: 1 };
    await this.media.attach(tx, { ...event, tokens: photos });
    await this.media.attach(tx, { ...event, kind: 'recording', tokens: voice === null ? [] : [voice] });
  }

  /** Before anything is listed, indexed, sorted, handed over or told to anybody of the ordinary system. */
  private async protect(tx: Tx, issue: Issue, { text }: Report, { aboutIds }: Facts): Promise<void> {
    await this.engine.settle(tx);
    await this.disclosure.divert(tx, issue);
    await this.conflicts.apply(tx, issue, [text], aboutIds);
    await this.disclosure.open(tx, issue);
  }

  private async hand(
    tx: Tx,
    actor: Actor,
    issue: Issue,
    { text, joins }: Report,
    { chosen, aboutIds }: Facts,
    guess: Classification,
  ): Promise<void> {
    await this.conflicts.apply(tx, issue, [text], aboutIds);
    await this.search.addFirst(tx, issue.schoolId, 'issue', issue.id, text);
    await this.sorting.sort(tx, issue, chosen, guess);
    // Whoever joins looks at what it joins as it stands in the database.
    if (joins !== null) await this.engine.settle(tx);
    const isJoined = joins !== null && (await this.merging.join(tx, issue, joins, actor));
    if (!isJoined) await this.handing.toFirst(tx, issue);
  }
}
