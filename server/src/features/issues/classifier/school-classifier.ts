import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
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

interface Kept {
  /** Which version at which revision. */
  name: string;
  classifier: Promise<Classifier>;
}

/**
 * Sorts reports with the active version of their school. Which one that is, and whether an example has left it, is
 * asked of the database each time, so that no process goes on with a version that another has replaced.
 */
@Injectable()
export class SchoolClassifier {
  private readonly kept = new Map<SchoolId, Kept>();

  constructor(
    private readonly database: Database,
    private readonly examples: ClassifierExamples,
  ) {}

  /** Proposes a category. Outside of transactions: the first report after a change waits until the version is trained. */
  async classify(school: SchoolId, text: string): Promise<Classification> {
    const active = await this.active(school);
    const classifier = active ? await this.trained(active) : Classifier.trainFromStartingSet();
    return classifier.classify(text);
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

  private trained(model: ClassifierModel): Promise<Classifier> {
    const name = `${model.id}/${model.revision}`;
    const kept = this.kept.get(model.schoolId);
    const classifier = kept?.name === name ? kept.classifier : this.train(model);
    // Taken out and put back at the end: the first in line is the one that was not asked for the longest.
    this.kept.delete(model.schoolId);
    this.kept.set(model.schoolId, { name, classifier });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
    return classifier;
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
