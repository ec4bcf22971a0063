import { Injectable } from '@nestjs/common';
import type { FieldClass } from '#shared/people/field-classes.js';
import type { GuardianshipRight, Relation } from '#shared/people/vocabulary.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/database.js';
import { MediaService } from '../../../platform/media/media.service.js';
import { Content, TimelineEvent } from '../../../platform/timeline/timeline.entity.js';
import { Child } from '../people.entity.js';

/** What may happen in a child's family, with the class of fields that its record belongs to. */
export const childEvents = {
  guardian_added: 'family',
  right_given: 'family',
  right_ended: 'family',
  guardian_ended: 'family',
  household_joined: 'family',
  household_left: 'family',
  care_entrusted: 'family',
  care_ended: 'family',
  left_behind_found: 'family',
  private_changed: 'family',
  given_to_village: 'family',
  village_ended: 'family',
  bound: 'family',
  unbound: 'family',
  enrolled: 'basic',
  classroom_moved: 'basic',
  left_school: 'basic',
  bar_placed: 'protection',
  bar_lifted: 'protection',
} as const satisfies Record<string, FieldClass>;
export type ChildEvent = keyof typeof childEvents;

/** Ids, codes and days only. */
export interface ChildEventPayload {
  personId?: number;
  relation?: Relation;
  right?: GuardianshipRight;
  fromDay?: string;
  toDay?: string | null;
  /** The classroom that she came into; null: none. */
  classroomId?: number | null;
  [more: string]: unknown;
}

interface Happened {
  actorId: number;
  event: ChildEvent;
  payload: ChildEventPayload;
  /** What it rests on, in somebody's words. */
  words?: string;
  /** Photos that the actor has just sent. */
  photos?: readonly string[];
}

/** Version of all payloads written now. */
const version = 1;

/** The append-only record of a child's family: whatever ends or changes stays readable as it was. */
@Injectable()
export class ChildHistoryBook {
  constructor(
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly media: MediaService,
  ) {}

  /**
   * Lets only one transaction at a time change the family of a child. First of all in each command: what is read
   * before might be changed by another.
   */
  async hold(tx: Tx, child: Child): Promise<void> {
    // Changes nothing; it is the lock on the row that counts.
    await tx.of(Child, child.schoolId).update({ id: child.id }, { token: child.token });
  }

  /**
   * Writes what happened. The child must be held.
   * @throws ProblemError `not_found` for a photo that is not the actor's own
   */
  async append(tx: Tx, { id, schoolId }: Child, happened: Happened): Promise<void> {
    const subject = { subjectType: 'child', subjectId: id };
    const [last] = await tx
      .of(TimelineEvent, schoolId)
      .find({ where: subject, order: { seq: 'DESC' }, take: 1 });
    const seq = (last?.seq ?? 0) + 1;
    const { event, payload, actorId, words = '', photos = [] } = happened;
    await tx.of(TimelineEvent, schoolId).insert({
      ...subject,
      seq,
      name: event,
      version,
      payload,
      actorId,
      actorSeal: null,
      at: this.clock.now(),
    });
    if (words !== '')
      await tx.of(Content, schoolId).insert({ ...subject, seq, kind: 'words', body: words, erasedAt: null });
    await this.media.attach(tx, { owner: { personId: actorId }, schoolId, tokens: photos, ...subject, seq });
    await this.audit.wrote(tx, {
      action: `child.${event}`,
      actor: byPerson(actorId),
      school: schoolId,
      subject: { type: 'child', id },
    });
  }
}
