import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { EvaluationNote, WriteEvaluationNote } from '#shared/evaluations/contract.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { EvaluationNoteRow } from './evaluation.entity.js';
import { EvaluationFiguresService } from './evaluation-figures.service.js';
import { EvaluationPresenter } from './evaluation.presenter.js';
import { EvaluationWording } from './wording.js';

/** Notes that families scroll through: a school year. */
const mostShown = 12;

/** 你说 / 我们做: what the school tells its families about their evaluations. */
@Injectable()
export class EvaluationNotes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly figures: EvaluationFiguresService,
    private readonly wording: EvaluationWording,
    private readonly presenter: EvaluationPresenter,
    private readonly audit: Audit,
  ) {}

  /** For everybody who belongs to the school, newest month first. */
  async list(actor: Actor, schoolToken: string | undefined): Promise<{ items: EvaluationNote[] }> {
    const school = schoolOf(actor, schoolToken).id;
    const rows = await this.database.read
      .of(EvaluationNoteRow, school)
      .find({ order: { month: 'DESC' }, take: mostShown });
    return { items: rows.map((row) => this.presenter.note(row)) };
  }

  /**
   * Publishes what is said about a month, or corrects it. The figures beside it are those of this moment, and stay.
   * @throws ProblemError `state_conflict` for a month of which nothing has been counted
   */
  async publish(
    actor: Actor,
    schoolToken: string | undefined,
    { month, said, done }: z.output<typeof WriteEvaluationNote>,
  ): Promise<EvaluationNote> {
    const school = configuredSchoolOf(actor, schoolToken);
    await this.wording.ofOffice(school, [
      { path: 'said', text: said },
      { path: 'done', text: done },
    ]);
    const services = (await this.figures.of(school)).flatMap(({ service: { name, picture }, months }) => {
      const figures = months.find((one) => one.month === month);
      return figures ? [{ name, picture, count: figures.count, mean: figures.mean }] : [];
    });
    if (services.length === 0)
      throw new ProblemError('state_conflict', { detail: '这个月还没有凑够五家的评价，先不用写小结。' });
    const row = await this.database.write(async (tx) => {
      const table = tx.of(EvaluationNoteRow, school);
      const now = this.clock.now();
      const text = { said, done, services, publishedById: actor.personId, publishedAt: now };
      if ((await table.update({ month }, text)) === 0) await table.insert({ month, ...text });
      const written = found(await table.findOne({ month }));
      await this.audit.wrote(tx, {
        action: 'evaluation_note.published',
        actor: byPerson(actor.personId),
        school,
        subject: { type: 'evaluation_note', id: written.id },
      });
      return written;
    });
    return this.presenter.note(row);
  }
}
