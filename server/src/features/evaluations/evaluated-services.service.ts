import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  CreateEvaluatedService,
  EvaluatedServiceView,
  UpdateEvaluatedService,
} from '#shared/evaluations/contract.js';
import { evaluationLimits } from '#shared/evaluations/vocabulary.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import { configuredSchoolOf, leads, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { EvaluatedService } from './evaluation.entity.js';
import type { Dimension } from './evaluation.entity.js';
import { EvaluationBoxes } from './evaluation-boxes.js';
import { EvaluationPresenter } from './evaluation.presenter.js';
import { ServiceBook } from './service-book.js';
import { EvaluationWording } from './wording.js';

type Written = z.output<typeof CreateEvaluatedService>;
type Change = z.output<typeof UpdateEvaluatedService>;

/** What the office lets be evaluated. Nothing is deleted: figures keep what they are about. */
@Injectable()
export class EvaluatedServices {
  constructor(
    private readonly database: Database,
    private readonly book: ServiceBook,
    private readonly boxes: EvaluationBoxes,
    private readonly wording: EvaluationWording,
    private readonly people: PeopleDirectory,
    private readonly categories: CategoryDirectory,
    private readonly presenter: EvaluationPresenter,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  async list(actor: Actor, schoolToken: string | undefined): Promise<{ items: EvaluatedServiceView[] }> {
    const school = configuredSchoolOf(actor, schoolToken);
    return { items: await this.presenter.services(school, await this.book.of(school)) };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    { name, picture, dimensions, ...tokens }: Written,
  ): Promise<EvaluatedServiceView> {
    const school = configuredSchoolOf(actor, schoolToken);
    await this.refusePeople(school, { name, dimensions });
    const bound = await this.bound(school, tokens);
    const { token } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        const rows = await this.book.stored(tx, school);
        refuseTwins(rows, name);
        if (rows.filter(({ active }) => active).length >= evaluationLimits.services)
          throw new ProblemError('state_conflict', {
            detail: `最多同时评 ${evaluationLimits.services} 项，请先停用一项。`,
          });
        const row = await tx.of(EvaluatedService, school).insert({
          token: newToken(),
          name,
          picture,
          dimensions: renamed([], dimensions),
          form: 1,
          ...bound,
          active: true,
          position: Math.max(-1, ...rows.map(({ position }) => position)) + 1,
        });
        await this.boxes.setUp(tx, school, row);
        await this.record(tx, actor, row, 'created');
        return row.token;
      }),
    );
    return this.show(school, token);
  }

  /** Changes a service. Answers that wait uncounted for dimensions of before are given up with them. */
  async update(
    actor: Actor,
    schoolToken: string | undefined,
    token: string,
    { name, picture, active, dimensions, ...tokens }: Change,
  ): Promise<EvaluatedServiceView> {
    const school = schoolOf(actor, schoolToken).id;
    if (!leads(actor, school)) throw new ProblemError('not_found');
    await this.refusePeople(school, { name, dimensions });
    const bound = await this.bound(school, tokens);
    await this.database.write(async (tx) => {
      const rows = await this.book.stored(tx, school);
      const row = found(rows.find((one) => one.token === token));
      if (name !== undefined)
        refuseTwins(
          rows.filter((one) => one !== row),
          name,
        );
      const asked = dimensions && renamed(row.dimensions, dimensions);
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(picture === undefined ? {} : { picture }),
        ...(active === undefined ? {} : { active }),
        ...(asked === undefined ? {} : { dimensions: asked }),
        ...(asked && !sameKeys(asked, row.dimensions) ? { form: row.form + 1 } : {}),
        ...bound,
      };
      if (Object.keys(change).length > 0)
        await tx.of(EvaluatedService, school).update({ id: row.id }, change);
      await this.record(tx, actor, row, 'updated');
    });
    return this.show(school, token);
  }

  private refusePeople(
    school: SchoolId,
    { name, dimensions = [] }: { name?: string | undefined; dimensions?: string[] | undefined },
  ): Promise<void> {
    return this.wording.ofOffice(school, [
      ...(name === undefined ? [] : [{ path: 'name', text: name }]),
      ...dimensions.map((text, at) => ({ path: `dimensions.${at}`, text })),
    ]);
  }

  private async bound(
    school: SchoolId,
    { category, places }: { category?: string | null | undefined; places?: string[] | undefined },
  ): Promise<Partial<Pick<EvaluatedService, 'categoryId' | 'placeIds'>>> {
    const bound: Partial<Pick<EvaluatedService, 'categoryId' | 'placeIds'>> = {};
    if (category !== undefined) {
      const row = category === null ? null : await this.categories.byToken(school, category);
      bound.categoryId = category === null ? null : inUse('category', row).id;
    }
    if (places !== undefined) {
      const rows = await Promise.all(places.map((token) => this.people.placeByToken(school, token)));
      bound.placeIds = [...new Set(rows.map((row, at) => inUse(`places.${at}`, row).id))];
    }
    return bound;
  }

  private async show(school: SchoolId, token: string): Promise<EvaluatedServiceView> {
    const row = found((await this.book.of(school)).find((one) => one.token === token));
    return found((await this.presenter.services(school, [row]))[0]);
  }

  private record(tx: Tx, actor: Actor, { id, schoolId }: EvaluatedService, what: string): Promise<void> {
    return this.audit.wrote(tx, {
      action: `evaluated_service.${what}`,
      actor: byPerson(actor.personId),
      school: schoolId,
      subject: { type: 'evaluated_service', id },
    });
  }
}

function inUse<T extends { active: boolean }>(path: string, row: T | null): T {
  if (row?.active) return row;
  throw new ProblemError('invalid_input', { errors: [{ path, message: '在本校找不到这一项' }] });
}

function refuseTwins(rows: readonly EvaluatedService[], name: string): void {
  if (rows.some((row) => row.name === name))
    throw new ProblemError('already_exists', { detail: '已经有这一项了。' });
}

/** Dimensions of these names; one that had the name before is that one again, the others are kept for old figures. */
function renamed(before: readonly Dimension[], names: readonly string[]): Dimension[] {
  const asked = names.map((name): Dimension => ({
    key: before.find((one) => one.name === name)?.key ?? newToken(),
    name,
    active: true,
  }));
  const kept = before.filter(({ key }) => !asked.some((one) => one.key === key));
  return [...asked, ...kept.map((one) => ({ ...one, active: false }))];
}

function sameKeys(after: readonly Dimension[], before: readonly Dimension[]): boolean {
  const keys = (all: readonly Dimension[]) =>
    all
      .filter(({ active }) => active)
      .map(({ key }) => key)
      .sort()
      .join();
  return keys(after) === keys(before);
}
