import { Injectable } from '@nestjs/common';
import { schoolOf, schoolsOf } from '../../platform/auth/actor.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { PeopleDirectory } from '../people/people.port.js';
import { CodeBook } from '../service-codes/service-codes.port.js';
import type { Asker } from './asker.js';
import type { Voices } from './evaluation-marks.js';
import { isFamilyOf, mayEvaluate } from './evaluation.policy.js';

/** Where an answer is given, and as whose. */
export interface Arrival {
  school: SchoolId;
  placeId: number | null;
  categoryId: number | null;
  belongs: boolean;
  voices: Voices;
}

/** Finds out where somebody stands who wants to evaluate. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly codes: CodeBook,
    private readonly people: PeopleDirectory,
  ) {}

  /**
   * @param code the scanned one: opens its school also to who does not belong there
   * @throws ProblemError `not_found` for a code or a school that is not there, `forbidden` for who only works there
   */
  async of(
    asker: Asker,
    at: { school?: string | undefined; code?: string | null | undefined },
  ): Promise<Arrival> {
    const where = await this.where(asker, at);
    if (!mayEvaluate(asker.actor, where.school))
      throw new ProblemError('forbidden', { detail: '这里请家长和来访的人评，园里的人不用评。' });
    const { actor } = asker;
    const belongs = actor !== null && schoolsOf(actor).some(({ id }) => id === where.school);
    return { ...where, belongs, voices: await this.voices(asker, where.school) };
  }

  private async where({ actor }: Asker, { school, code }: Parameters<Arrivals['of']>[1]) {
    if (!code) return { school: schoolOf(found(actor), school).id, placeId: null, categoryId: null };
    const booked = await this.codes.byScene(code);
    if (!booked)
      throw new ProblemError('not_found', { detail: '这个码认不出来，请再扫一次，或者问问老师。' });
    const { placeId, categoryId } = booked;
    return { school: booked.school, placeId, categoryId };
  }

  /** A family has one voice however many phones it has; a visitor has her own. */
  private async voices({ actor, accountId }: Asker, school: SchoolId): Promise<Voices> {
    if (!actor) return [`account:${accountId}`];
    const families = isFamilyOf(actor, school)
      ? ((await this.people.familiesOf(school, [actor.personId])).get(actor.personId) ?? [])
      : [];
    return families.length > 0 ? families.map((id) => `family:${id}`) : [`person:${actor.personId}`];
  }
}
