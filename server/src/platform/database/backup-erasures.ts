import type { Cell, Row } from './backup-format.js';
import type { LoadTarget } from './backup-load.js';

/** Words that were erased from the database that a backup replaces. */
export interface Erasure {
  /** Where they stood: enough to be sure that it is the same content and not another one under the same number. */
  place: Row;
  erasedAt: Cell;
  /** By which pieces their subject is still found: the rest of its index came from what was erased. */
  grams: ReadonlySet<Cell>;
}

const from =
  'FROM content JOIN school ON school.id = content.schoolId ' +
  'JOIN timeline_event said ON said.schoolId = content.schoolId AND said.subjectType = content.subjectType ' +
  'AND said.subjectId = content.subjectId AND said.seq = content.seq';
const places =
  'SELECT content.id AS id, school.token AS school, content.schoolId AS schoolId, content.kind AS kind, ' +
  'content.subjectType AS subjectType, content.subjectId AS subjectId, content.seq AS seq, said.at AS saidAt, ' +
  `content.erasedAt AS erasedAt ${from}`;
const ofSubject = 'WHERE schoolId = ? AND subjectType = ? AND subjectId = ?';
const subject = (place: Row): Cell[] =>
  ['schoolId', 'subjectType', 'subjectId'].map((key) => place[key] ?? null);
const samePlace = ['school', 'schoolId', 'kind', 'subjectType', 'subjectId', 'seq', 'saidAt'];

/** What has been erased in the database as it is now. Empty where it has no such tables yet. */
export async function collectErasures(target: LoadTarget): Promise<Erasure[]> {
  const rows = await target.ask(`${places} WHERE content.erasedAt IS NOT NULL`);
  const erasures: Erasure[] = [];
  for (const { erasedAt = null, ...place } of rows) {
    const grams = await target.ask(`SELECT gram FROM search_gram ${ofSubject}`, subject(place));
    erasures.push({ place, erasedAt, grams: new Set(grams.map((row) => row['gram'] ?? null)) });
  }
  return erasures;
}

/**
 * Empties again what a backup has brought back, together with what the search knew of it, and leaves an audit row.
 * @returns how many words were erased again
 */
export async function replayErasures(
  target: LoadTarget,
  erasures: readonly Erasure[],
  now: Cell,
): Promise<number> {
  let replayed = 0;
  for (const { place, erasedAt, grams } of erasures) {
    const [row] = await target.ask(`${places} WHERE content.id = ?`, [place['id'] ?? null]);
    const isBack = row && row['erasedAt'] === null && samePlace.every((key) => row[key] === place[key]);
    if (!isBack) continue;
    await target.change("UPDATE content SET body = '', erasedAt = ? WHERE id = ?", [
      erasedAt,
      place['id'] ?? null,
    ]);
    for (const { id, gram } of await target.ask(
      `SELECT id, gram FROM search_gram ${ofSubject}`,
      subject(place),
    ))
      if (!grams.has(gram ?? null)) await target.change('DELETE FROM search_gram WHERE id = ?', [id ?? null]);
    await target.change(
      'INSERT INTO audit (inSchool, at, kind, action, subjectType, subjectId) VALUES (?, ?, ?, ?, ?, ?)',
      [
        place['schoolId'] ?? null,
        now,
        'write',
        'backup.erased_again',
        place['subjectType'] ?? null,
        place['subjectId'] ?? null,
      ],
    );
    replayed += 1;
  }
  return replayed;
}
