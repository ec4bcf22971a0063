import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Exclusion } from '../../../platform/timeline/timeline.entity.js';
import { TimelineReader } from '../../../platform/timeline/timeline-reader.js';
import { WorkflowEngine } from '../../../platform/timeline/workflow-engine.js';
import { Category, ClassificationRow, Issue } from '../issue.entity.js';
import { ClassifierExample, ClassifierModel } from './classifier.entity.js';

/** A report with the category that a person gave it. */
export interface Correction {
  issueId: number;
  label: string;
  text: string;
  at: Date;
}

/** The newest count; older ones speak of rooms and people that are gone. */
const mostCorrections = 5000;
const batch = 500;
/** After these events nothing of the issue may be learned any more. */
const leaving = ['divert', 'erased'];

/**
 * What the classifier may learn from: reports whose category a person has decided, the last word counting. A sealed
 * report is among them, for staff read its text as they read any other, and what is shown as deciding words comes from
 * the text that is being sorted, never from an example. Left out is what has left the ordinary system, what nobody has
 * listened to, and what anybody must not see: whoever is kept out of an issue shall find no trace of it in a count.
 */
@Injectable()
export class ClassifierExamples implements OnModuleInit {
  private readonly listeners: ((school: SchoolId) => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly timeline: TimelineReader,
    private readonly engine: WorkflowEngine,
  ) {}

  onModuleInit(): void {
    this.engine.follow('issue', async (tx, { row, name }) => {
      if (leaving.includes(name)) await this.forget(tx, row.schoolId, row.id);
    });
  }

  /** Called after each commit that has taken an example of a school out of its versions. */
  onForgotten(listener: (school: SchoolId) => void): void {
    this.listeners.push(listener);
  }

  /** All corrections of a school, oldest first. */
  async corrections(school: SchoolId): Promise<Correction[]> {
    const decided = await this.decided(school);
    const texts = await this.texts(
      school,
      decided.map(({ issueId }) => issueId),
    );
    const codes = await this.codes(school);
    return decided.flatMap(({ issueId, categoryId, at }) => {
      const label = codes.get(categoryId ?? 0);
      const text = texts.get(issueId);
      return label === undefined || text === undefined ? [] : [{ issueId, label, text, at }];
    });
  }

  /** The examples of a version with their texts as they stand today; what is gone is not among them. */
  async ofModel(school: SchoolId, modelId: number): Promise<Omit<Correction, 'at'>[]> {
    const rows = await this.database.read
      .of(ClassifierExample, school)
      .find({ where: { modelId }, order: { issueId: 'ASC' } });
    const ids = rows.map(({ issueId }) => issueId);
    const ordinary = await this.ordinary(school, ids);
    const texts = await this.texts(school, ids);
    return rows.flatMap(({ issueId, category }) => {
      const text = texts.get(issueId);
      return text !== undefined && ordinary.has(issueId) ? [{ issueId, label: category, text }] : [];
    });
  }

  /**
   * Writes down from what a version has learned. The issues are held until the transaction ends, so that none can leave
   * the ordinary system in between: what has left it before is left out, what leaves it later finds its row.
   */
  async keep(tx: Tx, school: SchoolId, modelId: number, examples: readonly Correction[]): Promise<void> {
    for (const part of inBatches([...examples].sort((a, b) => a.issueId - b.issueId))) {
      const ids = part.map(({ issueId }) => issueId);
      await tx.of(Issue, school).update({ id: In(ids), diverted: false }, { diverted: false });
      const rows = await tx.of(Issue, school).find({ where: { id: In(ids), diverted: false } });
      const ordinary = new Set(rows.map(({ id }) => id));
      await tx
        .of(ClassifierExample, school)
        .insertMany(
          part
            .filter(({ issueId }) => ordinary.has(issueId))
            .map(({ issueId, label }) => ({ modelId, issueId, category: label })),
        );
    }
  }

  /** Takes an issue out of every version, whose processes all train anew. For diversion and for erasure of its words. */
  async forget(tx: Tx, school: SchoolId, issueId: number): Promise<void> {
    const rows = await tx.of(ClassifierExample, school).find({ where: { issueId } });
    if (rows.length === 0) return;
    await tx.of(ClassifierExample, school).delete({ issueId });
    await tx
      .of(ClassifierModel, school)
      .update({ id: In(rows.map(({ modelId }) => modelId)) }, { revision: () => 'revision + 1' });
    tx.afterCommit(() => this.listeners.forEach((listener) => listener(school)));
  }

  /** The last decision of each issue, where a person made it. */
  private async decided(school: SchoolId): Promise<ClassificationRow[]> {
    const builder = this.database.read.of(ClassificationRow, school).query('decision');
    const laterOne = builder
      .subQuery()
      .select('1')
      .from(ClassificationRow, 'later')
      .where('later.schoolId = decision.schoolId AND later.issueId = decision.issueId')
      .andWhere('later.id > decision.id');
    const barred = builder
      .subQuery()
      .select('1')
      .from(Exclusion, 'exclusion')
      .where('exclusion.schoolId = decision.schoolId AND exclusion.subjectType = :issueType')
      .andWhere('exclusion.subjectId = decision.issueId');
    const rows = await builder
      .innerJoin(Issue, 'issue', 'issue.schoolId = decision.schoolId AND issue.id = decision.issueId')
      .andWhere('issue.diverted = :no AND issue.unheard = :no AND issue.conflictOpen = :no')
      .andWhere('decision.decidedBy IN (:...people)')
      .andWhere(`NOT EXISTS ${laterOne.getQuery()}`)
      .andWhere(`NOT EXISTS ${barred.getQuery()}`)
      .setParameters({ no: false, people: ['staff', 'reporter'], issueType: 'issue' })
      .orderBy('decision.id', 'DESC')
      .limit(mostCorrections)
      .getMany();
    return rows.reverse();
  }

  private async ordinary(school: SchoolId, ids: readonly number[]): Promise<Set<number>> {
    const found = new Set<number>();
    for (const part of inBatches(ids)) {
      const where = { id: In(part), diverted: false };
      const rows = await this.database.read.of(Issue, school).find({ select: { id: true }, where });
      for (const { id } of rows) found.add(id);
    }
    return found;
  }

  /** What was reported, in the reporter's words or as somebody wrote them down; nothing where there are none. */
  private async texts(school: SchoolId, ids: readonly number[]): Promise<Map<number, string>> {
    const texts = new Map<number, string>();
    for (const part of inBatches(ids)) {
      for (const kind of ['transcript', 'report']) {
        const words = await this.timeline.words(school, 'issue', part, kind);
        for (const [id, text] of words) if (text.trim() !== '') texts.set(id, text);
      }
    }
    return texts;
  }

  private async codes(school: SchoolId): Promise<Map<number, string>> {
    const rows = await this.database.read.of(Category, school).find();
    return new Map(rows.map(({ id, code }) => [id, code]));
  }
}

function* inBatches<T>(items: readonly T[]): Generator<T[]> {
  for (let at = 0; at < items.length; at += batch) yield items.slice(at, at + batch);
}
