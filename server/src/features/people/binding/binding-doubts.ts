import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThanOrEqual, Not } from 'typeorm';
import type { BindingDoubt } from '#shared/people/binding.js';
import { Clock, dayOf } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { holdingOn } from '../dated.js';
import { Child, FamilyMember, Guardianship } from '../people.entity.js';
import type { ChildBindingCode } from './binding.entity.js';

/** What somebody says who uses a code, and what is known of her phone. */
export interface Claim {
  code: ChildBindingCode;
  child: Child;
  /** Everybody who uses the phone already. */
  onPhone: readonly number[];
  personId: number | null;
  childName: string;
}

export interface Doubts {
  doubts: BindingDoubt[];
  /** Children that may have been mistaken for this one. */
  othersSeen: number[];
}

/** Decides whether a person must look before a phone is joined to a child. */
@Injectable()
export class BindingDoubts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async of(claim: Claim): Promise<Doubts> {
    const { child, childName, code } = claim;
    const doubts: BindingDoubt[] = [];
    const strangers = await this.childrenOfOthers(claim);
    const namesakes = await this.namesakes(child);
    if (strangers.length > 0) doubts.push('shared_phone');
    // A teacher who stands before the carer has looked at both of them.
    if (code.kind !== 'face') {
      if (withoutBlanks(childName) !== withoutBlanks(child.name)) doubts.push('other_name');
      if (namesakes.length > 0) doubts.push('same_name');
    }
    const seen = code.kind === 'face' ? strangers : [...strangers, ...namesakes];
    return { doubts, othersSeen: [...new Set(seen)] };
  }

  /** Children at this school of those who use the phone, unless they are siblings of this child. */
  private async childrenOfOthers({ child, onPhone }: Claim): Promise<number[]> {
    if (onPhone.length === 0) return [];
    const today = dayOf(this.clock.now());
    // A phone may be used by families of several schools; of another one nothing but that is looked at.
    const rows = await this.database.read
      .acrossSchools(Guardianship)
      .findBy(holdingOn<Guardianship>(today, { personId: In([...onPhone]) }));
    // Who is registered for this child too holds the two together.
    const own = new Set(rows.filter((row) => row.childId === child.id).map((row) => row.personId));
    const siblings = await this.siblings(child, today);
    return rows
      .filter((row) => row.childId !== child.id && !own.has(row.personId) && !siblings.has(row.childId))
      .map((row) => row.childId);
  }

  private async siblings({ id, schoolId }: Child, today: string): Promise<Set<number>> {
    const members = this.database.read.of(FamilyMember, schoolId);
    const hers = await members.find({ where: holdingOn<FamilyMember>(today, { childId: id }) });
    if (hers.length === 0) return new Set();
    const familyId = In(hers.map((row) => row.familyId));
    const all = await members.find({ where: holdingOn<FamilyMember>(today, { familyId }) });
    return new Set(all.flatMap((row) => row.childId ?? []));
  }

  private async namesakes({ id, schoolId, name }: Child): Promise<number[]> {
    const others = { name, id: Not(id) };
    const rows = await this.database.read.of(Child, schoolId).find({
      where: [
        { ...others, leftDay: IsNull() },
        { ...others, leftDay: MoreThanOrEqual(dayOf(this.clock.now())) },
      ],
    });
    return rows.map((row) => row.id);
  }
}

export const withoutBlanks = (name: string): string => name.replace(/[\s·•.]/g, '');
