import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type {
  AnswerVersionView,
  OfferedAnswer,
  PublishedAnswerDetail,
  PublishedAnswerView,
} from '#shared/consultations/contract.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock, dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Media } from '../../platform/media/media.entity.js';
import { MediaService } from '../../platform/media/media.service.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { mayEdit, mayTurn } from './answer.policy.js';
import { ConsultationCounts } from './consultation-counts.js';
import { PublishedAnswer, PublishedAnswerVersion } from './consultation.entity.js';

/** Subject to which recordings of answers are bound; the event's number is the version. */
export const answerSubject = 'published_answer';

/** The only way from an answer to JSON. */
@Injectable()
export class AnswerPresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly categories: CategoryDirectory,
    private readonly media: MediaService,
    private readonly counts: ConsultationCounts,
  ) {}

  /** As anybody reads and hears it: what the school says, and nothing about who wrote it. */
  async offered(school: SchoolId, rows: readonly PublishedAnswer[]): Promise<OfferedAnswer[]> {
    const voices = await this.voices(school, rows);
    const { places } = await this.people.names(school, {
      people: [],
      classrooms: [],
      places: rows.map((row) => row.placeId),
    });
    return rows.map((row) => ({
      token: row.token,
      question: row.question,
      text: row.text,
      topic: row.topic,
      place: places.get(row.placeId ?? 0) ?? null,
      voice: voices.get(row.id) ?? null,
      saidOn: dayOf(row.publishedAt ?? row.changedAt),
    }));
  }

  /** As the school administers it; a whole page with the same statements as one row. */
  async views(
    actor: Actor,
    school: SchoolId,
    rows: readonly PublishedAnswer[],
  ): Promise<PublishedAnswerView[]> {
    const voices = await this.voices(school, rows);
    const names = await this.people.names(school, {
      people: rows.flatMap((row) => [row.createdById, row.publishedById]),
      classrooms: [],
      places: rows.map((row) => row.placeId),
    });
    const categories = await this.categories.views(
      school,
      rows.map((row) => row.categoryId),
    );
    const settled = await this.counts.settledBy(
      school,
      rows.map((row) => row.id),
    );
    const today = dayOf(this.clock.now());
    return rows.map((row) => ({
      token: row.token,
      state: row.state,
      question: row.question,
      text: row.text,
      topic: row.topic,
      keywords: row.keywords,
      place: names.places.get(row.placeId ?? 0) ?? null,
      category: categories.get(row.categoryId ?? 0) ?? null,
      voice: voices.get(row.id) ?? null,
      reviewBy: row.reviewBy,
      reviewDue: row.state === 'published' && row.reviewBy !== null && row.reviewBy <= today,
      version: row.version,
      fromIssue: row.issueId !== null,
      createdBy: names.people.get(row.createdById)?.name ?? '工作人员',
      publishedBy:
        row.publishedById === null ? null : (names.people.get(row.publishedById)?.name ?? '工作人员'),
      publishedAt: row.publishedAt?.toISOString() ?? null,
      changedAt: row.changedAt.toISOString(),
      settled: settled.get(row.id) ?? { month: 0, all: 0 },
      abilities: {
        edit: mayEdit(actor, row),
        publish: mayTurn(actor, row, 'publish'),
        retire: mayTurn(actor, row, 'retire'),
      },
    }));
  }

  async detail(actor: Actor, row: PublishedAnswer): Promise<PublishedAnswerDetail> {
    const [view] = await this.views(actor, row.schoolId, [row]);
    return { ...(view as PublishedAnswerView), versions: await this.versions(row) };
  }

  /** Newest first. */
  private async versions({ id, schoolId }: PublishedAnswer): Promise<AnswerVersionView[]> {
    const rows = await this.database.read
      .of(PublishedAnswerVersion, schoolId)
      .find({ where: { answerId: id }, order: { id: 'DESC' } });
    const people = await this.people.people(rows.map((row) => row.personId));
    return rows.map(({ version, what, question, text, personId, at, confirmed }) => ({
      version,
      what,
      question,
      text,
      by: people.get(personId)?.name ?? '工作人员',
      at: at.toISOString(),
      confirmed: confirmed ?? [],
    }));
  }

  private async voices(school: SchoolId, rows: readonly PublishedAnswer[]) {
    const spoken = new Map(rows.flatMap(({ id, voiceSeq }) => (voiceSeq === null ? [] : [[id, voiceSeq]])));
    if (spoken.size === 0) return new Map<number, OfferedAnswer['voice']>();
    const files = await this.database.read
      .of(Media, school)
      .find({ where: { subjectType: answerSubject, subjectId: In([...spoken.keys()]) } });
    return new Map(
      files
        .filter((file) => file.seq === spoken.get(file.subjectId ?? 0))
        .map((file) => [file.subjectId ?? 0, this.media.voiceView(file)]),
    );
  }
}
