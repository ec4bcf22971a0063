import { Injectable } from '@nestjs/common';
import { fewestCorrections } from '#shared/issues/classifier-numbers.js';
import { Audit, byPerson, system } from '../../../platform/audit/audit.js';
import { configuredSchoolOf, leads } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { TenantTable, Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { found, ProblemError } from '../../../platform/http/problem-error.js';
import { ClassifierExamples } from './classifier-examples.js';
import type { Correction } from './classifier-examples.js';
import { ClassifierModel } from './classifier.entity.js';
import { SchoolClassifier } from './school-classifier.js';
import { startingSentences } from './starting-set.js';
import { ALGORITHM } from './train.js';
import { tryOut } from './trial.js';

/** A version as it is about to be stored. */
interface Candidate {
  school: SchoolId;
  /** The version that it was tried against. */
  against: ClassifierModel | null;
  examples: readonly Correction[];
  metrics: ClassifierModel['metrics'];
  personId: number | null;
}

/** Makes versions of a school's classifier, and changes between them. */
@Injectable()
export class ClassifierTraining {
  private readonly underWay = new Map<SchoolId, Promise<ClassifierModel>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
    private readonly examples: ClassifierExamples,
    private readonly classifier: SchoolClassifier,
  ) {}

  /** Trains on a leader's word. @throws ProblemError `state_conflict` with too few decisions, or while another trains */
  async trainAs(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
  ): Promise<ClassifierModel> {
    const school = configuredSchoolOf(actor, schoolToken);
    const scope = scopeOfPerson(actor);
    const once = async (tx: Tx, work: () => Promise<string>): Promise<string> =>
      (await this.idempotency.createOnce(tx, scope, request, work)).token;
    // It may be this very request that is being carried out; its answer is then the answer.
    await this.underWay.get(school)?.catch(() => undefined);
    if (await this.idempotency.wasDone(scope, request)) {
      const gone = () => Promise.reject(new ProblemError('not_found'));
      return this.byToken(school, await this.database.write((tx) => once(tx, gone)));
    }
    return this.train(school, actor.personId, (tx, candidate) => once(tx, () => this.store(tx, candidate)));
  }

  /** Trains without anybody having asked; null where there is too little to learn from or another one trains. */
  async trainByItself(school: SchoolId): Promise<ClassifierModel | null> {
    try {
      return await this.train(school, null, (tx, candidate) => this.store(tx, candidate));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'state_conflict') return null;
      throw error;
    }
  }

  /** Goes back to an earlier version. @throws ProblemError `state_conflict` for one that is active or was refused */
  activate(actor: Actor, token: string, request: RequestKey): Promise<ClassifierModel> {
    return this.change(actor, token, request, 'retired', async (table, model) => {
      await table.update({ state: 'active' }, { state: 'retired' });
      await table.update({ id: model.id }, { state: 'active' });
    });
  }

  /** Goes back to the starting set alone. @throws ProblemError `state_conflict` for a version that is not active */
  retire(actor: Actor, token: string, request: RequestKey): Promise<ClassifierModel> {
    return this.change(actor, token, request, 'active', async (table, model) => {
      await table.update({ id: model.id }, { state: 'retired' });
    });
  }

  private train(
    school: SchoolId,
    personId: number | null,
    store: (tx: Tx, candidate: Candidate) => Promise<string>,
  ): Promise<ClassifierModel> {
    if (this.underWay.has(school))
      return Promise.reject(new ProblemError('state_conflict', { detail: '正在学习，请过一会儿再来看。' }));
    const work = async (): Promise<ClassifierModel> => {
      const candidate = await this.prepare(school, personId);
      const token = await this.database.write((tx) => store(tx, candidate));
      // Trained now, so that the next report does not wait for it.
      await this.classifier.classify(school, '');
      return this.byToken(school, token);
    };
    const running = work().finally(() => this.underWay.delete(school));
    this.underWay.set(school, running);
    return running;
  }

  private async byToken(school: SchoolId, token: string): Promise<ClassifierModel> {
    return found(await this.database.read.of(ClassifierModel, school).findOne({ token }));
  }

  private async prepare(school: SchoolId, personId: number | null): Promise<Candidate> {
    const examples = await this.examples.corrections(school);
    if (examples.length < fewestCorrections) {
      const detail = `由人定过类别的事项至少要 ${fewestCorrections} 件，现在有 ${examples.length} 件，还不够学。`;
      throw new ProblemError('state_conflict', { detail });
    }
    const against = await this.classifier.active(school);
    const active = against ? await this.examples.ofModel(school, against.id) : [];
    const labels = new Set([...startingSentences(), ...examples].map(({ label }) => label));
    const metrics = await tryOut(examples, active, await this.classifier.lexicon(school, labels));
    return { school, against, examples, metrics, personId };
  }

  private async store(tx: Tx, candidate: Candidate): Promise<string> {
    const { school, against, examples, metrics, personId } = candidate;
    const table = tx.of(ClassifierModel, school);
    const refused = metrics['refused'] !== null;
    const token = newToken();
    await hold(table);
    const model = await table.insert({
      token,
      version: `${ALGORITHM}-${token.slice(0, 8)}`,
      algorithm: ALGORITHM,
      // Not before it is certain that nothing has come in between.
      state: refused ? 'refused' : 'retired',
      revision: 0,
      examples: examples.length,
      metrics,
      trainedById: personId,
      trainedAt: this.clock.now(),
    });
    if (!refused) {
      await this.examples.keep(tx, school, model.id, examples);
      const active = await table.findOne({ state: 'active' }, { order: { id: 'DESC' } });
      if ((active?.id ?? null) !== (against?.id ?? null)) throw new ProblemError('state_conflict');
      await table.update({ state: 'active' }, { state: 'retired' });
      await table.update({ id: model.id }, { state: 'active' });
    }
    await this.audit.wrote(tx, {
      action: refused ? 'classifier.refused' : 'classifier.trained',
      actor: personId === null ? system : byPerson(personId),
      school,
      subject: { type: 'classifier_model', id: model.id },
    });
    return token;
  }

  private async change(
    actor: Actor,
    token: string,
    request: RequestKey,
    from: ClassifierModel['state'],
    work: (table: TenantTable<ClassifierModel>, model: ClassifierModel) => Promise<void>,
  ): Promise<ClassifierModel> {
    const model = found(await this.database.read.acrossSchools(ClassifierModel).findOneBy({ token }));
    if (!leads(actor, model.schoolId)) throw new ProblemError('not_found');
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        const table = tx.of(ClassifierModel, model.schoolId);
        await hold(table);
        if (!(await table.exists({ id: model.id, state: from }))) throw new ProblemError('state_conflict');
        await work(table, model);
        await this.audit.wrote(tx, {
          action: from === 'active' ? 'classifier.retired' : 'classifier.activated',
          actor: byPerson(actor.personId),
          school: model.schoolId,
          subject: { type: 'classifier_model', id: model.id },
        });
      }),
    );
    return this.byToken(model.schoolId, token);
  }
}

/** Holds all versions of a school until the transaction ends: two changes at once must not leave two active. */
async function hold(table: TenantTable<ClassifierModel>): Promise<void> {
  await table.update({}, { revision: () => 'revision' });
}
