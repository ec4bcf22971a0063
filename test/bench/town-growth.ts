import type { Connection } from 'mysql2/promise';
import { copyRows } from './rows.js';
import { stride } from './town.js';
import { stuckEvery, firstIssue } from './town-issues.js';

const openStates = "('submitted','classified','assigned','accepted','in_progress')";
/** Public names of copies: as long as ours and of the same letters. */
const anew = (column: string, by: string, length: number) =>
  `LEFT(SHA2(CONCAT(${column}, ':', ${by}), 256), ${length})`;
const gramIndexes: Record<string, string> = {
  search_gram_gram: 'UNIQUE INDEX search_gram_gram (schoolId, subjectType, gram, subjectId)',
  search_gram_subject: 'INDEX search_gram_subject (schoolId, subjectType, subjectId)',
};

/** Indexes of the largest table are built at the end: sorted, not row by row. */
async function withoutGramIndexes(connection: Connection, work: () => Promise<void>): Promise<void> {
  const names = Object.keys(gramIndexes);
  await connection.query(`ALTER TABLE search_gram ${names.map((name) => `DROP INDEX ${name}`).join(', ')}`);
  await work();
  await connection.query(
    `ALTER TABLE search_gram ${Object.values(gramIndexes)
      .map((index) => `ADD ${index}`)
      .join(', ')}`,
  );
}

const measured = [
  'issue',
  'timeline_event',
  'content',
  'classification',
  'search_gram',
  'person',
  'child',
  'staff_role',
];
const analyse = (connection: Connection) => connection.query(`ANALYZE TABLE ${measured.join(', ')}`);

/**
 * Gives the first school a past: `issues` reports in all. Each generation of families is another one, the staff stay,
 * and one report in a hundred was never ended.
 */
export async function deepen(connection: Connection, from: number, issues: number): Promise<void> {
  await withoutGramIndexes(connection, async () => {
    // Each generation doubles the families that have ever been there.
    let people = stride;
    for (let have = from; have < issues;) {
      const more = Math.min(have, issues - have);
      const newest = `subjectId >= ${firstIssue + from - more}`;
      await copyRows(
        connection,
        'person',
        { id: `id + ${people}`, token: anew('token', String(have), 22) },
        `WHERE id >= 100 AND id < ${people}`,
      );
      await copyRows(
        connection,
        'issue',
        {
          id: `id - ${have}`,
          token: anew('token', String(have), 22),
          clientId: anew('clientId', String(have), 36),
          reporterId: `reporterId + ${people}`,
          childId: 'NULL',
          createdAt: `DATE_SUB(createdAt, INTERVAL ${have * 30} MINUTE)`,
          changedAt: `DATE_SUB(changedAt, INTERVAL ${have * 30} MINUTE)`,
          state: `CASE WHEN state IN ${openStates} AND MOD(id - 1, ${stuckEvery}) <> ${stuckEvery / 2} THEN 'confirmed' ELSE state END`,
        },
        `WHERE schoolId = 1 AND id >= ${firstIssue + from - more}`,
      );
      for (const table of ['timeline_event', 'content', 'search_gram'])
        await copyRows(
          connection,
          table,
          { id: null, subjectId: `subjectId - ${have}` },
          `WHERE schoolId = 1 AND ${newest}`,
        );
      await copyRows(
        connection,
        'classification',
        { id: null, issueId: `issueId - ${have}` },
        `WHERE schoolId = 1 AND issueId >= ${firstIssue + from - more}`,
      );
      have += more;
      people *= 2;
    }
  });
  await analyse(connection);
}

/** How many of the first school's newest reports each further school has. */
const issuesEach = 200;

/** Puts further schools beside the first, each with people and reports of its own. */
export async function widen(connection: Connection, from: number, schools: number): Promise<void> {
  const numbers = Array.from({ length: schools - 1 }, (_, at) => [at + 1]);
  await connection.query('CREATE TABLE bench_number (n INT PRIMARY KEY)');
  await connection.query('INSERT INTO bench_number (n) VALUES ?', [numbers]);
  const cross = (where: string) => `CROSS JOIN bench_number WHERE ${where}`;
  const far = (column: string) => `${column} + n * ${stride}`;
  const own = (table: string) => ({ id: far(`${table}.id`), schoolId: 'n + 1' });
  const named = (table: string) => ({ token: anew(`${table}.token`, 'n', 22) });
  await copyRows(connection, 'school', { id: 'school.id + n', ...named('school') }, cross('school.id = 1'));
  await copyRows(
    connection,
    'person',
    { id: far('person.id'), ...named('person') },
    cross(`person.id < ${stride}`),
  );
  for (const table of ['classroom', 'place', 'category', 'family'])
    await copyRows(connection, table, { ...own(table), ...named(table) }, cross(`${table}.schoolId = 1`));
  await copyRows(
    connection,
    'child',
    {
      ...own('child'),
      ...named('child'),
      classroomId: far('classroomId'),
      votingFamilyId: far('votingFamilyId'),
    },
    cross('child.schoolId = 1'),
  );
  const references: Record<string, string[]> = {
    staff_member: ['personId'],
    staff_role: ['personId', 'classroomId'],
    family_member: ['familyId', 'personId', 'childId'],
    guardianship: ['childId', 'personId'],
    guardianship_right: ['guardianshipId'],
  };
  for (const [table, columns] of Object.entries(references)) {
    const moved = Object.fromEntries(columns.map((column) => [column, far(`${table}.${column}`)]));
    const id = table === 'guardianship' ? far('guardianship.id') : null;
    await copyRows(connection, table, { ...moved, id, schoolId: 'n + 1' }, cross(`${table}.schoolId = 1`));
  }
  await widenIssues(connection, firstIssue + from - issuesEach);
  await analyse(connection);
}

async function widenIssues(connection: Connection, newest: number): Promise<void> {
  const moved = (column: string) => `${column} + n * ${stride}`;
  const subject = (column: string) => `${column} + n * 10000000`;
  const cross = (where: string) => `CROSS JOIN bench_number WHERE ${where}`;
  await withoutGramIndexes(connection, async () => {
    await copyRows(
      connection,
      'issue',
      {
        id: subject('issue.id'),
        schoolId: 'n + 1',
        token: anew('issue.token', 'n', 22),
        clientId: anew('clientId', 'n', 36),
        ...Object.fromEntries(
          ['categoryId', 'placeId', 'classroomId', 'childId', 'reporterId', 'assigneeId'].map((column) => [
            column,
            moved(column),
          ]),
        ),
      },
      cross(`issue.schoolId = 1 AND issue.id >= ${newest}`),
    );
    for (const table of ['timeline_event', 'content', 'search_gram'])
      await copyRows(
        connection,
        table,
        { id: null, schoolId: 'n + 1', subjectId: subject('subjectId') },
        cross(`${table}.schoolId = 1 AND subjectId >= ${newest}`),
      );
    await copyRows(
      connection,
      'classification',
      { id: null, schoolId: 'n + 1', issueId: subject('issueId'), categoryId: moved('categoryId') },
      cross(`classification.schoolId = 1 AND issueId >= ${newest}`),
    );
  });
}
