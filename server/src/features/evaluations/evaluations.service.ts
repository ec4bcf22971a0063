import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { EvaluationForm, GiveEvaluation } from '#shared/evaluations/contract.js';
import { handsOf } from '#shared/evaluations/vocabulary.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { Arrivals } from './arrivals.js';
import type { Arrival } from './arrivals.js';
import type { Asker } from './asker.js';
import type { EvaluatedService } from './evaluation.entity.js';
import { EvaluationBoxes } from './evaluation-boxes.js';
import { EvaluationMarks } from './evaluation-marks.js';
import { EvaluationPresenter } from './evaluation.presenter.js';
import { monthOf } from './months.js';
import { ServiceBook } from './service-book.js';
import { EvaluationWording } from './wording.js';

type Written = z.output<typeof GiveEvaluation>;

/**
 * Takes stars from families. Nothing here writes an audit row, a request record or a message: each of them would keep
 * who it was and when, beside a box into which something was put at that second.
 */
@Injectable()
export class EvaluationsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly arrivals: Arrivals,
    private readonly book: ServiceBook,
    private readonly marks: EvaluationMarks,
    private readonly boxes: EvaluationBoxes,
    private readonly wording: EvaluationWording,
    private readonly presenter: EvaluationPresenter,
  ) {}

  /** What can be evaluated from here. */
  async form(
    asker: Asker,
    at: { school?: string | undefined; code?: string | undefined },
  ): Promise<EvaluationForm> {
    const arrival = await this.arrivals.of(asker, at);
    const { school, voices, belongs } = arrival;
    const services = await this.offered(arrival);
    const meant = services.filter((service) => isMeant(service, arrival));
    const given = await this.marks.answered(
      school,
      voices,
      monthOf(this.clock.now()),
      services.map(({ id }) => id),
    );
    return this.presenter.form(arrival, meant.length > 0 ? meant : services, {
      given,
      belongs,
      chosenByCode: meant.length > 0,
    });
  }

  /**
   * Puts an answer into the box of its service.
   * @throws ProblemError `better_told` for words that belong into a report, `already_done` for a second answer
   */
  async give(
    asker: Asker,
    { school: at, code, service: token, stars, text, clientId }: Written,
  ): Promise<void> {
    const arrival = await this.arrivals.of(asker, { school: at, code });
    const { school, voices } = arrival;
    const offered = (await this.offered(arrival)).some((one) => one.token === token);
    if (!offered) throw wrong('service', '这一项现在不评了，请返回再选');
    await this.wording.ofFamily(school, text);
    const month = monthOf(this.clock.now());
    await this.database.write(async (tx) => {
      const service = (await this.book.stored(tx, school)).find((one) => one.token === token);
      if (!service) throw wrong('service', '这一项现在不评了，请返回再选');
      const ballot = { month, placeId: placeOf(service, arrival), stars: starsOf(service, stars) };
      if (await this.marks.take(tx, school, voices, { serviceId: service.id, month }, clientId))
        await this.boxes.put(tx, service, ballot, text.trim());
    });
  }

  /** What is asked of families: what is in use, and not in so few hands that it would be about a person. */
  private async offered({ school }: Arrival): Promise<EvaluatedService[]> {
    const isWithheld = await this.book.withheld(school);
    return (await this.book.of(school)).filter((service) => service.active && !isWithheld(service));
  }
}

const wrong = (path: string, message: string) =>
  new ProblemError('invalid_input', { detail: message, errors: [{ path, message }] });

/** Whether the scanned code is about this service. */
function isMeant({ placeIds, categoryId }: EvaluatedService, code: Arrival): boolean {
  return (
    (code.placeId !== null && placeIds.includes(code.placeId)) ||
    (code.categoryId !== null && categoryId === code.categoryId)
  );
}

/** Where it was given; never for a service that goes through somebody's hands, whose place would be a person. */
function placeOf({ picture }: EvaluatedService, { placeId }: Arrival): number | null {
  return handsOf(picture) === null ? placeId : null;
}

/** @throws ProblemError `invalid_input` unless there are stars for each dimension, once */
function starsOf({ dimensions }: EvaluatedService, stars: Written['stars']): Record<string, number> {
  const asked = dimensions.filter(({ active }) => active).map(({ key }) => key);
  const given = new Map(stars.map(({ dimension, stars: count }) => [dimension, count]));
  if (given.size !== stars.length || asked.length !== stars.length || !asked.every((key) => given.has(key)))
    throw wrong('stars', '评的方面刚刚改过，请返回重新评一次');
  return Object.fromEntries(given);
}
