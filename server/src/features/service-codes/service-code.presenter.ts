import { Inject, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { OpenedCode, ServiceCodeView } from '#shared/service-codes/contract.js';
import { ENV } from '../../platform/config/env.token.js';
import type { Env } from '../../platform/config/env.js';
import { Database } from '../../platform/database/database.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { CategoryDirectory } from '../issues/categories.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { previewAddress } from '../../platform/print/code-pictures.js';
import { reportPage } from './code-address.js';
import { ScanCounts } from './scan-counts.js';
import { ServiceCode } from './service-code.entity.js';
import type { FollowedCode } from './service-codes.port.js';

const notes = {
  moved: '这张旧码已经换新，帮您转到新的了。',
  ended: '这张码已经停用了。您仍然可以在这里告诉学校。',
} as const;

/** The only way from a code to JSON. */
@Injectable()
export class ServiceCodePresenter {
  constructor(
    private readonly database: Database,
    private readonly people: PeopleDirectory,
    private readonly categories: CategoryDirectory,
    private readonly scans: ScanCounts,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @param origin where the request came in; see `previewAddress` */
  async present(school: SchoolId, codes: readonly ServiceCode[], origin: string): Promise<ServiceCodeView[]> {
    const scans = await this.scans.of(
      school,
      codes.map((code) => code.id),
    );
    const successors = await this.successors(school, codes);
    const { places, classrooms, categories } = await this.surroundings(school, codes);
    return codes.map((code) => ({
      token: code.token,
      scene: code.scene,
      kind: code.kind,
      label: code.label,
      place: places.get(code.placeId ?? 0) ?? null,
      classroom: classrooms.get(code.classroomId ?? 0) ?? null,
      category: categories.get(code.categoryId ?? 0) ?? null,
      state: code.state,
      renewedBy: successors.get(code.renewedById ?? 0) ?? null,
      url: previewAddress(this.env, origin, reportPage, code.scene),
      scans: scans.get(code.id) ?? { week: 0, all: 0 },
      createdAt: code.createdAt.toISOString(),
    }));
  }

  /** What whoever scanned it is told. A revoked code opens the form of the school, without the place where it hung. */
  async opened({ scanned, landed }: FollowedCode): Promise<OpenedCode> {
    const school = await this.people.school(scanned.schoolId);
    if (!landed) {
      const nowhere = { place: null, classroom: null, category: null };
      const { scene: code } = scanned;
      return {
        code,
        state: 'ended',
        note: notes.ended,
        kind: 'feedback',
        label: school.name,
        school,
        ...nowhere,
      };
    }
    const { places, classrooms, categories } = await this.surroundings(landed.schoolId, [landed]);
    const state = landed.id === scanned.id ? 'active' : 'moved';
    const category = categories.get(landed.categoryId ?? 0);
    return {
      code: landed.scene,
      state,
      note: state === 'moved' ? notes.moved : null,
      kind: landed.kind,
      label: landed.label,
      school,
      place: places.get(landed.placeId ?? 0) ?? null,
      classroom: classrooms.get(landed.classroomId ?? 0) ?? null,
      category: category?.active ? category : null,
    };
  }

  private async surroundings(school: SchoolId, codes: readonly ServiceCode[]) {
    const names = await this.people.names(school, {
      people: [],
      places: codes.map((code) => code.placeId),
      classrooms: codes.map((code) => code.classroomId),
    });
    const categories = await this.categories.views(
      school,
      codes.map((code) => code.categoryId),
    );
    return { ...names, categories };
  }

  private async successors(school: SchoolId, codes: readonly ServiceCode[]): Promise<Map<number, string>> {
    const ids = codes.flatMap(({ renewedById }) => (renewedById === null ? [] : [renewedById]));
    if (ids.length === 0) return new Map();
    const rows = await this.database.read.of(ServiceCode, school).find({ where: { id: In(ids) } });
    return new Map(rows.map(({ id, token }) => [id, token]));
  }
}
