import { Injectable } from '@nestjs/common';
import type { PersonalDetail } from '#shared/consultations/vocabulary.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { MediaService } from '../../platform/media/media.service.js';
import { SearchIndex } from '../../platform/search/search-index.js';
import { AskedIssues } from '../issues/asked-issues.port.js';
import { mayEdit, mayRead } from './answer.policy.js';
import { answerSubject } from './answer.presenter.js';
import { PublishedAnswer, PublishedAnswerVersion } from './consultation.entity.js';

type What = PublishedAnswerVersion['what'];

/** Loads answers as somebody may see them, and writes them: each change with its version and its record. */
@Injectable()
export class AnswerStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly media: MediaService,
    private readonly search: SearchIndex,
    private readonly issues: AskedIssues,
  ) {}

  /** @throws ProblemError `not_found` for what is not there or not for her eyes */
  async load(actor: Actor, token: string): Promise<PublishedAnswer> {
    const row = found(await this.database.read.acrossSchools(PublishedAnswer).findOneBy({ token }));
    if (!mayRead(actor, row)) throw new ProblemError('not_found');
    return found((await this.open(actor, row.schoolId, [row]))[0]);
  }

  /** @throws ProblemError as `load`, and `forbidden` for what she may read only */
  async loadToEdit(actor: Actor, token: string): Promise<PublishedAnswer> {
    const row = await this.load(actor, token);
    if (!mayEdit(actor, row)) throw new ProblemError('forbidden');
    return row;
  }

  /** Without the drafts that were written from an issue which must stay out of the reader's sight. */
  async open(actor: Actor, school: SchoolId, rows: readonly PublishedAnswer[]): Promise<PublishedAnswer[]> {
    const drafts = rows.filter(({ state }) => state === 'draft');
    const closed = await this.issues.closedTo(
      actor,
      school,
      drafts.flatMap(({ issueId }) => issueId ?? []),
    );
    return rows.filter(({ state, issueId }) => state !== 'draft' || !closed.has(issueId ?? 0));
  }

  async insert(
    tx: Tx,
    actor: Actor,
    school: SchoolId,
    row: Omit<PublishedAnswer, 'id' | 'schoolId'>,
  ): Promise<PublishedAnswer> {
    const answer = await tx.of(PublishedAnswer, school).insert(row);
    await this.keep(tx, actor, answer, 'drafted', null);
    return answer;
  }

  /** Compare-and-set on the version that was read: who wrote in the meantime is not overwritten. */
  async change(
    tx: Tx,
    actor: Actor,
    before: PublishedAnswer,
    next: PublishedAnswer,
    what: What,
    confirmed: PersonalDetail[] | null,
  ): Promise<void> {
    const { id, schoolId, version, state } = before;
    const { id: _id, schoolId: _school, token: _token, createdAt: _at, createdById: _by, ...fields } = next;
    const change = { ...fields, changedAt: this.clock.now() };
    if ((await tx.of(PublishedAnswer, schoolId).update({ id, version, state }, change)) !== 1)
      throw new ProblemError('state_conflict', { detail: '这一条刚刚有人改过，请刷新后再看。' });
    await this.keep(tx, actor, next, what, confirmed);
  }

  /** Binds a new recording to this version. */
  async speak(tx: Tx, actor: Actor, row: PublishedAnswer, voice: string | null): Promise<void> {
    if (voice === null) return;
    await this.media.attach(tx, {
      owner: { personId: actor.personId },
      schoolId: row.schoolId,
      kind: 'recording',
      tokens: [voice],
      subjectType: answerSubject,
      subjectId: row.id,
      seq: row.version,
    });
  }

  /** Makes an answer findable by the words that it has now. */
  async index(tx: Tx, row: PublishedAnswer): Promise<void> {
    await this.hide(tx, row);
    const words = [row.question, ...row.keywords, row.text].join('\n');
    await this.search.add(tx, row.schoolId, answerSubject, row.id, words);
  }

  /** Takes an answer out of what can be found. */
  async hide(tx: Tx, { schoolId, id }: PublishedAnswer): Promise<void> {
    await this.search.remove(tx, schoolId, answerSubject, id);
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    row: PublishedAnswer,
    what: What,
    confirmed: PersonalDetail[] | null,
  ): Promise<void> {
    const { id: answerId, schoolId, version, question, text, keywords, topic } = row;
    await tx.of(PublishedAnswerVersion, schoolId).insert({
      answerId,
      version,
      what,
      question,
      text,
      keywords,
      topic,
      personId: actor.personId,
      at: this.clock.now(),
      confirmed,
    });
    await this.audit.wrote(tx, {
      action: `published_answer.${what}`,
      actor: byPerson(actor.personId),
      school: schoolId,
      subject: { type: answerSubject, id: answerId },
    });
  }
}
