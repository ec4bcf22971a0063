import type { IssueDetail, IssueSummary } from '#shared/issues/contract.js';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { RegionRoleRow, School } from '../../server/src/features/people/people.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import { Exclusion } from '../../server/src/platform/timeline/timeline.entity.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import type { House } from '../support/house.js';
import type { Answer, ApiClient } from '../support/http.js';

/** A school in which people have names: two 王, one head, one administrator, a county officer above them. */
export class ConflictScene {
  private constructor(
    readonly house: House,
    readonly school: TestSchool,
    readonly classroom: TestRow,
    readonly child: TestRow,
    readonly parent: TestPerson,
    readonly principal: TestPerson,
    readonly admin: TestPerson,
    readonly teacher: TestPerson,
    readonly worker: TestPerson,
    readonly namesake: TestPerson,
    readonly cook: TestPerson,
    readonly lead: TestPerson,
    readonly officer: TestPerson,
  ) {}

  static async build(house: House): Promise<ConflictScene> {
    const { make } = house;
    const school = await make.school();
    const classroom = await make.classroom(school, '小一班');
    const child = await make.child(school, classroom, '石小满');
    return new ConflictScene(
      house,
      school,
      classroom,
      child,
      await make.guardian(school, child),
      await make.staff(school, 'principal', null, '周国强'),
      await make.staff(school, 'school_admin', null, '赵敏'),
      await make.staff(school, 'class_teacher', classroom, '林秀英'),
      await make.staff(school, 'logistics', null, '王建国'),
      await make.staff(school, 'subject_teacher', null, '王丽'),
      await make.staff(school, 'canteen', null, '高兰'),
      await make.staff(school, 'safeguarding_lead', null, '孙静'),
      await make.officer(school, 'county_officer'),
    );
  }

  /** Hands every issue to one person first, with a backup. */
  async rule(person: TestPerson, backup: TestPerson | null = null): Promise<void> {
    const rule = { person: person.token, backupPerson: backup?.token ?? null };
    const { status, raw } = await this.principal.api.post('/routing-rules', rule);
    if (status !== 201) throw new Error(raw);
  }

  /** A report of the parent; answers its token. */
  async report(text: string, more: object = {}, by: TestPerson = this.parent): Promise<string> {
    const report = this.house.make.report(text, { school: this.school.token, ...more });
    const { status, body, raw } = await by.api.post<IssueDetail>('/issues', report);
    if (status !== 201) throw new Error(raw);
    return body.token;
  }

  async act(by: TestPerson, token: string, action: string, body: object = {}): Promise<IssueDetail> {
    const answer = await by.api.post<IssueDetail>(`/issues/${token}/${action}`, body);
    if (answer.status !== 200) throw new Error(`${action} ${answer.status} ${answer.raw}`);
    return answer.body;
  }

  /** A county officer who is the safeguarding one. */
  countySafeguarding(): Promise<TestPerson> {
    return this.house.make.officer(this.school, 'county_safeguarding');
  }

  async retire(officer: TestPerson): Promise<void> {
    await this.house.database.write((tx) =>
      tx.global(RegionRoleRow).update({ personId: officer.id }, { toDay: '2025-09-01' }),
    );
  }

  async regionId(): Promise<number> {
    return (await this.house.database.read.global(School).findOneByOrFail({ id: this.school.id })).regionId;
  }

  row(token: string): Promise<Issue> {
    return this.house.database.read.acrossSchools(Issue).findOneByOrFail({ token });
  }

  /** Names and reasons of who is excluded, in the order of the names. */
  async excluded(token: string): Promise<string[]> {
    const { id } = await this.row(token);
    const rows = await this.house.database.read
      .acrossSchools(Exclusion)
      .findBy({ subjectType: 'issue', subjectId: id });
    const names = new Map(this.everybody().map((person) => [person.id, person.name]));
    return rows.map((row) => `${names.get(row.personId) ?? row.personId} ${row.reason}`).sort();
  }

  /** Kinds and states of what was written for somebody about an issue. */
  async messages(person: TestPerson, token: string): Promise<string[]> {
    const { id } = await this.row(token);
    const rows = await this.house.database.read.global(OutboxRow).find({
      where: { personId: person.id, subjectType: 'issue', subjectId: id },
      order: { id: 'ASC' },
    });
    return rows.map((row) => `${row.kind} ${row.state}`);
  }

  async listed(api: ApiClient, query: string): Promise<string[]> {
    const { body } = await api.get<{ items?: IssueSummary[] }>(`/issues?${query}`);
    return (body.items ?? []).map((issue) => issue.token);
  }

  /** What somebody is answered who asks for the issue in every way there is. */
  async knock(by: TestPerson, token: string): Promise<string[]> {
    const words = { text: '看过了', photos: [] };
    const asked: [string, object][] = [
      ['accept', {}],
      ['answer', words],
      ['ask', words],
      ['reply', words],
      ['resolve', words],
      ['confirm', {}],
      ['reject', words],
      ['assign', { assignee: this.cook.token }],
      ['recategorise', { category: this.school.categories['food'] }],
      ['divert', { reason: 'harm' }],
      ['decline', { reason: 'other', text: '办不了', elsewhere: '镇上' }],
      ['agree', {}],
      ['appeal', words],
      ['merge', { into: token }],
      ['separate', {}],
      ['transcribe', words.text === '' ? {} : { text: '听到了' }],
      ['settle-conflict', { about: [] }],
    ];
    const answers: Answer<object>[] = [await by.api.get(`/issues/${token}`)];
    for (const [action, body] of asked) answers.push(await by.api.post(`/issues/${token}/${action}`, body));
    return answers.map(({ status, raw }) => `${status} ${raw}`);
  }

  private everybody(): TestPerson[] {
    const { parent, principal, admin, teacher, worker, namesake, cook, lead, officer } = this;
    return [parent, principal, admin, teacher, worker, namesake, cook, lead, officer];
  }
}
