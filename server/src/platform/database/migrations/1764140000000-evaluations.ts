import type { MigrationInterface, QueryRunner } from 'typeorm';
import { withoutOrder } from '../columns.js';
import {
  at,
  code,
  createTable,
  flag,
  id,
  line,
  nullable,
  primary,
  ref,
  text,
  token,
  whole,
} from './table.js';

const tables = [
  'evaluated_service',
  'evaluation_box',
  'evaluation_mark',
  'evaluation_tally',
  'evaluation_words',
  'evaluation_note',
];

/** What is evaluated, the sealed boxes of the answers, what was counted of them, and what the school says about it. */
export class Evaluations1764140000000 implements MigrationInterface {
  readonly name = 'Evaluations1764140000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      'evaluated_service',
      {
        id: id(),
        schoolId: ref(),
        token: token(),
        name: line(12),
        picture: code(),
        dimensions: text(),
        form: whole(),
        categoryId: nullable(ref()),
        placeIds: text(),
        active: flag(),
        position: whole(),
      },
      [
        { name: 'evaluated_service_token', columns: ['token'], unique: true },
        { name: 'evaluated_service_list', columns: ['schoolId', 'position', 'id'] },
      ],
    );
    await createTable(
      runner,
      'evaluation_box',
      { id: id(), schoolId: ref(), serviceId: ref(), content: text() },
      [{ name: 'evaluation_box_service', columns: ['schoolId', 'serviceId'], unique: true }],
    );
    await createTable(
      runner,
      'evaluation_mark',
      { mark: primary(token()), schoolId: ref(), month: code(7), receipt: token() },
      [{ name: 'evaluation_mark_month', columns: ['schoolId', 'month'] }],
      withoutOrder,
    );
    await createTable(
      runner,
      'evaluation_tally',
      {
        id: id(),
        schoolId: ref(),
        serviceId: ref(),
        month: code(7),
        placeId: nullable(ref()),
        count: whole(),
        tallies: text(),
      },
      [{ name: 'evaluation_tally_of', columns: ['schoolId', 'serviceId', 'month'] }],
    );
    await createTable(
      runner,
      'evaluation_words',
      { id: id(), schoolId: ref(), serviceId: ref(), month: code(7), body: text() },
      [{ name: 'evaluation_words_of', columns: ['schoolId', 'serviceId', 'month'] }],
    );
    await createTable(
      runner,
      'evaluation_note',
      {
        id: id(),
        schoolId: ref(),
        month: code(7),
        said: text(),
        done: text(),
        services: text(),
        publishedById: ref(),
        publishedAt: at(),
      },
      [{ name: 'evaluation_note_month', columns: ['schoolId', 'month'], unique: true }],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...tables].reverse()) await runner.dropTable(table);
  }
}
