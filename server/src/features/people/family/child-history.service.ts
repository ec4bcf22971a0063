import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { ChildHistory, ChildHistoryItem } from '#shared/people/family.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { MediaService } from '../../../platform/media/media.service.js';
import { TimelineReader } from '../../../platform/timeline/timeline-reader.js';
import type { TimelineEntry } from '../../../platform/timeline/timeline-reader.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Bars } from '../bars.port.js';
import { mayManageBars, mayManageFamily } from '../child.policy.js';
import { PeopleDirectory } from '../people.port.js';
import { ChildAccess } from './child-access.js';
import { childEvents } from './child-history.js';
import type { ChildEvent, ChildEventPayload } from './child-history.js';

/** Reads what happened in a child's family, newest first, as far as the reader may see it. */
@Injectable()
export class ChildHistories {
  constructor(
    private readonly access: ChildAccess,
    private readonly timeline: TimelineReader,
    private readonly people: PeopleDirectory,
    private readonly media: MediaService,
    private readonly bars: Bars,
    private readonly audit: Audit,
  ) {}

  /** @throws ProblemError `forbidden` for who sees the child and does not keep her family in order */
  async of(actor: Actor, token: string): Promise<z.infer<typeof ChildHistory>> {
    const { child, fields, opening } = await this.access.load(actor, token);
    if (!mayManageFamily(actor, child) && !mayManageBars(actor, child)) throw new ProblemError('forbidden');
    const entries = await this.timeline.of(child.schoolId, 'child', child.id);
    const kept = fields.includes('protection')
      ? []
      : await this.bars.personsKeptFrom(child.schoolId, child.id);
    const seen = entries.filter(({ event }) => {
      const { personId } = event.payload as ChildEventPayload;
      return fields.includes(classOf(event.name)) && !kept.includes(personId ?? 0);
    });
    await this.audit.read(
      {
        action: 'child.history',
        actor: byPerson(actor.personId),
        school: child.schoolId,
        subject: { type: 'child', id: child.id },
        breakGlass: opening?.id ?? null,
      },
      // That the closed room looked is of its own class, whatever it found.
      [
        ...new Set([
          ...seen.map(({ event }) => classOf(event.name)),
          ...(fields.includes('protection') ? (['protection'] as const) : []),
        ]),
      ],
    );
    const photos = await this.media.forSubject(child.schoolId, 'child', child.id);
    const people = await this.people.people(
      seen.flatMap(({ event }) => [event.actorId, (event.payload as ChildEventPayload).personId]),
    );
    const { classrooms } = await this.people.names(child.schoolId, {
      people: [],
      places: [],
      classrooms: seen.map(({ event }) => (event.payload as ChildEventPayload).classroomId),
    });
    const name = (id: number | null | undefined) => people.get(id ?? 0)?.name ?? null;
    const item = ({ event, words }: TimelineEntry): ChildHistoryItem => {
      const { personId, relation, right, fromDay, toDay, classroomId } = event.payload as ChildEventPayload;
      return {
        seq: event.seq,
        event: event.name,
        fields: classOf(event.name),
        at: event.at.toISOString(),
        by: name(event.actorId),
        person: name(personId),
        relation: relation ?? null,
        right: right ?? null,
        fromDay: fromDay ?? null,
        toDay: toDay ?? null,
        classroom: classrooms.get(classroomId ?? 0)?.name ?? null,
        words: words['words'] ?? null,
        photos: (photos.get(event.seq) ?? []).map((row) =>
          this.media.view(row, { sessionId: actor.sessionId, purpose: null }),
        ),
      };
    };
    return { items: seen.map(item).reverse() };
  }
}

/** What is not known is of the narrowest class. */
const classOf = (event: string) => childEvents[event as ChildEvent] ?? 'protection';
