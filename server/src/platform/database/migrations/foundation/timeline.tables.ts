import type { QueryRunner } from 'typeorm';
import { createTable, id, ref, token, code, line, text, whole, at, nullable } from '../table.js';

/** Histories, words, exclusions, search and settings. */
export async function timelineTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'content',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      seq: whole(),
      kind: code(),
      body: text(),
      erasedAt: nullable(at()),
    },
    [{ name: 'content_subject', columns: ['schoolId', 'subjectType', 'subjectId', 'seq'] }],
  );
  await createTable(
    runner,
    'exclusion',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      personId: ref(),
      reason: code(),
      createdAt: at(),
    },
    [
      { name: 'exclusion_person', columns: ['schoolId', 'personId'] },
      {
        name: 'exclusion_subject',
        columns: ['schoolId', 'subjectType', 'subjectId', 'personId'],
        unique: true,
      },
    ],
  );
  await createTable(
    runner,
    'school_setting',
    {
      id: id(),
      schoolId: ref(),
      key: code(),
      value: line(200),
    },
    [{ name: 'school_setting_key', columns: ['schoolId', 'key'], unique: true }],
  );
  await createTable(
    runner,
    'search_gram',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      gram: token(24),
    },
    [
      { name: 'search_gram_subject', columns: ['schoolId', 'subjectType', 'subjectId'] },
      { name: 'search_gram_gram', columns: ['schoolId', 'subjectType', 'gram', 'subjectId'], unique: true },
    ],
  );
  await createTable(
    runner,
    'timeline_event',
    {
      id: id(),
      schoolId: ref(),
      subjectType: code(),
      subjectId: ref(),
      seq: whole(),
      name: code(),
      version: whole(),
      payload: text(),
      actorId: nullable(ref()),
      actorSeal: nullable(token()),
      at: at(),
    },
    [
      {
        name: 'timeline_event_subject',
        columns: ['schoolId', 'subjectType', 'subjectId', 'seq'],
        unique: true,
      },
    ],
  );
}
