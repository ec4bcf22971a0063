import { Injectable } from '@nestjs/common';
import { isKeptFrom } from '../auth/actor.js';
import type { Actor } from '../auth/actor.js';
import { SubjectChildren } from '../auth/child-bars.js';
import { Sessions } from '../auth/sessions.js';
import type { SchoolId } from '../database/ids.js';
import type { Media } from './media.entity.js';

/** For whom an address was made, and on what it rests. */
export interface MediaGrant {
  /** The session in which it was shown. */
  sessionId: number;
  /** The consent without which it is not shown; null: shown for another reason than consent. */
  purpose: string | null;
}

type Consented = (school: SchoolId, childIds: readonly number[], purpose: string) => Promise<boolean>;
type Door = (school: SchoolId, subjectId: number, actor: Actor) => Promise<boolean>;

/**
 * What must still hold when the address of a photo or recording is used: an address lives for minutes, and an order of
 * a court, a withdrawal or a report's way into the closed room must not wait for its end. Nothing is kept between two
 * questions.
 */
@Injectable()
export class MediaConditions {
  private consented: Consented | null = null;
  private readonly doors = new Map<string, Door>();

  constructor(
    private readonly subjects: SubjectChildren,
    private readonly sessions: Sessions,
  ) {}

  /** @param ask whether all of these children may be shown for a purpose now; until somebody answers, none may */
  askForConsent(ask: Consented): void {
    this.consented = ask;
  }

  /** @param ask whether somebody may still see a subject of this type; asked besides everything else */
  askAtDoor(subjectType: string, ask: Door): void {
    if (this.doors.has(subjectType)) throw new Error(`The door of ${subjectType} is kept twice`);
    this.doors.set(subjectType, ask);
  }

  /** Ids of the children that a file is about. */
  async childrenOf({ schoolId, subjectType, subjectId }: Media): Promise<number[]> {
    if (subjectType === null || subjectId === null) return [];
    return this.subjects.of(schoolId, subjectType, subjectId);
  }

  /**
   * Whether a file about these children may still be had by an address that was made so; null: for nobody, which opens
   * only what is about no child and has no door.
   */
  async hold(file: Media, childIds: readonly number[], grant: MediaGrant | null): Promise<boolean> {
    const door = this.doors.get(file.subjectType ?? '');
    if (childIds.length === 0 && !door) return true;
    const actor = grant && (await this.sessions.actorOf(grant.sessionId));
    if (!grant || !actor || childIds.some((id) => isKeptFrom(actor, id))) return false;
    if (door && !(await door(file.schoolId, file.subjectId ?? 0, actor))) return false;
    if (grant.purpose === null || childIds.length === 0) return true;
    return (await this.consented?.(file.schoolId, childIds, grant.purpose)) ?? false;
  }
}
