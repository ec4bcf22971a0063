import { Injectable } from '@nestjs/common';
import type { EvaluationFigures, MonthFigures, ServiceFigures } from '#shared/evaluations/contract.js';
import { handsOf } from '#shared/evaluations/vocabulary.js';
import { configuredSchoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { PeopleDirectory } from '../people/people.port.js';
import type { Names } from '../people/people.port.js';
import { EvaluationTally, EvaluationWords } from './evaluation.entity.js';
import type { EvaluatedService } from './evaluation.entity.js';
import { figuresOf } from './figures.js';
import { monthOf } from './months.js';
import { ServiceBook } from './service-book.js';

/** What was counted, for whoever leads the school. What has not been counted yet is shown to nobody. */
@Injectable()
export class EvaluationFiguresService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly book: ServiceBook,
  ) {}

  async show(actor: Actor, schoolToken: string | undefined): Promise<EvaluationFigures> {
    const school = configuredSchoolOf(actor, schoolToken);
    return { services: await this.of(school), month: monthOf(this.clock.now()) };
  }

  /** Of all services of a school, also of those that are no longer asked about. */
  async of(school: SchoolId): Promise<ServiceFigures[]> {
    const order = { month: 'ASC', id: 'ASC' } as const;
    const tallies = await this.database.read.of(EvaluationTally, school).find({ order });
    const words = await this.database.read.of(EvaluationWords, school).find({ order });
    const isWithheld = await this.book.withheld(school);
    const { places } = await this.people.names(school, {
      people: [],
      classrooms: [],
      places: tallies.map(({ placeId }) => placeId),
    });
    return (await this.book.of(school)).map((service) => {
      const { id, token, name, picture, active } = service;
      const withheld = isWithheld(service);
      const own = withheld ? [] : tallies.filter(({ serviceId }) => serviceId === id);
      const said = withheld ? [] : words.filter(({ serviceId }) => serviceId === id);
      return {
        service: { token, name, picture, active },
        withheld,
        months: monthsOf(own).map((month) => figuresOfMonth(service, month, own, places)),
        words: monthsOf(said)
          .reverse()
          .map((month) => ({
            month,
            items: said.filter((one) => one.month === month).map(({ body }) => body),
          })),
      };
    });
  }
}

const monthsOf = (rows: readonly { month: string }[]): string[] => [
  ...new Set(rows.map(({ month }) => month)),
];

function figuresOfMonth(
  { dimensions, picture }: EvaluatedService,
  month: string,
  all: readonly EvaluationTally[],
  places: Names['places'],
): MonthFigures {
  const rows = all.filter((row) => row.month === month);
  // A service that was made one of people since is told apart by place no more.
  const here = handsOf(picture) === null ? rows : [];
  return {
    month,
    ...figuresOf(rows, dimensions),
    places: here.flatMap((row) => {
      const place = places.get(row.placeId ?? 0);
      return place ? [{ place, ...figuresOf([row], dimensions) }] : [];
    }),
  };
}
