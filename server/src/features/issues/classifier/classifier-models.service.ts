import { Injectable } from '@nestjs/common';
import { fewestCorrections } from '#shared/issues/classifier-numbers.js';
import type { ClassifierModelList } from '#shared/issues/classifier.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ClassifierExamples } from './classifier-examples.js';
import { ClassifierModel } from './classifier.entity.js';
import { presentModel } from './classifier.presenter.js';

const mostShown = 50;

/** The versions of a school's classifier, for those who lead it. */
@Injectable()
export class ClassifierModels {
  constructor(
    private readonly database: Database,
    private readonly examples: ClassifierExamples,
  ) {}

  async list(actor: Actor, schoolToken: string | undefined): Promise<ClassifierModelList> {
    const school = configuredSchoolOf(actor, schoolToken);
    const rows = await this.database.read
      .of(ClassifierModel, school)
      .find({ order: { id: 'DESC' }, take: mostShown });
    const active = await this.database.read.of(ClassifierModel, school).exists({ state: 'active' });
    const { all, fresh } = await this.waiting(school, rows[0] ?? null);
    return {
      items: rows.map(presentModel),
      startingSet: !active,
      corrections: all,
      fresh,
      abilities: { train: all >= fewestCorrections },
    };
  }

  /** How many decisions there are to learn from, and how many of them are newer than the newest version. */
  async waiting(school: SchoolId, newest: ClassifierModel | null): Promise<{ all: number; fresh: number }> {
    const corrections = await this.examples.corrections(school);
    const since = newest?.trainedAt ?? new Date(0);
    return { all: corrections.length, fresh: corrections.filter(({ at }) => at > since).length };
  }

  async newest(school: SchoolId): Promise<ClassifierModel | null> {
    const [row = null] = await this.database.read
      .of(ClassifierModel, school)
      .find({ order: { id: 'DESC' }, take: 1 });
    return row;
  }
}
