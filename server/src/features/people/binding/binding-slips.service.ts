import { Injectable } from '@nestjs/common';
import { IsNull, MoreThanOrEqual } from 'typeorm';
import type { z } from 'zod';
import type { PrintSlips } from '#shared/people/binding-contract.js';
import { Audit, byPerson } from '../../../platform/audit/audit.js';
import { leads, schoolOf } from '../../../platform/auth/actor.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock, dayOf, days, later } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { SchoolId } from '../../../platform/database/ids.js';
import { Idempotency, scopeOfPerson } from '../../../platform/http/idempotency.js';
import type { RequestKey } from '../../../platform/http/idempotency.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Slots } from '../../../platform/media/slots.js';
import { CodePictures } from '../../../platform/print/code-pictures.js';
import { Pen } from '../../../platform/print/pen.js';
import { printFonts } from '../../../platform/print/print-fonts.js';
import { isClassTeacherOf, mayManageFamily } from '../child.policy.js';
import { Child } from '../people.entity.js';
import type { Classroom } from '../people.entity.js';
import { PeopleDirectory } from '../people.port.js';
import { BindingCodes, bindPage } from './binding-codes.service.js';
import { drawSlips } from './slip-page.js';
import type { Slip, SlipHead } from './slip-page.js';

const lost = '这些绑定条只印一次。没有收到的话，请再印一次，原来的就作废了。';

/** Prints a code for each child of a classroom. Printing again makes the earlier slips worthless. */
@Injectable()
export class BindingSlips {
  /** Setting type keeps the processor busy: one print at a time, some wait. */
  private readonly press = new Slots(1, 20);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: PeopleDirectory,
    private readonly codes: BindingCodes,
    private readonly pictures: CodePictures,
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  /**
   * @returns the PDF and its name without ending
   * @throws ProblemError `forbidden` for who does not keep these families in order, `unavailable` without a picture of each
   */
  async print(
    actor: Actor,
    schoolToken: string | undefined,
    request: RequestKey,
    { classroom: classroomToken, children: wanted }: z.output<typeof PrintSlips>,
    origin: string,
  ): Promise<{ bytes: Buffer; name: string }> {
    const school = schoolOf(actor, schoolToken).id;
    const classroom = await this.classroom(actor, school, classroomToken);
    const children = await this.children(actor, school, classroom, wanted);
    const { name: schoolName } = await this.people.school(school);
    const until = dayOf(later(this.clock.now(), days(30)));
    const slips: (Slip & { plain: string; row: Child })[] = [];
    // Pictures first: where WeChat gives none, nothing has changed.
    for (const child of children) {
      const plain = this.codes.newCode();
      const picture = await this.pictures.of(bindPage, plain, origin);
      slips.push({ child: child.name, picture, code: this.codes.written(plain), plain, row: child });
    }
    await this.database.write((tx) =>
      this.idempotency.showOnce(tx, scopeOfPerson(actor), request, lost, async () => {
        for (const { row, plain } of slips) await this.codes.store(tx, row, plain, actor.personId, 'slip');
      }),
    );
    await this.audit.read(
      { action: 'binding.slips', actor: byPerson(actor.personId), school },
      ['basic'],
      children.map((child) => child.id),
    );
    const name = `绑定条 ${classroom.name}`;
    const head = { school: schoolName, classroom: classroom.name, until };
    return { name, bytes: await this.press.run(() => this.set(`${schoolName} ${name}`, head, slips)) };
  }

  private async set(title: string, head: SlipHead, slips: readonly Slip[]): Promise<Buffer> {
    const pen = await Pen.open(await printFonts(), title, this.clock.now());
    drawSlips(pen, head, slips);
    return pen.finish();
  }

  private async classroom(actor: Actor, school: SchoolId, token: string): Promise<Classroom> {
    const classroom = await this.people.classroomByToken(school, token);
    const may =
      leads(actor, school) ||
      (classroom && isClassTeacherOf(actor, { id: 0, schoolId: school, classroomId: classroom.id }));
    if (!may) throw new ProblemError('forbidden');
    if (classroom) return classroom;
    throw new ProblemError('invalid_input', { errors: [{ path: 'classroom', message: '找不到这个班级' }] });
  }

  private async children(
    actor: Actor,
    school: SchoolId,
    { id: classroomId }: Classroom,
    wanted: readonly string[],
  ): Promise<Child[]> {
    const rows = await this.database.read.of(Child, school).find({
      where: [
        { classroomId, leftDay: IsNull() },
        { classroomId, leftDay: MoreThanOrEqual(dayOf(this.clock.now())) },
      ],
      order: { id: 'ASC' },
    });
    const mine = rows.filter((child) => mayManageFamily(actor, child));
    const chosen = wanted.length === 0 ? mine : mine.filter((child) => wanted.includes(child.token));
    if (wanted.length > 0 && chosen.length !== new Set(wanted).size)
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'children', message: '有孩子不在这个班' }],
      });
    if (chosen.length > 0) return chosen;
    throw new ProblemError('state_conflict', { detail: '这个班还没有孩子。' });
  }
}
