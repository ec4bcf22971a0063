import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { OfficerView, RegionRolePage } from '#shared/people/roles.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { PasswordLogin, Person } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { found } from '../../../platform/http/problem-error.js';
import { stateOn } from '../dated-roles.js';
import { Region, RegionRoleRow } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { Regions } from './regions.js';

type Entries = z.infer<typeof RegionRolePage>['items'];

/** What every change to somebody with an office above the schools begins and ends with. */
@Injectable()
export class OfficerAccess {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly regions: Regions,
    private readonly people: PeopleDirectory,
    private readonly audit: Audit,
  ) {}

  /**
   * Somebody who holds or held an office in a region that the actor administers; anybody else is not there.
   * @throws ProblemError `not_found`
   */
  async load(actor: Actor, token: string): Promise<Person> {
    const regions = await this.regions.administeredBy(actor).catch(() => []);
    const { read } = this.database;
    const person = await read.global(Person).findOneBy({ token });
    const regionId = In(regions.map(({ id }) => id));
    const known =
      person !== null && (await read.global(RegionRoleRow).existsBy({ personId: person.id, regionId }));
    return found(known ? person : null);
  }

  /** The officer as who administers her region sees her. */
  async show(actor: Actor, { id, token, name }: Person): Promise<OfficerView> {
    const regions = await this.regions.administeredBy(actor);
    const { read } = this.database;
    const rows = await read.global(RegionRoleRow).find({
      where: { personId: id, regionId: In(regions.map((region) => region.id)) },
      order: { id: 'DESC' },
    });
    const login = await read.global(PasswordLogin).findOneBy({ personId: id, endedAt: IsNull() });
    return { token, name, login: login?.login ?? null, roles: await this.entries(regions, rows) };
  }

  /** Offices as a client sees them. @param regions those that the reader administers */
  async entries(regions: readonly Region[], rows: readonly RegionRoleRow[]): Promise<Entries> {
    const people = await this.people.people(
      rows.flatMap((row) => [row.personId, row.givenById, row.endedById]),
    );
    const logins = await this.database.read
      .global(PasswordLogin)
      .findBy({ personId: In(rows.map((row) => row.personId)), endedAt: IsNull() });
    const today = dayOf(this.clock.now());
    const name = (id: number | null) => people.get(id ?? 0)?.name ?? null;
    return rows.map((row) => {
      const region = regions.find(({ id }) => id === row.regionId);
      return {
        person: { token: people.get(row.personId)?.token ?? '', name: name(row.personId) ?? '' },
        role: row.role,
        region: { token: region?.token ?? '', name: region?.name ?? '' },
        state: stateOn(today, row),
        fromDay: row.fromDay,
        toDay: row.toDay,
        givenBy: name(row.givenById),
        because: row.because,
        endedBy: name(row.endedById),
        endedBecause: row.endedBecause,
        login: logins.find((one) => one.personId === row.personId)?.login ?? null,
      };
    });
  }

  /** Records a change to an officer. The region belongs to no school. */
  wrote(tx: Tx, actor: Actor, action: string, personId: number): Promise<void> {
    return this.audit.wrote(tx, {
      action,
      actor: byPerson(actor.personId),
      school: null,
      subject: { type: 'person', id: personId },
    });
  }
}
