import { z } from 'zod';
import { Day, Instant, lineOfText, Token } from '../platform/primitives.js';
import { ClassroomView, SchoolQuery } from './contract.js';

const ClassroomName = lineOfText(30);
const Named = z.object({ token: Token, name: z.string() });

/** A classroom as those see it who may see its children. */
export const ClassroomRow = z
  .object({
    token: Token,
    name: z.string(),
    active: z.boolean(),
    classTeachers: z.array(Named),
    subjectTeachers: z.array(Named),
    /** Children who are in it today. */
    children: z.int(),
  })
  .meta({ id: 'ClassroomRow' });
export type ClassroomRow = z.infer<typeof ClassroomRow>;

export const ClassroomBook = z
  .object({
    items: z.array(ClassroomRow),
    /** Children of the school in no classroom; null for who sees only her own classrooms. */
    unplaced: z.int().nullable(),
    abilities: z.object({ manage: z.boolean() }),
  })
  .meta({ id: 'ClassroomBook' });
export type ClassroomBook = z.infer<typeof ClassroomBook>;
/** Classrooms that are closed come by themselves: a school has them from years ago. */
export const ClassroomBookQuery = SchoolQuery.extend({ active: z.enum(['true', 'false']).default('true') });

export const ClassroomDetail = ClassroomRow.extend({
  pupils: z.array(Named.extend({ birthDay: Day.nullable() })),
  abilities: z.object({ manage: z.boolean() }),
}).meta({ id: 'ClassroomDetail' });
export type ClassroomDetail = z.infer<typeof ClassroomDetail>;

export const NameClassroom = z.strictObject({ name: ClassroomName }).meta({ id: 'NameClassroom' });

/** A classroom with what it is called as the order is given: one that comes twice, or too late, changes nothing more. */
const Meant = { classroom: Token, from: ClassroomName };

/**
 * A year later, all at once: classrooms keep their children and teachers and get new names; those that finish close, and
 * who is in them leaves the school with `lastDay`.
 */
export const MoveUp = z
  .strictObject({
    classrooms: z
      .array(z.strictObject({ ...Meant, name: ClassroomName }))
      .max(100)
      .default([]),
    leaving: z.array(z.strictObject(Meant)).max(100).default([]),
    lastDay: Day.nullable().default(null),
  })
  .refine(({ classrooms, leaving }) => classrooms.length + leaving.length > 0, {
    message: '至少选一个班',
    path: ['classrooms'],
  })
  .refine(({ leaving, lastDay }) => leaving.length === 0 || lastDay !== null, {
    message: '请填毕业班的最后一天',
    path: ['lastDay'],
  })
  .meta({ id: 'MoveUp' });

/** What a new year would make of each classroom, as a proposal, with whom it touches. */
export const YearPlan = z
  .object({
    items: z.array(
      z.object({
        token: Token,
        name: z.string(),
        nextName: z.string(),
        /** It finishes with this year. */
        finishes: z.boolean(),
        children: z.int(),
        teachers: z.array(z.string()),
      }),
    ),
    /** When classrooms were moved up last; null: not yet. */
    last: z.object({ at: Instant, by: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'YearPlan' });
export type YearPlan = z.infer<typeof YearPlan>;

/** Closes a classroom; `childrenLeave`: who is still in it leaves the school with `lastDay`. */
export const CloseClassroom = z
  .strictObject({ lastDay: Day, childrenLeave: z.boolean().default(false) })
  .meta({ id: 'CloseClassroom' });

/** A child begins at the school. */
export const EnrolChild = z
  .strictObject({ name: lineOfText(30), birthDay: Day.nullable().default(null), enrolledDay: Day })
  .meta({ id: 'EnrolChild' });

/** Puts a child into another classroom from a day on; null: into none. */
export const MoveChild = z
  .strictObject({ classroom: Token.nullable(), fromDay: Day })
  .meta({ id: 'MoveChild' });

/** That a child will be in another classroom from a day to come. */
export const ComingMove = z
  .object({ classroom: ClassroomView.nullable(), fromDay: Day })
  .meta({ id: 'ComingMove' });
