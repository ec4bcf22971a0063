import type { INestApplicationContext } from '@nestjs/common';
import type { ServicePicture } from '#shared/evaluations/vocabulary.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/database.js';
import {
  EvaluatedService,
  EvaluationNoteRow,
  EvaluationTally,
  EvaluationWords,
} from '../features/evaluations/evaluation.entity.js';
import { figuresOf } from '../features/evaluations/figures.js';
import { monthBefore } from '../features/evaluations/months.js';
import { ServiceBook } from '../features/evaluations/service-book.js';
import type { DemoCalendar } from './demo-calendar.js';
import { Chance } from './history/chance.js';
import type { LoadedCounty, LoadedSchool } from './loaded-county.js';

/** What families thought of a service in three months: the usual number of stars for each dimension. */
interface Opinion {
  picture: ServicePicture;
  /** Families in each month; what had not come together by fives was not counted. */
  families: readonly [number, number, number];
  /** By dimension in the order of the form, each for three months. */
  stars: readonly (readonly [number, number, number])[];
  words: readonly string[];
}

/** The soup grew cold in autumn and was mended; the gate is crowded; the rest goes its way. */
const opinions: readonly Opinion[] = [
  {
    picture: 'meals',
    families: [20, 25, 25],
    stars: [
      [4.2, 3.3, 4.3],
      [4.4, 4.2, 4.5],
      [4.1, 3.9, 4.3],
    ],
    words: ['汤端上来就凉了', '菜比以前香', '希望多一点青菜', '点心孩子很喜欢', '天冷了饭菜保保温'],
  },
  {
    picture: 'pickup',
    families: [15, 20, 20],
    stars: [
      [4.1, 3.6, 3.4],
      [4.3, 4.1, 4.0],
      [3.7, 3.1, 2.8],
    ],
    words: ['放学门口车太多', '下雨天没有地方躲', '排队比以前好些', '能不能分年级放学', '摩托车停得太近'],
  },
  {
    picture: 'chat',
    families: [15, 15, 20],
    stars: [
      [3.6, 3.9, 4.2],
      [3.4, 3.7, 4.1],
      [4.0, 4.1, 4.3],
    ],
    words: [],
  },
  {
    picture: 'hygiene',
    families: [10, 15, 15],
    stars: [
      [4.5, 4.5, 4.6],
      [3.3, 3.4, 3.9],
      [4.2, 4.1, 4.2],
    ],
    words: [],
  },
  {
    picture: 'health',
    families: [10, 10, 15],
    stars: [
      [4.3, 4.4, 4.4],
      [4.0, 4.1, 4.2],
      [3.8, 4.0, 4.3],
    ],
    words: [],
  },
  {
    picture: 'activity',
    families: [10, 15, 15],
    stars: [
      [4.6, 4.7, 4.6],
      [3.5, 3.3, 3.6],
      [2.6, 3.0, 3.5],
    ],
    words: [],
  },
];

const notes = [
  {
    ago: 1,
    said: '不少家长说汤端上来就凉了，放学时门口太挤。',
    done: '食堂换了保温桶，汤最后盛；放学分两批，先小班。',
  },
  {
    ago: 2,
    said: '在外打工的家长说活动参加不上，消息也收得晚。',
    done: '活动提前一周发通知，开了视频，放在晚上七点半。',
  },
];

/** Writes three months of evaluations of the kindergarten, as they stood after the boxes had been counted. */
export async function loadEvaluations(
  app: INestApplicationContext,
  county: LoadedCounty,
  calendar: DemoCalendar,
): Promise<void> {
  const database = app.get(Database);
  const book = app.get(ServiceBook, { strict: false });
  const school = county.school('kindergarten');
  const principal = county.person('wang.yuanzhang').id;
  await database.write(async (tx) => {
    const services = await book.stored(tx, school.id);
    const months = lastMonths(calendar);
    const canteen = school.places.get('食堂')?.id;
    for (const service of services) {
      const opinion = opinions.find(({ picture }) => picture === service.picture);
      if (opinion) await loadOpinion(tx, school, service, opinion, months);
      if (service.picture === 'meals' && canteen !== undefined)
        await tx.of(EvaluatedService, school.id).update({ id: service.id }, { placeIds: [canteen] });
    }
    for (const note of notes) await loadNote(tx, school, services, months, { ...note, principal, calendar });
  });
}

/** The present month, unless it has hardly begun, and the two before it; oldest first. */
function lastMonths(calendar: DemoCalendar): string[] {
  const today = calendar.day(0);
  const present = today.slice(0, 7);
  const last = Number(today.slice(8)) > 7 ? present : monthBefore(present);
  return [monthBefore(monthBefore(last)), monthBefore(last), last];
}

async function loadOpinion(
  tx: Tx,
  { id: school, places }: LoadedSchool,
  { id: serviceId, dimensions, picture }: EvaluatedService,
  { families, stars, words }: Opinion,
  months: readonly string[],
): Promise<void> {
  const chance = new Chance(1000 + families[0] + dimensions.length * 7 + picture.length);
  const canteen = picture === 'meals' ? (places.get('食堂')?.id ?? null) : null;
  for (const [at, month] of months.entries()) {
    const all = families[at] ?? 0;
    // Some of the batches came from the code in the canteen alone.
    const there = canteen === null ? 0 : 10;
    for (const [placeId, count] of [
      [null, all - there],
      [canteen, there],
    ] as const) {
      if (count === 0) continue;
      const tallies = Object.fromEntries(
        dimensions.map(({ key }, which) => [key, tallyAround(chance, stars[which]?.[at] ?? 4, count)]),
      );
      await tx.of(EvaluationTally, school).insert({ serviceId, month, placeId, count, tallies });
    }
  }
  const month = months.at(-1) ?? '';
  await tx.of(EvaluationWords, school).insertMany(words.map((body) => ({ serviceId, month, body })));
}

/** So many stars around a mean, one to five. */
function tallyAround(chance: Chance, mean: number, count: number): number[] {
  const tally = [0, 0, 0, 0, 0];
  for (let family = 0; family < count; family++) {
    const stars = Math.round(mean + chance.between(-0.9, 0.9) + chance.between(-0.7, 0.7));
    const at = Math.min(5, Math.max(1, stars)) - 1;
    tally[at] = (tally[at] ?? 0) + 1;
  }
  return tally;
}

async function loadNote(
  tx: Tx,
  { id: school }: LoadedSchool,
  services: readonly EvaluatedService[],
  months: readonly string[],
  note: { ago: number; said: string; done: string; principal: number; calendar: DemoCalendar },
): Promise<void> {
  const month = months.at(-1 - note.ago) ?? '';
  const tallies = await tx.of(EvaluationTally, school).find({ where: { month } });
  await tx.of(EvaluationNoteRow, school).insert({
    month,
    said: note.said,
    done: note.done,
    services: services.flatMap(({ id, name, picture, dimensions }) => {
      const own = tallies.filter(({ serviceId }) => serviceId === id);
      const { count, mean } = figuresOf(own, dimensions);
      return own.length === 0 ? [] : [{ name, picture, count, mean }];
    }),
    publishedById: note.principal,
    publishedAt: note.calendar.at(30 * (note.ago - 1) + 5, '16:30'),
  });
}
