import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { CreateServiceCode } from '#shared/service-codes/contract.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import type { ServiceCode } from './service-code.entity.js';

type Written = z.output<typeof CreateServiceCode>;

const labelLength = 20;
const wrong = (path: string, message: string) =>
  new ProblemError('invalid_input', { errors: [{ path, message }] });
const inUse = <T extends { active: boolean }>(path: string, row: T | null): T => {
  if (!row?.active) throw wrong(path, '在本校找不到这一项');
  return row;
};

/** What a new code is about: a place, a classroom, or the whole school. */
@Injectable()
export class CodeSubjects {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly categories: CategoryDirectory,
  ) {}

  /** @throws ProblemError `invalid_input` for what the school does not have, or no longer */
  async resolve(
    school: SchoolId,
    { kind, label, ...tokens }: Written,
  ): Promise<Pick<ServiceCode, 'kind' | 'label' | 'placeId' | 'classroomId' | 'categoryId'>> {
    if (tokens.place !== null && tokens.classroom !== null)
      throw wrong('classroom', '一张码只挂一处：地点和班级选一个');
    const place =
      tokens.place === null ? null : inUse('place', await this.people.placeByToken(school, tokens.place));
    const classroom =
      tokens.classroom === null
        ? null
        : inUse('classroom', await this.people.classroomByToken(school, tokens.classroom));
    const category =
      tokens.category === null
        ? null
        : inUse('category', await this.categories.byToken(school, tokens.category));
    return {
      kind,
      label: label ?? (await this.labelOf(school, place ?? classroom)),
      placeId: place?.id ?? null,
      classroomId: classroom?.id ?? null,
      categoryId: category?.id ?? null,
    };
  }

  private async labelOf(school: SchoolId, subject: { name: string } | null): Promise<string> {
    if (subject === null) return (await this.people.school(school)).kind === 'kindergarten' ? '全园' : '全校';
    if ([...subject.name].length > labelLength)
      throw wrong('label', `这里的名字太长，请写一个最多 ${labelLength} 个字的`);
    return subject.name;
  }
}
