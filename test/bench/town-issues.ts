import { randomUUID } from 'node:crypto';
import { token } from './town.js';
import type { Row } from './rows.js';

/** Ids of the first issues; what is older is copied to below. */
export const firstIssue = 10_000_001;
/** Of a thousand reports so many are the newest and still on their way. */
const freshShare = 0.06;
/** Every so many-th report was never ended. */
export const stuckEvery = 100;

const minute = 60_000;
const what = [
  '灯不亮了',
  '地上很滑',
  '窗户关不严',
  '水龙头漏水',
  '味道很大',
  '太吵了',
  '太冷了',
  '栏杆松了',
  '饭菜凉了',
  '没人开门',
];
const where = [
  '二楼走廊',
  '楼梯口',
  '午睡房',
  '食堂',
  '操场',
  '校门口',
  '厕所',
  '图书角',
  '校车上',
  '卫生室',
];
const when = ['昨天', '今天早上', '这两天', '下午接孩子时', '上周', '午睡的时候', '下雨以后'];

/** What a family writes; a few hundred different ones, as in a school. */
export const textOf = (at: number): string =>
  `${when[at % when.length] ?? ''}${where[Math.floor(at / 3) % where.length] ?? ''}${what[Math.floor(at / 7) % what.length] ?? ''}`;

/** The pieces that the search index keeps of a text: every two neighbouring characters, and each alone. */
export function gramsOf(text: string): string[] {
  const letters = [...text];
  const pairs = letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`);
  const hex = (gram: string) =>
    [...gram].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join('.');
  return [...new Set([...pairs, ...letters])].map(hex);
}

interface Making {
  issues: number;
  families: number;
  carerBase: number;
  classrooms: number;
  categories: string[];
  now: Date;
}

/** Rows of all tables that `making.issues` reports leave behind, the newest last. */
export function issueRows(making: Making): Record<string, Row[]> {
  const rows: Record<string, Row[]> = {
    issue: [],
    timeline_event: [],
    content: [],
    classification: [],
    search_gram: [],
  };
  for (let at = 0; at < making.issues; at++) {
    const one = oneIssue(making, at);
    for (const [table, more] of Object.entries(one)) rows[table]?.push(...more);
  }
  return rows;
}

function oneIssue(
  { issues, families, carerBase, classrooms, categories, now }: Making,
  at: number,
): Record<string, Row[]> {
  const id = firstIssue + at;
  const isStuck = at % stuckEvery === stuckEvery / 2;
  const isFresh = at >= issues * (1 - freshShare);
  const isOpen = isStuck || isFresh;
  const createdAt = new Date(now.getTime() - (issues - at) * 30 * minute);
  const text = textOf(at);
  const family = at % families;
  const categoryId = (at % categories.length) + 1;
  const worker = 3 + (at % 2);
  const reporterId = carerBase + family;
  const subject = { schoolId: 1, subjectType: 'issue', subjectId: id };
  const steps: [name: string, actorId: number | null, payload: object][] = [
    [
      'submitted',
      reporterId,
      { placeId: (at % 10) + 1, childId: family + 1, codeId: null, photos: 0, voice: false, picture: null },
    ],
    ['classify', null, { category: categories[categoryId - 1], decidedBy: 'classifier' }],
    ['assign', null, { assigneeId: worker, role: 'logistics', by: 'rule' }],
    ...(isOpen
      ? []
      : ([
          ['accept', worker, {}],
          ['resolve', worker, {}],
          ['confirm', reporterId, {}],
        ] satisfies [string, number, object][])),
  ];
  const later = (seq: number) => new Date(createdAt.getTime() + (seq - 1) * minute);
  const last = steps.length;
  return {
    issue: [
      {
        id,
        schoolId: 1,
        token: token(),
        clientId: randomUUID(),
        state: isOpen ? 'assigned' : 'confirmed',
        lastSeq: last,
        categoryId,
        placeId: (at % 10) + 1,
        classroomId: (family % classrooms) + 1,
        childId: family + 1,
        reporterId,
        seal: null,
        assigneeId: worker,
        assigneeRole: 'logistics',
        diverted: false,
        classroomSees: true,
        hasPhotos: false,
        codeId: null,
        filedById: null,
        picture: null,
        hasVoice: false,
        unheard: false,
        conflictOpen: false,
        officeId: null,
        primaryId: null,
        endedAs: isOpen ? null : 'resolved',
        declinedById: null,
        appealed: false,
        reopens: 0,
        responseDueAt: new Date(createdAt.getTime() + 240 * minute),
        respondedAt: isOpen ? null : later(4),
        resolutionDueAt: new Date(createdAt.getTime() + 2880 * minute),
        resolvedAt: isOpen ? null : later(5),
        pausedSince: null,
        nextDueAt: isOpen ? new Date(createdAt.getTime() + 240 * minute) : null,
        nextDue: isOpen ? 'response' : null,
        createdAt,
        changedAt: later(last),
      },
    ],
    timeline_event: steps.map(([name, actorId, payload], step) => ({
      ...subject,
      seq: step + 1,
      name,
      version: 1,
      payload: JSON.stringify(payload),
      actorId,
      actorSeal: null,
      at: later(step + 1),
    })),
    content: [
      { ...subject, seq: 1, kind: 'report', body: text, erasedAt: null },
      { ...subject, seq: 2, kind: 'classified_by', body: text.slice(-2), erasedAt: null },
      ...(isOpen
        ? []
        : [{ ...subject, seq: 5, kind: 'words', body: '已经修好了，请您看看', erasedAt: null }]),
    ],
    classification: [
      {
        schoolId: 1,
        issueId: id,
        version: 'start-1',
        categoryId,
        confidence: 0.82,
        alternatives: JSON.stringify([{ code: categories[categoryId - 1], confidence: 0.82 }]),
        decidedBy: 'classifier',
        at: later(2),
      },
    ],
    search_gram: gramsOf(text).map((gram) => ({ ...subject, gram })),
  };
}
