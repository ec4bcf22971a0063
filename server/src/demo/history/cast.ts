import type { Actor, AffiliationSource } from '../../platform/auth/actor.js';
import { SubscriptionCredit } from '../../platform/auth/identity.entity.js';
import type { Person } from '../../platform/auth/identity.entity.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { phones } from '../county/phones.js';
import { found } from '../loaded-county.js';
import type { LoadedCounty } from '../loaded-county.js';

/** The people of the history as the services know them, and what their phones allow. */
export class Cast {
  private readonly actors = new Map<string, Actor>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly affiliations: AffiliationSource,
    private readonly county: LoadedCounty,
  ) {}

  /**
   * Somebody as a session would know her.
   * @param by slug of a phone (then the person who mostly uses it), or a key of the loaded county
   */
  async actor(by: string): Promise<Actor> {
    const key = keyFrom(by);
    const known = this.actors.get(key);
    if (known) return known;
    const person: Person = this.county.person(key);
    const actor: Actor = {
      sessionId: 0,
      locked: false,
      visitor: false,
      accountId: this.county.accounts.get(key) ?? null,
      personId: person.id,
      token: person.token,
      name: person.name,
      ...(await this.affiliations.of(person.id)),
    };
    this.actors.set(key, actor);
    return actor;
  }

  keyOf(personId: number): string {
    const entry = [...this.county.people].find(([, person]) => person.id === personId);
    return found(entry, `person ${personId}`)[0];
  }

  /** Most people tap "allow" when they report; who has no subscription in the end never does. */
  async allowMessages(by: string): Promise<void> {
    const key = keyFrom(by);
    const accountId = this.county.accounts.get(key);
    const phone = phones.find(({ people }) => people.includes(key));
    if (accountId === undefined || !phone || phone.credits === 0) return;
    await this.database.write((tx) =>
      tx.global(SubscriptionCredit).update({ accountId }, { credits: 4, changedAt: this.clock.now() }),
    );
  }

  /** The subscriptions that are left today. */
  async leaveCredits(): Promise<void> {
    await this.database.write(async (tx) => {
      for (const { people, credits } of phones) {
        const accountId = found(this.county.accounts.get(people[0] ?? ''), people[0] ?? '');
        await tx.global(SubscriptionCredit).update({ accountId }, { credits });
      }
    });
  }
}

function keyFrom(by: string): string {
  return phones.find(({ slug }) => slug === by)?.people[0] ?? by;
}
