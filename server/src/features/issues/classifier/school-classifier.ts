import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Log } from '../../../platform/http/log.js';
import { BackgroundLoop } from '../../../platform/outbox/background-loop.js';
import { Category } from '../issue.entity.js';
import { Classifier } from './classifier.js';
import type { Classification } from './classifier.js';
import { ClassifierExamples } from './classifier-examples.js';
import { ClassifierModel } from './classifier.entity.js';
import { examplesOfNames } from './label-names.js';
import { startingSentences, startingWords } from './starting-set.js';
import { trainGently } from './train.js';
import type { Example } from './train.js';

/** Models are a few megabytes each; the schools that were asked about last keep theirs. */
const mostKept = 40;
const sweepEveryMs = 30_000;

interface Kept {
  /** Which version at which revision. */
  name: string;
  classifier: Promise<Classifier>;
  /** Set once it is trained. */
  ready: Classifier | null;
}

/**
 * Sorts reports with the active version of their school. Which one that is, and whether an example has left it, is
 * asked of the database each time, so that no process goes on with a version that another has replaced.
 */
@Injectable()
export class SchoolClassifier implements OnModuleInit, BeforeApplicationShutdown {
  private readonly kept = new Map<SchoolId, Kept>();
  private readonly loop = new BackgroundLoop(
    () => this.sweep(),
    (error) => this.log.failure(error, { worker: 'classifier' }),
  );

  constructor(
    private readonly database: Database,
    private readonly examples: ClassifierExamples,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.examples.onForgotten((school) => this.kept.delete(school));
    this.loop.start(sweepEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /**
   * Proposes a category. Outside of transactions: the first report after a change waits until the version is trained.
   * What an example has left while it was waited for is asked again.
   */
  async classify(school: SchoolId, text: string): Promise<Classification> {
    for (let active = await this.active(school); ;) {
      const ready = active ? this.readyFor(active) : Classifier.readyFromStartingSet();
      if (ready) return ready.classify(text);
      const classifier = active ? await this.trained(active) : Classifier.trainFromStartingSet();
      const said = classifier.classify(text);
      const now = await this.active(school);
      if (nameOf(now) === nameOf(active)) return said;
      active = now;
    }
  }

  /** Lets go of weights that an example has left by the hand of another process; those of this one it leaves at once. */
  async sweep(): Promise<void> {
    for (const [school, { name }] of this.kept)
      if (nameOf(await this.active(school)) !== name && this.kept.get(school)?.name === name)
        this.kept.delete(school);
  }

  /** Which weights are in memory, as `version/revision`, by school. */
  inMemory(school: SchoolId): string | null {
    return this.kept.get(school)?.name ?? null;
  }

  /** The active version; null where the starting set alone decides. */
  async active(school: SchoolId): Promise<ClassifierModel | null> {
    return this.database.read
      .of(ClassifierModel, school)
      .findOne({ state: 'active' }, { order: { id: 'DESC' } });
  }

  /** What every category of the school is taught by before anybody has corrected anything: words and its own name. */
  async lexicon(school: SchoolId, labels: ReadonlySet<string>): Promise<Example[]> {
    const rows = await this.database.read.of(Category, school).find({ order: { id: 'ASC' } });
    const named = rows.filter(({ code }) => labels.has(code)).map(({ code, name }) => [code, name] as const);
    return [...startingWords(), ...examplesOfNames(new Map(named))];
  }

  /** What has been trained already; null where somebody has to wait. */
  private readyFor(model: ClassifierModel): Classifier | null {
    const kept = this.kept.get(model.schoolId);
    if (kept?.name !== nameOf(model) || !kept.ready) return null;
    this.keep(model.schoolId, kept);
    return kept.ready;
  }

  private trained(model: ClassifierModel): Promise<Classifier> {
    const name = nameOf(model);
    const before = this.kept.get(model.schoolId);
    if (before?.name === name) {
      this.keep(model.schoolId, before);
      return before.classifier;
    }
    const kept: Kept = { name, classifier: this.train(model), ready: null };
    kept.classifier.then(
      (classifier) => (kept.ready = classifier),
      () => undefined,
    );
    this.keep(model.schoolId, kept);
    return kept.classifier;
  }

  /** Taken out and put back at the end: the first in line is the one that was not asked for the longest. */
  private keep(school: SchoolId, kept: Kept): void {
    this.kept.delete(school);
    this.kept.set(school, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
  }

  private async train(model: ClassifierModel): Promise<Classifier> {
    try {
      const examples = [
        ...startingSentences(),
        ...(await this.examples.ofModel(model.schoolId, model.id)),
      ].map(({ text, label }) => ({ text, label }));
      const lexicon = await this.lexicon(model.schoolId, new Set(examples.map(({ label }) => label)));
      return new Classifier(await trainGently(examples, { lexicon }), model.version);
    } catch (error) {
      // What failed once must not be kept: the next report tries again.
      this.kept.delete(model.schoolId);
      throw error;
    }
  }
}

/** A version changes its name with every example that leaves it. */
const nameOf = (model: ClassifierModel | null): string => (model ? `${model.id}/${model.revision}` : '');
