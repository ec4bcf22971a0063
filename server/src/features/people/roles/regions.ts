import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import type { RegionList } from '#shared/people/roles.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Region, School } from '../people.entity.js';

/** The regions that somebody administers: those of which she is the administrator, and what lies within them. */
@Injectable()
export class Regions {
  constructor(private readonly database: Database) {}

  /** @throws ProblemError `forbidden` for who administers none */
  async administeredBy(actor: Actor): Promise<Region[]> {
    const own = actor.regionRoles.flatMap(({ regionId, role }) =>
      role === 'region_admin' ? [regionId] : [],
    );
    if (own.length === 0) throw new ProblemError('forbidden');
    const regions = this.database.read.global(Region);
    const found = await regions.findBy({ id: In(own) });
    // Breadth first: regions are few and lie at most a handful of levels deep.
    for (let level = found; level.length > 0;) {
      const below = await regions.findBy({ parentId: In(level.map(({ id }) => id)) });
      level = below.filter((one) => !found.some(({ id }) => id === one.id));
      found.push(...level);
    }
    return found.sort((a, b) => a.id - b.id);
  }

  /** One of them, by its token. @throws ProblemError `invalid_input` for any other, of which nothing is said */
  async named(actor: Actor, token: string): Promise<Region> {
    const region = (await this.administeredBy(actor)).find((one) => one.token === token);
    if (region) return region;
    throw new ProblemError('invalid_input', { errors: [{ path: 'region', message: '请选您管的区域' }] });
  }

  async list(actor: Actor): Promise<z.infer<typeof RegionList>> {
    const regions = await this.administeredBy(actor);
    const schools = await this.database.read
      .global(School)
      .findBy({ regionId: In(regions.map(({ id }) => id)) });
    return {
      items: regions.map(({ id, token, name }) => ({
        token,
        name,
        schools: schools.filter((school) => school.regionId === id).length,
      })),
    };
  }

  /** The region and all above it, the nearest first. */
  async upFrom(id: number): Promise<number[]> {
    const ids: number[] = [];
    for (let at: number | null = id; at !== null && !ids.includes(at);) {
      ids.push(at);
      const region: Region | null = await this.database.read.global(Region).findOneBy({ id: at });
      at = region?.parentId ?? null;
    }
    return ids;
  }
}
