import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../database/database.js';
import type { SchoolId } from '../database/ids.js';
import { Content, TimelineEvent } from './timeline.entity.js';

/** An event with the words that belong to it, by kind. */
export interface TimelineEntry {
  event: TimelineEvent;
  words: Readonly<Record<string, string>>;
}

/** Reads timelines: two statements, whatever their length. */
@Injectable()
export class TimelineReader {
  constructor(private readonly database: Database) {}

  async of(school: SchoolId, subjectType: string, subjectId: number): Promise<TimelineEntry[]> {
    const where = { subjectType, subjectId };
    const { read } = this.database;
    const [events, contents] = await Promise.all([
      read.of(TimelineEvent, school).find({ where, order: { seq: 'ASC' } }),
      read.of(Content, school).find({ where, order: { id: 'ASC' } }),
    ]);
    return events.map((event) => ({
      event,
      words: Object.fromEntries(
        contents.filter((one) => one.seq === event.seq && !one.erasedAt).map((one) => [one.kind, one.body]),
      ),
    }));
  }

  /** Words of one kind for many subjects at once (titles of a list). */
  async words(
    school: SchoolId,
    subjectType: string,
    subjectIds: readonly number[],
    kind: string,
  ): Promise<Map<number, string>> {
    if (subjectIds.length === 0) return new Map();
    const rows = await this.database.read
      .of(Content, school)
      .find({ where: { subjectType, subjectId: In([...subjectIds]), kind } });
    return new Map(rows.filter((row) => !row.erasedAt).map((row) => [row.subjectId, row.body]));
  }
}
