import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { LockView } from '#shared/session/lock-contract.js';
import { pictures } from '#shared/session/pictures.js';
import type { PictureName } from '#shared/session/pictures.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Person, Session } from '../../platform/auth/identity.entity.js';
import { openFor, requireUnlocked } from '../../platform/auth/lock.js';
import { Clock, later } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../platform/http/idempotency.js';
import type { RequestKey } from '../../platform/http/idempotency.js';
import { found, ProblemError } from '../../platform/http/problem-error.js';
import { PhonePeople, presentLock } from './phone-people.js';
import { PicturePins } from './picture-pin.service.js';

/** The acting person's drawing, her picture PIN, and whether her phone stands open. */
@Injectable()
export class LockService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pins: PicturePins,
    private readonly phone: PhonePeople,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `already_exists` for a drawing by which somebody else of this phone is known */
  async choosePicture(actor: Actor, request: RequestKey, picture: PictureName): Promise<void> {
    const others = (await this.phone.of(actor)).filter(({ person }) => person.id !== actor.personId);
    if (others.some((one) => one.picture === picture) && others.length < Object.keys(pictures).length)
      throw new ProblemError('already_exists', { detail: '家里有人用了这张图，换一张吧。' });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await tx.global(Person).update({ id: actor.personId }, { picture });
        await this.audit.auth(tx, 'picture_chosen', byPerson(actor.personId));
      }),
    );
  }

  /** A first PIN, or another one, for which the phone must stand open. It is open then: she has just tapped it. */
  async setPin(actor: Actor, request: RequestKey, sequence: readonly PictureName[]): Promise<LockView> {
    requireUnlocked(actor);
    const sealed = await this.pins.sealed(actor.personId, sequence);
    const unlockedUntil = later(this.clock.now(), openFor);
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.pins.put(tx, actor.personId, sealed);
        // Elsewhere the new one has not been tapped yet.
        const living = { personId: actor.personId, endedAt: IsNull() };
        await tx.global(Session).update(living, { unlockedUntil: null });
        await tx.global(Session).update({ id: actor.sessionId }, { unlockedUntil });
      }),
    );
    return this.view(actor);
  }

  /** Does without a PIN from now on. */
  async removePin(actor: Actor): Promise<void> {
    requireUnlocked(actor);
    await this.database.write((tx) => this.pins.remove(tx, actor.personId, 'pin_removed'));
  }

  /** Opens the session for a while. Without a PIN there is nothing to open. */
  async unlock(actor: Actor, sequence: readonly PictureName[]): Promise<LockView> {
    const person = found(await this.database.read.global(Person).findOneBy({ id: actor.personId }));
    const unlockedUntil = await this.pins.prove(person, sequence);
    if (unlockedUntil !== null)
      await this.database.write((tx) =>
        tx.global(Session).update({ id: actor.sessionId }, { unlockedUntil }),
      );
    return this.view(actor);
  }

  private async view({ personId, sessionId }: Actor): Promise<LockView> {
    const person = found(await this.database.read.global(Person).findOneBy({ id: personId }));
    const session = found(await this.database.read.global(Session).findOneBy({ id: sessionId }));
    return presentLock(session, person, this.clock.now());
  }
}
