import { Injectable } from '@nestjs/common';
import type { EvaluatedServiceView, EvaluationForm, EvaluationNote } from '#shared/evaluations/contract.js';
import { dayOf } from '../../platform/clock/clock.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import type { Arrival } from './arrivals.js';
import type { Dimension, EvaluatedService, EvaluationNoteRow } from './evaluation.entity.js';

const inUse = (dimensions: readonly Dimension[]) =>
  dimensions.filter(({ active }) => active).map(({ key, name }) => ({ key, name }));

/** The only way from the rows of this feature to JSON. */
@Injectable()
export class EvaluationPresenter {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly categories: CategoryDirectory,
  ) {}

  /** Services as the office looks after them. */
  async services(school: SchoolId, rows: readonly EvaluatedService[]): Promise<EvaluatedServiceView[]> {
    const categories = await this.categories.views(
      school,
      rows.map(({ categoryId }) => categoryId),
    );
    const { places } = await this.names(
      school,
      rows.flatMap(({ placeIds }) => placeIds),
    );
    return rows.map(({ token, name, picture, dimensions, active, categoryId, placeIds }) => ({
      token,
      name,
      picture,
      dimensions: inUse(dimensions),
      active,
      category: categories.get(categoryId ?? 0) ?? null,
      places: placeIds.flatMap((id) => places.get(id) ?? []),
    }));
  }

  /** What a family is asked. */
  async form(
    { school, placeId }: Arrival,
    rows: readonly EvaluatedService[],
    { given, ...more }: { given: ReadonlySet<number>; belongs: boolean; chosenByCode: boolean },
  ): Promise<EvaluationForm> {
    const categories = await this.categories.views(
      school,
      rows.map(({ categoryId }) => categoryId),
    );
    const place = (await this.names(school, [placeId])).places.get(placeId ?? 0)?.token ?? null;
    return {
      school: await this.people.school(school),
      services: rows.map(({ id, token, name, picture, dimensions, categoryId }) => {
        const category = categories.get(categoryId ?? 0);
        return {
          token,
          name,
          picture,
          dimensions: inUse(dimensions),
          given: given.has(id),
          category: category?.active ? category.token : null,
          place,
        };
      }),
      ...more,
    };
  }

  note({ month, said, done, services, publishedAt }: EvaluationNoteRow): EvaluationNote {
    return { month, said, done, services, publishedOn: dayOf(publishedAt) };
  }

  private names(school: SchoolId, places: readonly (number | null)[]) {
    return this.people.names(school, { people: [], classrooms: [], places });
  }
}
