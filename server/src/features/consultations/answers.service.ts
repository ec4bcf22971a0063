import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import type { z } from 'zod';
import type {
  AnswerFromIssue,
  CreateAnswer,
  PublishedAnswerDetail,
  PublishedAnswerPage,
  PublishedAnswerQuery,
  UpdateAnswer,
} from '#shared/consultations/contract.js';
import { answerLimits } from '#shared/consultations/vocabulary.js';
import { leads, schoolOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { newToken } from '../../platform/database/ids.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { AskedIssues } from '../issues/asked-issues.port.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { mayWrite } from './answer.policy.js';
import { AnswerPresenter } from './answer.presenter.js';
import { AnswerStore } from './answer-store.js';
import { PublishedAnswer } from './consultation.entity.js';
import { Publishing } from './publishing.service.js';

type Changed = z.output<typeof UpdateAnswer>;

/** What a school writes to answer what many ask. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: AnswerStore,
    private readonly publishing: Publishing,
    private readonly presenter: AnswerPresenter,
    private readonly issues: AskedIssues,
    private readonly people: PeopleDirectory,
    private readonly categories: CategoryDirectory,
    private readonly idempotency: Idempotency,
  ) {}

  async list(
    actor: Actor,
    query: z.infer<typeof PublishedAnswerQuery>,
  ): Promise<z.infer<typeof PublishedAnswerPage>> {
    const school = writingSchoolOf(actor, query.school);
    const { after, take } = pageLimits(query);
    const builder = this.database.read.of(PublishedAnswer, school).query('answer');
    if (query.state) builder.andWhere({ state: query.state });
    if (query.topic) builder.andWhere({ topic: query.topic });
    if (after !== null) builder.andWhere('answer.id < :after', { after });
    if (!leads(actor, school)) {
      builder.andWhere(
        new Brackets((hers) => {
          hers.where('answer.state <> :draft', { draft: 'draft' });
          hers.orWhere('answer.createdById = :me', { me: actor.personId });
        }),
      );
    }
    const rows = await builder.orderBy('answer.id', 'DESC').take(take).getMany();
    const page = pageFrom(rows, query.limit);
    const shown = await this.store.open(actor, school, page.items);
    return { items: await this.presenter.views(actor, school, shown), nextCursor: page.nextCursor };
  }

  async get(actor: Actor, token: string): Promise<PublishedAnswerDetail> {
    return this.presenter.detail(actor, await this.store.load(actor, token));
  }

  /** What an answer can be written from. */
  async fromIssue(actor: Actor, token: string): Promise<AnswerFromIssue> {
    const asked = await this.issues.forAnswer(actor, token);
    const { places } = await this.people.names(asked.school, {
      people: [],
      classrooms: [],
      places: [asked.placeId],
    });
    const category = (await this.categories.views(asked.school, [asked.categoryId])).get(
      asked.categoryId ?? 0,
    );
    return {
      question: firstLine(asked.question),
      text: [...asked.answer].slice(0, answerLimits.text).join(''),
      topic: asked.topic,
      place: places.get(asked.placeId ?? 0) ?? null,
      category: category?.active ? category : null,
      sealed: asked.sealed,
    };
  }

  async create(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    input: z.output<typeof CreateAnswer>,
  ): Promise<PublishedAnswerDetail> {
    const school = writingSchoolOf(actor, schoolToken);
    const { fromIssue, voice, place, category, ...words } = input;
    const issue = fromIssue === null ? null : await this.issues.forAnswer(actor, fromIssue);
    if (issue && issue.school !== school) throw new ProblemError('not_found');
    const about = await this.about(school, { place, category });
    const { token } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        const now = this.clock.now();
        const row = await this.store.insert(tx, actor, school, {
          token: newToken(),
          state: 'draft',
          ...words,
          placeId: about.placeId ?? null,
          categoryId: about.categoryId ?? null,
          voiceSeq: voice === null ? null : 1,
          version: 1,
          issueId: issue?.id ?? null,
          createdById: actor.personId,
          createdAt: now,
          publishedById: null,
          publishedAt: null,
          changedAt: now,
        });
        await this.store.speak(tx, actor, row, voice);
        return row.token;
      }),
    );
    return this.get(actor, token);
  }

  /** Changes a draft; what is public already stays so only if its new words lead to nobody. */
  async update(actor: Actor, token: string, input: Changed): Promise<PublishedAnswerDetail> {
    const row = await this.store.loadToEdit(actor, token);
    const { confirmed, voice, place, category, ...words } = input;
    const about = await this.about(row.schoolId, { place, category });
    const version = row.version + 1;
    const isSaidAnew = words.text !== undefined && words.text !== row.text;
    const spoken = voice === undefined ? (isSaidAnew ? null : row.voiceSeq) : voice === null ? null : version;
    const next = { ...row, ...withoutUndefined(words), ...about, voiceSeq: spoken, version };
    const looked = row.state === 'published' ? await this.publishing.check(next, confirmed) : null;
    await this.database.write(async (tx) => {
      await this.store.change(tx, actor, row, next, 'changed', looked);
      await this.store.speak(tx, actor, next, voice ?? null);
      if (row.state === 'published') await this.store.index(tx, next);
    });
    return this.get(actor, token);
  }

  /** Ids of place and category; a key is missing where the request named none. */
  private async about(
    school: SchoolId,
    { place, category }: { place?: string | null | undefined; category?: string | null | undefined },
  ): Promise<Partial<Pick<PublishedAnswer, 'placeId' | 'categoryId'>>> {
    const known = async (
      path: string,
      token: string,
      load: Promise<{ id: number; active: boolean } | null>,
    ) => {
      const row = await load;
      if (row?.active) return row.id;
      throw new ProblemError('invalid_input', { errors: [{ path, message: '在本校找不到这一项' }] });
    };
    return {
      ...(place === undefined
        ? {}
        : { placeId: place && (await known('place', place, this.people.placeByToken(school, place))) }),
      ...(category === undefined
        ? {}
        : {
            categoryId:
              category && (await known('category', category, this.categories.byToken(school, category))),
          }),
    } as Partial<Pick<PublishedAnswer, 'placeId' | 'categoryId'>>;
  }
}

/** The school for which somebody may write. */
function writingSchoolOf(actor: Actor, token: string | undefined): SchoolId {
  const { id } = schoolOf(actor, token);
  if (!mayWrite(actor, id)) throw new ProblemError('forbidden');
  return id;
}

const firstLine = (text: string): string =>
  [...(text.trim().split('\n')[0] ?? '')].slice(0, answerLimits.question).join('');

function withoutUndefined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
