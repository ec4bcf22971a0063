import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan } from 'typeorm';
import type { z } from 'zod';
import type { ChildReaders, ReaderLine } from '#shared/consents/child-contract.js';
import type { FieldClass } from '#shared/people/field-classes.js';
import type { PageQuery } from '#shared/platform/paging.js';
import { AuditChildRow, AuditRow } from '../../platform/audit/audit.entity.js';
import { Audit, byPerson } from '../../platform/audit/audit.js';
import type { Actor } from '../../platform/auth/actor.js';
import { dayOf } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { pageFrom, pageLimits } from '../../platform/http/keyset.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { ChildDoor } from '../people/child-door.port.js';
import { ReaderNames } from '../people/reader-names.port.js';

/** What was looked at, in the words of a family. An action that has none here is told as its fields are. */
const looked: Readonly<Record<string, string>> = {
  'child.get': '打开了孩子那一页',
  'child.sibling': '看同住的孩子时看到了名字',
  'child.history': '看了家庭登记的经过',
  'child.consents': '看了您同意了哪些',
  'child.readers': '看了谁看过',
  'issue.get': '看了您说的事',
  'child.list': '看了班里的名单',
  'child.given_list': '看了学校交给她的孩子',
  'roster.list': '看了名单',
  'guardian.list': '看了家长名单',
  'consents.board': '看了各家同意了哪些',
  'binding.slips': '打印了绑定的纸条',
  'binding.requests': '看了谁想绑定',
  'integrity.list': '看了要核对的登记',
};

const perRow = 50;

/** 谁看过我孩子的资料: every read that was recorded, but for what would tell of a report of harm. */
@Injectable()
export class ChildReadersService {
  constructor(
    private readonly database: Database,
    private readonly door: ChildDoor,
    private readonly names: ReaderNames,
    private readonly audit: Audit,
  ) {}

  /** Newest first, joined by day. @throws ProblemError `forbidden` for who is not of the family */
  async page(actor: Actor, token: string, query: z.output<typeof PageQuery>): Promise<ChildReaders> {
    const { child, isFamily } = await this.door.open(actor, token);
    if (!isFamily) throw new ProblemError('forbidden');
    const subject = { type: 'child', id: child.id };
    const { after } = pageLimits(query);
    const page = pageFrom(await this.reads(child.id, actor.personId, after), perRow);
    await this.audit.read(
      { action: 'child.readers', actor: byPerson(actor.personId), school: child.schoolId, subject },
      ['family'],
    );
    const openings = [...new Set(page.items.flatMap((row) => row.breakGlassId ?? []))];
    const urgent = await this.names.openedHealth(child.schoolId, openings);
    /** That the family's no was passed over is told to the family, whatever else was open beside it. */
    const isUrgent = (row: AuditRow) =>
      row.breakGlassId !== null && urgent.has(row.breakGlassId) && !isOfSibling(row, child.id);
    const shown = page.items.filter(
      (row) => row.actorId !== null && row.actorId !== actor.personId && (isUrgent(row) || !isProtected(row)),
    );
    const names = await this.names.of(child, [...new Set(shown.flatMap((row) => row.actorId ?? []))]);
    const lines = new Map<string, ReaderLine>();
    for (const row of shown) {
      const reader = names.get(row.actorId ?? 0);
      if (!reader) continue;
      const isNamedOnly = isOfSibling(row, child.id);
      const fields: FieldClass[] = isNamedOnly ? ['basic'] : fieldsOf(row);
      const day = dayOf(row.at);
      const action = isNamedOnly ? 'child.sibling' : row.action;
      const what = isUrgent(row) ? urgentWords : (looked[action] ?? '看了孩子的资料');
      const key = JSON.stringify([day, row.actorId, what, fields]);
      const line = lines.get(key);
      if (line) line.times += 1;
      else lines.set(key, { day, ...reader, fields, what, times: 1 });
    }
    return { items: [...lines.values()], nextCursor: page.nextCursor };
  }

  /** Reads about the child alone, and those that showed her among others. */
  private async reads(childId: number, actorId: number, after: number | null): Promise<AuditRow[]> {
    const read = this.database.read;
    const take = perRow + 1;
    const before = after === null ? {} : { id: LessThan(after) };
    const alone = await read.global(AuditRow).find({
      where: { subjectType: 'child', subjectId: childId, kind: 'read', ...before },
      order: { id: 'DESC' },
      take,
    });
    const links = await read.global(AuditChildRow).find({
      where: [IsNull(), actorId].map((onlyForId) => ({
        ...{ childId, onlyForId },
        ...(after === null ? {} : { auditId: LessThan(after) }),
      })),
      order: { auditId: 'DESC' },
      take,
    });
    const among =
      links.length === 0
        ? []
        : await read.global(AuditRow).findBy({ id: In(links.map((link) => link.auditId)), kind: 'read' });
    return [...alone, ...among].sort((a, b) => b.id - a.id).slice(0, take);
  }
}

const classesOf = ({ fields }: AuditRow): FieldClass[] =>
  (fields ?? '').split(' ').filter(Boolean) as FieldClass[];

/** What is told of a read: never that anything of the protection class was there to be read. */
const fieldsOf = (row: AuditRow): FieldClass[] => classesOf(row).filter((one) => one !== 'protection');

/** The page of another child of her household, which names her. */
const isOfSibling = ({ action, subjectId }: AuditRow, childId: number): boolean =>
  action === 'child.get' && subjectId !== childId;

const urgentWords = '有急事，写明原因看了健康情况';

/** Reads of the closed room are told to nobody of the family: who is accused may be one of them. */
const isProtected = (row: AuditRow): boolean =>
  classesOf(row).includes('protection') || row.action.startsWith('safeguarding.');
