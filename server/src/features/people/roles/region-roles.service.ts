import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, MoreThan } from 'typeorm';
import type { z } from 'zod';
import type { CreateOfficer, EndRegionRole, GiveRegionRole } from '#shared/people/roles.js';
import type { CreatedOfficer, OfficerView, RegionRolePage, RegionRoleQuery } from '#shared/people/roles.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Person } from '../../../platform/auth/identity.entity.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { newToken } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { pageFrom, pageLimits } from '../../../platform/http/keyset.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { dayAfter, overlap, rolesWhen } from '../dated-roles.js';
import { holdingOn } from '../dated.js';
import { hashPassword, readableSecret } from '../password-hash.port.js';
import { Region, RegionRoleRow } from '../people.entity.js';
import { StaffSignIns } from '../staff-sign-ins.service.js';
import { OfficerAccess } from './officer-access.js';
import { Regions } from './regions.js';

type Giving = z.output<typeof GiveRegionRole>;

/** Offices above the schools: given and ended by who administers the region, never to or by oneself. */
@Injectable()
export class RegionRoles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly regions: Regions,
    private readonly access: OfficerAccess,
    private readonly signIns: StaffSignIns,
    private readonly idempotency: Idempotency,
  ) {}

  async page(actor: Actor, query: z.output<typeof RegionRoleQuery>): Promise<z.infer<typeof RegionRolePage>> {
    const regions = await this.regions.administeredBy(actor);
    const { after, take } = pageLimits(query);
    const which = {
      regionId: In(regions.map(({ id }) => id)),
      ...(query.role ? { role: query.role } : {}),
      ...(after === null ? {} : { id: LessThan(after) }),
    };
    const where = rolesWhen<RegionRoleRow>(query.when, this.clock.now(), which);
    const rows = await this.database.read.global(RegionRoleRow).find({ where, order: { id: 'DESC' }, take });
    const { items, nextCursor } = pageFrom(rows, query.limit);
    return { items: await this.access.entries(regions, items), nextCursor };
  }

  /** Somebody new with an office and a login. Asked again it is the same person, without the password. */
  async create(
    actor: Actor,
    request: RequestKey,
    { name, login, ...given }: z.output<typeof CreateOfficer>,
  ): Promise<z.infer<typeof CreatedOfficer>> {
    const region = await this.regions.named(actor, given.region);
    const firstPassword = readableSecret(12);
    const hash = await hashPassword(firstPassword);
    const { token, isNew } = await this.database.write((tx) =>
      this.idempotency.createOnce(tx, scopeOfPerson(actor), request, async () => {
        const people = tx.global(Person);
        const person = people.create({ token: newToken(), name, createdAt: this.clock.now() });
        await people.insert(person);
        await this.add(tx, actor, region, person.id, given);
        await this.signIns.addLogin(tx, person.id, login, hash);
        await this.access.wrote(tx, actor, 'officer.created', person.id);
        return person.token;
      }),
    );
    const officer = await this.access.show(actor, await this.access.load(actor, token));
    return { officer, firstPassword: isNew ? firstPassword : null, repeated: !isNew };
  }

  async give(actor: Actor, token: string, request: RequestKey, given: Giving): Promise<OfficerView> {
    const person = await this.access.load(actor, token);
    const region = await this.regions.named(actor, given.region);
    if (person.id === actor.personId)
      throw new ProblemError('forbidden', { detail: '不能给自己加岗位，请让另一位区域管理员来给。' });
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        await tx.hold(Region, region.id);
        await this.add(tx, actor, region, person.id, given);
        await this.access.wrote(tx, actor, 'officer.role_given', person.id);
      }),
    );
    return this.access.show(actor, person);
  }

  /** @throws ProblemError `state_conflict` if nobody would administer the region any more */
  async end(
    actor: Actor,
    token: string,
    request: RequestKey,
    ending: z.output<typeof EndRegionRole>,
  ): Promise<OfficerView> {
    const person = await this.access.load(actor, token);
    const region = await this.regions.named(actor, ending.region);
    const now = this.clock.now();
    if (ending.toDay !== null && ending.toDay < dayOf(now))
      throw new ProblemError('invalid_input', { errors: [{ path: 'toDay', message: '这一天已经过了' }] });
    const toDay = ending.toDay ?? dayOf(later(now, -days(1)));
    await this.database.write((tx) =>
      this.idempotency.once(tx, scopeOfPerson(actor), request, async () => {
        // Two who each take away "one of two administrators" would otherwise both find the other one still there.
        await tx.hold(Region, region.id);
        const which = { personId: person.id, regionId: region.id, role: ending.role };
        const by = { endedById: actor.personId, endedAt: now, endedBecause: ending.because };
        const table = tx.global(RegionRoleRow);
        let ended = 0;
        for (const open of [IsNull(), MoreThan(toDay)])
          ended += (await table.update({ ...which, toDay: open }, { toDay, ...by })).affected ?? 0;
        if (ended === 0) throw new ProblemError('not_found');
        if (ending.role === 'region_admin') await this.assertAdministered(tx, region.id, dayAfter(toDay));
        await this.access.wrote(tx, actor, 'officer.role_ended', person.id);
      }),
    );
    return this.access.show(actor, person);
  }

  private async add(tx: Tx, actor: Actor, region: Region, personId: number, given: Giving): Promise<void> {
    const now = this.clock.now();
    const fromDay = given.fromDay ?? dayOf(now);
    const { role, toDay, because } = given;
    const refused = (path: string, message: string) =>
      new ProblemError('invalid_input', { errors: [{ path, message }] });
    if (fromDay < dayOf(now)) throw refused('fromDay', '从今天或以后开始');
    if (toDay !== null && toDay < fromDay) throw refused('toDay', '这一天已经过了');
    const table = tx.global(RegionRoleRow);
    const held = await table.findBy({ personId, regionId: region.id, role });
    if (held.some((one) => overlap(one, { fromDay, toDay })))
      throw new ProblemError('already_exists', { detail: '这段时间已经有这个岗位了。' });
    const row = { regionId: region.id, personId, role, fromDay, toDay, because };
    await table.insert({ ...row, givenById: actor.personId, givenAt: now });
  }

  private async assertAdministered(tx: Tx, regionId: number, day: string): Promise<void> {
    const regions = In(await this.regions.upFrom(regionId));
    const where = holdingOn<RegionRoleRow>(day, { regionId: regions, role: 'region_admin' });
    if ((await tx.global(RegionRoleRow).find({ where })).length > 0) return;
    throw new ProblemError('state_conflict', { detail: '总要有一位区域管理员，请先给别人这个岗位。' });
  }
}
