import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { childPurposes, isInUse } from '#shared/consents/child-purposes.js';
import type { ChildConsentState, ChildPurposeName } from '#shared/consents/child-purposes.js';
import { answerOf, stateOf } from '#shared/consents/effective.js';
import type { Answer } from '#shared/consents/effective.js';
import { keysOf } from '#shared/platform/keys.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { Deciders } from '../people/deciders.port.js';
import type { Decider } from '../people/deciders.port.js';
import { PeopleChanges } from '../people/people-changes.port.js';
import { ChildConsent } from './consent.entity.js';
import { ConsentTexts } from './consent-texts.js';

/** Where a child stands with a purpose, and what of whom made it so. */
export interface Standing {
  state: ChildConsentState;
  says: { decider: Decider; last: ChildConsent | undefined; answer: Answer }[];
}

/** Something that may have opened or shut what rests on a consent. */
export interface ConsentChange {
  school: SchoolId;
  childId: number;
  /** null: any of them. */
  purpose: ChildPurposeName | null;
}

type ChangeHandler = (tx: Tx, change: ConsentChange) => Promise<void>;

/**
 * The one place that knows whether something may be done for a child. Asked at the moment of doing or showing it;
 * nothing is kept, so a withdrawal, the end of a guardian's authority and an order of a court count from the next
 * question on. What protects a child from harm does not ask here.
 */
@Injectable()
export class ChildConsents implements OnModuleInit {
  private readonly handlers: ChangeHandler[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly deciders: Deciders,
    private readonly texts: ConsentTexts,
    private readonly people: PeopleChanges,
  ) {}

  onModuleInit(): void {
    // Who has a say no longer, or has one now: what she refused may open, what she allowed may shut.
    this.people.onFamily((tx, { school, childId }) => this.changed(tx, { school, childId, purpose: null }));
  }

  /** Whether this may be done for the child, at an instant (now unless given). */
  async may(school: SchoolId, childId: number, purpose: ChildPurposeName, at?: Date): Promise<boolean> {
    return (await this.allowed(school, [childId], purpose, at)).has(childId);
  }

  /** Whether it may be done with something on which all of these children are, and nobody else. None: it may. */
  async mayAll(
    school: SchoolId,
    childIds: readonly number[],
    purpose: ChildPurposeName,
    at?: Date,
  ): Promise<boolean> {
    const allowed = await this.allowed(school, childIds, purpose, at);
    return childIds.every((id) => allowed.has(id));
  }

  /** Those of these children for whom it may be done; in the same number of statements however many they are. */
  async allowed(
    school: SchoolId,
    childIds: readonly number[],
    purpose: ChildPurposeName,
    at?: Date,
  ): Promise<Set<number>> {
    const standings = await this.standings(school, childIds, at);
    return new Set(childIds.filter((id) => standings.get(id)?.get(purpose)?.state === 'given'));
  }

  /** Every purpose for each of these children. */
  async standings(
    school: SchoolId,
    childIds: readonly number[],
    at: Date = this.clock.now(),
  ): Promise<Map<number, Map<ChildPurposeName, Standing>>> {
    const all = new Map<number, Map<ChildPurposeName, Standing>>();
    if (childIds.length === 0) return all;
    const [deciders, versions, rows] = await Promise.all([
      this.deciders.of(school, childIds, at),
      this.texts.versions(school, at),
      this.database.read.of(ChildConsent, school).find({
        where: { childId: In([...new Set(childIds)]), at: LessThanOrEqual(at) },
        order: { id: 'ASC' },
      }),
    ]);
    const last = new Map(rows.map((row) => [`${row.childId} ${row.purpose} ${row.guardianId}`, row]));
    for (const childId of childIds) {
      const standing = (purpose: ChildPurposeName): Standing => {
        const says = (deciders.get(childId) ?? []).map((decider) => {
          const word = last.get(`${childId} ${purpose} ${decider.personId}`);
          // A yes to what nothing uses yet was a yes to nothing.
          const since = isInUse(purpose) ? (versions.get(purpose)?.askedAgainAt ?? 0) : Infinity;
          return { decider, last: word, answer: answerOf(word, since) };
        });
        return { state: stateOf(says.map(({ answer }) => answer)), says };
      };
      all.set(childId, new Map(keysOf(childPurposes).map((purpose) => [purpose, standing(purpose)])));
    }
    return all;
  }

  /**
   * Hears of every decision, and of every right, order and departure when it begins or ends, by hand or by its date, in
   * the transaction that makes it so. What is worked out afresh at each question
   * needs none of this; whoever keeps something must drop it here.
   */
  onChanged(handler: ChangeHandler): void {
    this.handlers.push(handler);
  }

  /** Runs all handlers one after the other; the change holds already, as seen from `tx`. */
  async changed(tx: Tx, change: ConsentChange): Promise<void> {
    for (const handler of this.handlers) await handler(tx, change);
  }
}
