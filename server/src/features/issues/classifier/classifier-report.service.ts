import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import { reportDays } from '#shared/issues/classifier-numbers.js';
import type { ClassifierReport, ClassifierReportQuery, Score } from '#shared/issues/classifier.js';
import { issueWorkflow } from '#shared/issues/workflow.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { found } from '../../../platform/http/problem-error.js';
import { presentCategory } from '../category.presenter.js';
import { withoutExcluded } from '../conflict/without-excluded.js';
import { Category, ClassificationRow, Issue } from '../issue.entity.js';
import { ClassifierModel } from './classifier.entity.js';

type Query = z.output<typeof ClassifierReportQuery>;
type CountedIssue = Pick<Issue, 'id' | 'state' | 'categoryId'>;

/** What the classifier said of one report, and what it was. */
interface Compared {
  said: string;
  confidence: number;
  decided: string;
}

const batch = 500;
/** More are not looked through; the newest count. */
const mostIssues = 20_000;
const steps = 10;

/** How what the classifier said compares with what people decided. Counts only, for those who lead the school. */
@Injectable()
export class ClassifierReports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async show(actor: Actor, query: Query): Promise<ClassifierReport> {
    const school = configuredSchoolOf(actor, query.school);
    const version = query.model === undefined ? null : await this.versionOf(school, query.model);
    const categories = await this.database.read.of(Category, school).find({ order: { position: 'ASC' } });
    const codes = new Map(categories.map(({ id, code }) => [id, code]));
    const compared: Compared[] = [];
    const issues = await this.issues(actor, school);
    for (let at = 0; at < issues.length; at += batch) {
      compared.push(...(await this.compare(school, issues.slice(at, at + batch), codes, version)));
    }
    const known = new Set(codes.values());
    const counted = compared.filter(({ said }) => known.has(said));
    return {
      categories: categories.map(presentCategory),
      cells: cellsOf(counted),
      reliability: reliabilityOf(counted),
      total: scoreOf(counted),
    };
  }

  private async versionOf(school: SchoolId, token: string): Promise<string> {
    return found(await this.database.read.of(ClassifierModel, school).findOne({ token })).version;
  }

  /** What the reader may count: never diverted, never what she is excluded from. */
  private issues(actor: Actor, school: SchoolId): Promise<CountedIssue[]> {
    const since = later(this.clock.now(), -days(reportDays));
    const builder = this.database.read
      .of(Issue, school)
      .query('issue')
      .select(['issue.id', 'issue.state', 'issue.categoryId'])
      .andWhere('issue.diverted = :diverted AND issue.categoryId IS NOT NULL', { diverted: false })
      .andWhere('issue.createdAt >= :since', { since });
    withoutExcluded(builder, actor);
    return builder.orderBy('issue.id', 'DESC').limit(mostIssues).getMany();
  }

  private async compare(
    school: SchoolId,
    issues: readonly CountedIssue[],
    codes: ReadonlyMap<number, string>,
    version: string | null,
  ): Promise<Compared[]> {
    const rows = await this.database.read
      .of(ClassificationRow, school)
      .find({ where: { issueId: In(issues.map(({ id }) => id)) }, order: { id: 'ASC' } });
    const histories = new Map<number, ClassificationRow[]>();
    for (const row of rows) histories.set(row.issueId, [...(histories.get(row.issueId) ?? []), row]);
    return issues.flatMap(({ id, state, categoryId }) => {
      const history = histories.get(id) ?? [];
      // A recording was sorted without words first.
      const first = history.find(({ alternatives }) => alternatives.length > 0);
      const last = history.at(-1);
      const guess = first?.alternatives[0];
      const decided = codes.get(categoryId ?? 0);
      if (!first || !last || !guess || decided === undefined) return [];
      const isDecided = ['staff', 'reporter'].includes(last.decidedBy);
      const isLeftStanding = issueWorkflow.states[state].type !== 'open';
      if (!isDecided && !isLeftStanding) return [];
      if (version !== null && first.version !== version) return [];
      return [{ said: guess.code, confidence: guess.confidence, decided }];
    });
  }
}

function cellsOf(compared: readonly Compared[]): ClassifierReport['cells'] {
  const cells = new Map<string, ClassifierReport['cells'][number]>();
  for (const { said, decided } of compared) {
    const key = `${said} ${decided}`;
    const cell = cells.get(key) ?? { said, decided, count: 0 };
    cells.set(key, { ...cell, count: cell.count + 1 });
  }
  return [...cells.values()];
}

function reliabilityOf(compared: readonly Compared[]): ClassifierReport['reliability'] {
  return Array.from({ length: steps }, (_, step) => {
    const inStep = compared.filter(
      ({ confidence }) => Math.min(Math.floor(confidence * steps), steps - 1) === step,
    );
    const sum = inStep.reduce((total, { confidence }) => total + confidence, 0);
    const said = inStep.length === 0 ? 0 : sum / inStep.length;
    return { from: step / steps, to: (step + 1) / steps, said, right: scoreOf(inStep) };
  }).filter(({ right }) => right.of > 0);
}

function scoreOf(compared: readonly Compared[]): Score {
  return { right: compared.filter(({ said, decided }) => said === decided).length, of: compared.length };
}
