import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  at,
  code,
  createTable,
  day,
  dropColumns,
  id,
  line,
  nullable,
  ref,
  text,
  token,
  whole,
} from './table.js';

/** Published answers with their versions and counts, questions among the issues, and visitors. */
export class Consultations1764130000000 implements MigrationInterface {
  readonly name = 'Consultations1764130000000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'person', { visitorSince: nullable(at()) });
    await addColumns(runner, 'issue', { asksTopic: nullable(code()) }, [
      { name: 'issue_asks', columns: ['schoolId', 'asksTopic', 'id'] },
    ]);
    await createTable(
      runner,
      'published_answer',
      {
        id: id(),
        schoolId: ref(),
        token: token(),
        state: code(),
        question: line(60),
        text: text(),
        topic: code(),
        keywords: text(),
        placeId: nullable(ref()),
        categoryId: nullable(ref()),
        voiceSeq: nullable(whole()),
        reviewBy: nullable(day()),
        version: whole(),
        issueId: nullable(ref()),
        createdById: ref(),
        createdAt: at(),
        publishedById: nullable(ref()),
        publishedAt: nullable(at()),
        changedAt: at(),
      },
      [
        { name: 'published_answer_token', columns: ['token'], unique: true },
        { name: 'published_answer_list', columns: ['schoolId', 'state', 'id'] },
        { name: 'published_answer_topic', columns: ['schoolId', 'state', 'topic'] },
      ],
    );
    await createTable(
      runner,
      'published_answer_version',
      {
        id: id(),
        schoolId: ref(),
        answerId: ref(),
        version: whole(),
        what: code(),
        question: line(60),
        text: text(),
        keywords: text(),
        topic: code(),
        personId: ref(),
        at: at(),
        confirmed: nullable(text()),
      },
      [{ name: 'published_answer_version_of', columns: ['schoolId', 'answerId', 'id'] }],
    );
    await createTable(
      runner,
      'consultation_count',
      { id: id(), schoolId: ref(), day: day(), kind: code(), topic: code(), answerId: ref(), count: whole() },
      [
        {
          name: 'consultation_count_day',
          columns: ['schoolId', 'kind', 'day', 'topic', 'answerId'],
          unique: true,
        },
        { name: 'consultation_count_answer', columns: ['schoolId', 'answerId', 'day'] },
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['consultation_count', 'published_answer_version', 'published_answer'])
      await runner.dropTable(table);
    await dropColumns(runner, 'issue', ['asksTopic'], ['issue_asks']);
    await dropColumns(runner, 'person', ['visitorSince']);
  }
}
