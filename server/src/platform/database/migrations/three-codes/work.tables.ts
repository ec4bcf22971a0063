import type { QueryRunner } from 'typeorm';
import { at, code, createTable, id, line, nullable, ref, text, token, whole } from '../table.js';

/** What the classifier has learned from, and what staff look at often. */
export async function workTables(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    'classifier_model',
    {
      id: id(),
      schoolId: ref(),
      token: token(),
      version: token(100),
      algorithm: token(100),
      state: code(),
      revision: whole(),
      examples: whole(),
      metrics: text(),
      trainedById: nullable(ref()),
      trainedAt: at(),
    },
    [
      { name: 'classifier_model_token', columns: ['token'], unique: true },
      { name: 'classifier_model_list', columns: ['schoolId', 'id'] },
      { name: 'classifier_model_state', columns: ['schoolId', 'state'] },
    ],
  );
  await createTable(
    runner,
    'classifier_example',
    { id: id(), schoolId: ref(), modelId: ref(), issueId: ref(), category: code() },
    [
      { name: 'classifier_example_model', columns: ['schoolId', 'modelId', 'issueId'], unique: true },
      { name: 'classifier_example_issue', columns: ['schoolId', 'issueId'] },
    ],
  );
  await createTable(
    runner,
    'saved_filter',
    { id: id(), schoolId: ref(), token: token(), personId: ref(), name: line(20), query: text() },
    [
      { name: 'saved_filter_token', columns: ['token'], unique: true },
      { name: 'saved_filter_person', columns: ['schoolId', 'personId', 'id'] },
    ],
  );
}
