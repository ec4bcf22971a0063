import { randomUUID } from 'node:crypto';
import type { IssueDetail } from '#shared/issues/contract.js';
import { ServiceCode } from '../../server/src/features/service-codes/service-code.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { mp3 } from '../media/recordings.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import type { House } from '../support/house.js';
import type { Answer } from '../support/http.js';

/** A school with the people around a recording, each test its own. */
export class IntakeScene {
  private constructor(
    readonly house: House,
    readonly school: TestSchool,
    readonly classroom: TestRow,
    readonly stairs: TestRow,
    readonly child: TestRow,
    readonly granny: TestPerson,
    readonly principal: TestPerson,
    readonly teacher: TestPerson,
    readonly wang: TestPerson,
    readonly lead: TestPerson,
  ) {}

  /** With a rule that gives what is broken to logistics. */
  static async build(house: House): Promise<IntakeScene> {
    const { make } = house;
    const school = await make.school();
    const classroom = await make.classroom(school);
    const child = await make.child(school, classroom, '周小满');
    const scene = new IntakeScene(
      house,
      school,
      classroom,
      await make.place(school, '二楼楼梯'),
      child,
      await make.guardian(school, child),
      await make.staff(school, 'principal', null, '方园长'),
      await make.staff(school, 'class_teacher', classroom, '林晓梅'),
      await make.staff(school, 'logistics', null, '王建国'),
      await make.staff(school, 'safeguarding_lead', null, '苏敏'),
    );
    await scene.rule({ category: school.categories['facility'], role: 'logistics' });
    return scene;
  }

  async rule(rule: object): Promise<void> {
    const { status, raw } = await this.principal.api.post('/routing-rules', rule);
    if (status !== 201) throw new Error(raw);
  }

  /** Sends a recording and answers its token. */
  async voice(
    by: TestPerson = this.granny,
    seconds = 20,
    more: Record<string, string> = {},
  ): Promise<string> {
    const fields = { clientId: randomUUID(), school: this.school.token, ...more };
    const { body, status, raw } = await by.api.upload<{ token: string }>(mp3(seconds), fields);
    if (status !== 201) throw new Error(raw);
    return body.token;
  }

  /** A report as spoken: a recording and a picture, unless `more` says otherwise. */
  async speak(picture: string, more: object = {}, by = this.granny): Promise<Answer<IssueDetail>> {
    const report = {
      clientId: randomUUID(),
      school: this.school.token,
      voice: await this.voice(by),
      picture,
    };
    return by.api.post<IssueDetail>('/issues', { ...report, ...more });
  }

  /** The same, taken. */
  async spoken(picture: string, more: object = {}, by = this.granny): Promise<IssueDetail> {
    const { status, raw, body } = await this.speak(picture, more, by);
    if (status !== 201) throw new Error(raw);
    return body;
  }

  /** A printed code; answers what it carries. */
  async code(on: Partial<ServiceCode> = {}): Promise<string> {
    const scene = newToken();
    const row = {
      token: newToken(),
      scene,
      kind: 'feedback' as const,
      label: '二楼楼梯',
      state: 'active' as const,
    };
    const nowhere = { placeId: null, classroomId: null, categoryId: null, renewedById: null, endedAt: null };
    const made = { createdById: this.principal.id, createdAt: this.house.clock.now() };
    const { schoolId: _school, ...fields } = on;
    await this.house.database.write((tx) =>
      tx.of(ServiceCode, this.school.id).insert({ ...row, ...nowhere, ...made, ...fields }),
    );
    return scene;
  }

  seen(by: TestPerson, token: string): Promise<Answer<IssueDetail>> {
    return by.api.get<IssueDetail>(`/issues/${token}`);
  }
}
