import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { CategoryView } from '#shared/issues/contract.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { presentCategory } from './category.presenter.js';
import { Category } from './issue.entity.js';

/** What other features may ask about a school's categories. */
@Injectable()
export class CategoryDirectory {
  constructor(private readonly database: Database) {}

  /** Null for what is not this school's; a retired one says so itself. */
  async byToken(school: SchoolId, token: string): Promise<{ id: number; active: boolean } | null> {
    const row = await this.database.read.of(Category, school).findOne({ token });
    return row && { id: row.id, active: row.active };
  }

  /** Categories by id, retired ones too. Nulls among the ids are passed over. */
  async views(school: SchoolId, ids: readonly (number | null)[]): Promise<Map<number, CategoryView>> {
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    if (wanted.length === 0) return new Map();
    const rows = await this.database.read.of(Category, school).find({ where: { id: In(wanted) } });
    return new Map(rows.map((row) => [row.id, presentCategory(row)]));
  }

  /** Ids of the categories in use, by code. */
  async idsByCode(school: SchoolId): Promise<Map<string, number>> {
    const rows = await this.database.read.of(Category, school).find({ where: { active: true } });
    return new Map(rows.map(({ code, id }) => [code, id]));
  }
}
