import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import type { FirstListenerQuery } from '#shared/issues/before-report.js';
import type { CreateIssue } from '#shared/issues/contract.js';
import { reportPictures } from '#shared/issues/vocabulary.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { SchoolDoor } from '../../../platform/auth/school-door.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { PeopleDirectory } from '../../people/people.port.js';
import { CodeBook } from '../../service-codes/service-codes.port.js';
import type { BookedCode } from '../../service-codes/service-codes.port.js';
import { Conflicts } from '../conflict/conflicts.js';
import { Category } from '../issue.entity.js';
import { Filing } from './filing.js';

export type Report = z.output<typeof CreateIssue>;

/** What a report says about itself, as far as it is needed to know whose matter it is and where it is. */
export type Told = Pick<
  Report,
  'school' | 'code' | 'picture' | 'place' | 'child' | 'category' | 'about' | 'onBehalfOf' | 'sealed'
>;

/** What a report refers to, looked up and authorised before anything is written. */
export interface Facts {
  school: SchoolId;
  codeId: number | null;
  /** It came through a code that invites questions. */
  throughConsultation: boolean;
  placeId: number | null;
  childId: number | null;
  classroomId: number | null;
  /** Chosen by the reporter: by name, by a picture, or by the code that she scanned. */
  chosen: Category | null;
  /** Whose report it is. */
  reporterId: number;
  /** Who wrote it down for her. */
  filedById: number | null;
  /** Whom it is about, as ticked. */
  aboutIds: number[];
}

/** A child that a report may be about. */
interface OwnChild {
  id: number;
  token: string;
  classroomId: number | null;
}

const missing = (path: string, message: string) =>
  new ProblemError('invalid_input', { errors: [{ path, message }] });

/** Looks up what a report refers to; what the scanned code knows fills in what was left out. */
@Injectable()
export class ReportFacts implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly door: SchoolDoor,
    private readonly codes: CodeBook,
    private readonly people: PeopleDirectory,
    private readonly conflicts: Conflicts,
    private readonly filing: Filing,
  ) {}

  onModuleInit(): void {
    this.door.resolveWith(async (scene) => {
      const code = await this.codes.byScene(scene);
      return code && { id: code.school, token: (await this.people.school(code.school)).token };
    });
  }

  /**
   * @throws ProblemError `invalid_input` naming the field for what is not of this school or not hers, `not_found` for a
   *   school that she does not belong to and whose code she does not hold
   */
  async of(actor: Actor, told: Told): Promise<Facts> {
    const school = (await this.door.enter(actor, told.school, told.code)).id;
    const code = told.code === null ? null : await this.codes.byScene(told.code);
    const { reporterId, filedById, children } = await this.reporter(actor, school, told.onBehalfOf);
    const child = ownChild(told.child, children);
    const placeId = await this.place(school, told.place);
    const where = {
      placeId: placeId ?? code?.placeId ?? null,
      codeId: code?.codeId ?? null,
      childId: child?.id ?? null,
      classroomId: child ? child.classroomId : (code?.classroomId ?? onlyClassroomOf(children)),
    };
    return {
      school,
      ...(told.sealed ? behindSeal(where, code) : where),
      throughConsultation: code?.kind === 'consultation',
      chosen: await this.category(school, told, code),
      reporterId,
      filedById,
      aboutIds: await this.conflicts.ticked(school, told.about),
    };
  }

  /** What somebody would send who asks beforehand who will listen. */
  ofQuestion(actor: Actor, question: z.output<typeof FirstListenerQuery>): Promise<Facts> {
    const { school, code = null, picture, place = null, child = null } = question;
    const { category = null, about = [], onBehalfOf = null } = question;
    const sealed = question.sealed === 'true';
    return this.of(actor, { school, code, picture, place, child, category, about, onBehalfOf, sealed });
  }

  private async reporter(
    actor: Actor,
    school: SchoolId,
    onBehalfOf: string | null,
  ): Promise<{ reporterId: number; filedById: number | null; children: OwnChild[] }> {
    if (onBehalfOf === null) {
      const children = actor.children
        .filter((one) => one.school.id === school)
        .map(({ childId, token, classroomId }) => ({ id: childId, token, classroomId }));
      return { reporterId: actor.personId, filedById: null, children };
    }
    const guardian = await this.filing.find(actor, school, onBehalfOf);
    if (!guardian) throw missing('onBehalfOf', '找不到这位家长');
    return { reporterId: guardian.personId, filedById: actor.personId, children: guardian.children };
  }

  private async place(school: SchoolId, token: string | null): Promise<number | null> {
    if (token === null) return null;
    const place = await this.people.placeByToken(school, token);
    if (!place) throw missing('place', '找不到这个地点');
    return place.id;
  }

  /** By name before by picture, by picture before by code: the later she said it, the more it is hers. */
  private async category(school: SchoolId, told: Told, code: BookedCode | null): Promise<Category | null> {
    const table = this.database.read.of(Category, school);
    if (told.category !== null) {
      const chosen = await table.findOne({ token: told.category, active: true });
      if (!chosen) throw missing('category', '找不到这个类别');
      return chosen;
    }
    if (told.picture !== null) {
      const { category } = reportPictures[told.picture];
      return category === null ? null : table.findOne({ code: category, active: true });
    }
    return code === null || code.categoryId === null ? null : table.findOne({ id: code.categoryId });
  }
}

function ownChild(token: string | null, children: readonly OwnChild[]): OwnChild | null {
  const own = token === null ? null : children.find((one) => one.token === token);
  if (own === undefined) throw missing('child', '找不到这个孩子');
  return own;
}

function onlyClassroomOf(children: readonly OwnChild[]): number | null {
  const [only = null, ...others] = new Set(children.map((child) => child.classroomId));
  return others.length === 0 ? only : null;
}

/** Child and classroom would tell who stands behind a seal, and so would the code that hangs in a classroom. */
function behindSeal(where: Pick<Facts, 'placeId' | 'codeId'>, code: BookedCode | null) {
  const isOfClassroom = code !== null && code.classroomId !== null;
  return {
    placeId: where.placeId,
    codeId: isOfClassroom ? null : where.codeId,
    childId: null,
    classroomId: null,
  };
}
