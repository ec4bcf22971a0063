import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, MoreThanOrEqual } from 'typeorm';
import type { z } from 'zod';
import type { EndVillage, GiveToVillage, OwnOffices, VillageOfficerList } from '#shared/people/village.js';
import { configuredSchoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Person } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Bars } from '../bars.port.js';
import { mayGiveToVillage } from '../child.policy.js';
import { holdingOn } from '../dated.js';
import { ChildAccess } from '../family/child-access.js';
import { ChildHistoryBook } from '../family/child-history.js';
import { GivenToVillage } from '../family.entity.js';
import { Region, RegionRoleRow } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { RegionOfficers } from '../region-officers.port.js';
import { Regions } from '../roles/regions.js';
import { VillageOfficers } from './village-officers.js';

/** Gives children to the 儿童主任 who visits them at home, and tells those above the schools what is theirs. */
@Injectable()
export class Village {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: ChildAccess,
    private readonly history: ChildHistoryBook,
    private readonly officers: RegionOfficers,
    private readonly village: VillageOfficers,
    private readonly regions: Regions,
    private readonly people: PeopleDirectory,
    private readonly bars: Bars,
    private readonly idempotency: Idempotency,
  ) {}

  /** @throws ProblemError `forbidden` for who does not lead the school */
  async choices(actor: Actor, school: string | undefined): Promise<VillageOfficerList> {
    return { items: await this.village.around(configuredSchoolOf(actor, school)) };
  }

  /**
   * @throws ProblemError `invalid_input` for anybody who is no 儿童主任 of the region, or is kept from the child ·
   *   `already_exists` if she has the child
   */
  async give(
    actor: Actor,
    token: string,
    request: RequestKey,
    { person, toDay, because }: z.output<typeof GiveToVillage>,
  ): Promise<void> {
    const child = await this.access.forCommand(actor, token, mayGiveToVillage);
    const { id: childId, schoolId } = child;
    const fromDay = dayOf(this.clock.now());
    const refused = (path: string, message: string) =>
      new ProblemError('invalid_input', { errors: [{ path, message }] });
    if (toDay !== null && toDay < fromDay) throw refused('toDay', '这一天已经过了');
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const chosen = await tx.global(Person).findOneBy({ token: person });
        const held = await this.officers.above(schoolId, 'village_officer');
        const kept = await this.bars.personsKeptFrom(schoolId, childId);
        const personId = chosen?.id ?? 0;
        if (!held.some((one) => one.personId === personId) || kept.includes(personId))
          throw refused('person', '请选这里的一位儿童主任');
        const table = tx.of(GivenToVillage, schoolId);
        const which = { childId, personId };
        const running = [
          { ...which, toDay: IsNull() },
          { ...which, toDay: MoreThanOrEqual(fromDay) },
        ];
        if ((await table.find({ where: running })).length > 0)
          throw new ProblemError('already_exists', { detail: '已经交给这位儿童主任了。' });
        const by = { givenById: actor.personId, givenAt: this.clock.now(), endedById: null, endedAt: null };
        await table.insert({ ...which, fromDay, toDay, ...by });
        await this.history.append(tx, child, {
          actorId: actor.personId,
          event: 'given_to_village',
          payload: { personId, fromDay, toDay },
          words: because,
        });
      }),
    );
  }

  /** Takes effect at once. @throws ProblemError `invalid_input` for who does not have the child */
  async end(
    actor: Actor,
    token: string,
    request: RequestKey,
    { person, because }: z.output<typeof EndVillage>,
  ): Promise<void> {
    const child = await this.access.forCommand(actor, token, mayGiveToVillage);
    const now = this.clock.now();
    const toDay = dayOf(later(now, -days(1)));
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await this.history.hold(tx, child);
        const chosen = await tx.global(Person).findOneBy({ token: person });
        const personId = chosen?.id ?? 0;
        const table = tx.of(GivenToVillage, child.schoolId);
        const by = { endedById: actor.personId, endedAt: now };
        let ended = 0;
        for (const open of [IsNull(), MoreThan(toDay)])
          ended += await table.update({ childId: child.id, personId, toDay: open }, { toDay, ...by });
        if (ended === 0)
          throw new ProblemError('invalid_input', {
            errors: [{ path: 'person', message: '这个孩子没有交给这位儿童主任' }],
          });
        await this.history.append(tx, child, {
          actorId: actor.personId,
          event: 'village_ended',
          payload: { personId, toDay },
          words: because,
        });
      }),
    );
  }

  /** @throws ProblemError `forbidden` for who has no office above the schools */
  async offices(actor: Actor): Promise<OwnOffices> {
    if (actor.regionRoles.length === 0) throw new ProblemError('forbidden');
    const today = dayOf(this.clock.now());
    const table = this.database.read.global(RegionRoleRow);
    const rows = await table.find({
      where: holdingOn<RegionRoleRow>(today, { personId: actor.personId }),
      order: { id: 'ASC' },
    });
    const above = await Promise.all(rows.map((row) => this.regions.upFrom(row.regionId)));
    const which = { regionId: In(above.flat()), role: 'region_admin' as const };
    const admins = await table.find({
      where: holdingOn<RegionRoleRow>(today, which),
      order: { id: 'ASC' },
    });
    const regions = await this.database.read.global(Region).findBy({ id: In(above.flat()) });
    const people = await this.people.people(admins.map((row) => row.personId));
    const region = (id: number) => regions.find((one) => one.id === id)?.name ?? '';
    return {
      items: rows.map(({ role, regionId, fromDay, toDay }) => ({
        ...{ role, fromDay, toDay },
        region: region(regionId),
      })),
      contacts: admins.flatMap(({ personId, role, regionId }) => {
        const name = people.get(personId)?.name;
        if (name === undefined || personId === actor.personId) return [];
        return [{ name, role, region: region(regionId) }];
      }),
    };
  }
}
