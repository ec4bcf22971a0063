import { Injectable } from '@nestjs/common';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { system } from '../../../platform/audit/audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { SettingsStore } from '../../../platform/settings/school-settings.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import type { Classification } from '../classifier/classifier.js';
import { SchoolClassifier } from '../classifier/school-classifier.js';
import { Category, ClassificationRow, Issue } from '../issue.entity.js';
import { classroomSees } from '../issue.policy.js';

/** Puts a report into a category: the one that was chosen, or what the classifier is sure enough of. */
@Injectable()
export class Sorting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly settings: SettingsStore,
    private readonly classifier: SchoolClassifier,
  ) {}

  /** What the words of a report speak for, as its school has taught it. To be called outside of transactions. */
  guess(school: SchoolId, text: string): Promise<Classification> {
    return this.classifier.classify(school, text);
  }

  /** Sorts a report that has just been stored. Below the school's threshold a person decides. */
  async sort(tx: Tx, issue: Issue, chosen: Category | null, guess: Classification): Promise<void> {
    const proposed = chosen ? null : await this.proposed(issue, guess);
    const category = chosen ?? proposed;
    const decidedBy = chosen ? 'reporter' : proposed ? 'classifier' : 'nobody';
    await this.keep(tx, issue, category, decidedBy, guess);
    if (category) await this.put(tx, issue, 'classify', category, decidedBy, guess);
  }

  /**
   * Sorts by what a listener wrote down, where nobody has sorted it. A category that somebody chose, by a picture too,
   * stays; either way the classroom now sees what it may.
   */
  async sortTranscript(tx: Tx, issue: Issue, guess: Classification): Promise<void> {
    if (issue.categoryId !== null) return this.openToClassroom(tx, issue);
    const category = await this.proposed(issue, guess);
    await this.keep(tx, issue, category, category ? 'classifier' : 'nobody', guess);
    if (!category) return;
    const action = issueWorkflow.transitions.classify.from.includes(issue.state)
      ? 'classify'
      : 'recategorise';
    await this.put(tx, issue, action, category, 'classifier', guess);
  }

  private async proposed({ schoolId }: Issue, guess: Classification): Promise<Category | null> {
    const { classifierThreshold } = await this.settings.of(schoolId);
    const [first] = guess.alternatives;
    if (!first || guess.confidence < classifierThreshold) return null;
    return this.database.read.of(Category, schoolId).findOne({ code: first.category, active: true });
  }

  private async keep(
    tx: Tx,
    issue: Issue,
    category: Category | null,
    decidedBy: ClassificationRow['decidedBy'],
    guess: Classification,
  ): Promise<void> {
    await tx.of(ClassificationRow, issue.schoolId).insert({
      issueId: issue.id,
      version: guess.version,
      categoryId: category?.id ?? null,
      confidence: guess.confidence,
      alternatives: guess.alternatives.map((one) => ({ code: one.category, confidence: one.confidence })),
      decidedBy,
      at: this.clock.now(),
    });
  }

  private async put(
    tx: Tx,
    issue: Issue,
    action: 'classify' | 'recategorise',
    category: Category,
    decidedBy: string,
    guess: Classification,
  ): Promise<void> {
    await this.engine.advance(tx, tx.of(Issue, issue.schoolId), issue, {
      subjectType: 'issue',
      workflow: issueWorkflow,
      action,
      standing: ['system'],
      actor: system,
      payload: { category: category.code, decidedBy },
      content: [{ kind: 'classified_by', body: guess.words.join('\n') }],
      change: { categoryId: category.id, classroomSees: classroomSees(category, issue) },
    });
  }

  private async openToClassroom(tx: Tx, issue: Issue): Promise<void> {
    const category = await tx.of(Category, issue.schoolId).findOne({ id: issue.categoryId ?? 0 });
    const sees = classroomSees(category, issue);
    await tx.of(Issue, issue.schoolId).update({ id: issue.id }, { classroomSees: sees });
    issue.classroomSees = sees;
  }
}
