import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { PhonePerson } from '#shared/session/contract.js';
import type { LockView } from '#shared/session/lock-contract.js';
import type { PictureName } from '#shared/session/pictures.js';
import { AccountPerson, Person } from '../../platform/auth/identity.entity.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { Database } from '../../platform/database/database.js';
import { picturesOn } from './pictures.policy.js';

type Holder = Pick<Session, 'accountId' | 'personId'>;

/** Somebody of a phone with the drawing by which she is known there. */
export interface OnPhone {
  person: Person;
  picture: PictureName;
}

/** Everybody who shares a phone. */
@Injectable()
export class PhonePeople {
  constructor(private readonly database: Database) {}

  /** In the order in which they were bound to it; in a browser of the office, whoever signed in. */
  async of({ accountId, personId }: Holder): Promise<OnPhone[]> {
    const read = this.database.read;
    const bound =
      accountId === null
        ? [{ personId }]
        : await read
            .global(AccountPerson)
            .find({ where: { accountId, endedAt: IsNull() }, order: { id: 'ASC' } });
    const ids = bound.map((row) => row.personId).filter((id) => id !== null);
    const rows = await read.global(Person).findBy({ id: In(ids) });
    const people = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    const pictures = picturesOn(people);
    return people.map((person) => ({ person, picture: pictures.get(person.id) ?? 'sun' }));
  }
}

export const presentOnPhone = ({ person, picture }: OnPhone): PhonePerson => ({
  token: person.token,
  name: person.name,
  picture,
  hasPin: person.pinSince !== null,
  ...(person.visitorSince === null ? {} : { visitor: true }),
});

/** Whether the pictures are asked for in this session, and until when they are not. */
export function presentLock(
  { kind, unlockedUntil }: Pick<Session, 'kind' | 'unlockedUntil'>,
  person: Pick<Person, 'pinSince'> | undefined,
  now: Date,
): LockView {
  const hasPin = kind === 'wechat' && person !== undefined && person.pinSince !== null;
  const isOpen = hasPin && unlockedUntil !== null && unlockedUntil > now;
  return { hasPin, unlockedUntil: isOpen ? unlockedUntil.toISOString() : null };
}
