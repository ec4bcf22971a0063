import { randomUUID } from 'node:crypto';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { IssueState } from '#shared/issues/workflow.js';
import type { TestPerson, TestRow, TestSchool } from '../../support/factory.js';
import type { House } from '../../support/house.js';
import type { ApiClient } from '../../support/http.js';

/** Everybody who may knock at a door; the columns of the route table, in this order. */
export const roles = [
  /** Without a session. */
  'nobody',
  /** A WeChat account that is bound to no person. */
  'unbound',
  /** Guardian who reported the issue, of a child in the classroom. */
  'reporter',
  /** Guardian of another child of the same school. */
  'guardian',
  /** Has a guardianship without any right. */
  'barred',
  'principal',
  'admin',
  /** Class teacher of the classroom that the issue is about. */
  'teacher',
  'otherTeacher',
  /** Logistics, the issue is assigned to her. */
  'worker',
  'otherWorker',
  /** Safeguarding lead. */
  'lead',
  /** County officer: counts only. */
  'officer',
  /** Principal of another school. */
  'foreign',
] as const;
/** A visitor stands beside the columns: what she is answered says `RouteRow.visitor`. */
export type Role = (typeof roles)[number] | 'visitor';
export type Member = Exclude<Role, 'nobody' | 'unbound'>;

export const password = 'Spring-2026-rain';

/** A refusal as staff write it. */
export const refusal = { reason: 'not_possible', text: '今年没有这笔钱', elsewhere: '镇上的民政办' };

/** One school with one person for each role, a rule that hands every issue to `worker`, and a school next door. */
export class Village {
  private constructor(
    readonly house: House,
    readonly school: TestSchool,
    readonly elsewhere: TestSchool,
    readonly classroom: TestRow,
    readonly place: TestRow,
    readonly child: TestRow,
    readonly people: Readonly<Record<Member, TestPerson>>,
    private readonly strangers: { unbound: ApiClient },
  ) {}

  static async build(house: House): Promise<Village> {
    const { make } = house;
    const school = await make.school();
    const elsewhere = await make.school();
    const classroom = await make.classroom(school);
    const otherClassroom = await make.classroom(school);
    const place = await make.place(school);
    const child = await make.child(school, classroom);
    const otherChild = await make.child(school, otherClassroom);
    const people: Record<Member, TestPerson> = {
      reporter: await make.guardian(school, child),
      guardian: await make.guardian(school, otherChild),
      barred: await make.guardian(school, child, 'father', []),
      principal: await make.staff(school, 'principal'),
      admin: await make.staff(school, 'school_admin'),
      teacher: await make.staff(school, 'class_teacher', classroom),
      otherTeacher: await make.staff(school, 'class_teacher', otherClassroom),
      worker: await make.staff(school, 'logistics'),
      otherWorker: await make.staff(school, 'logistics'),
      lead: await make.staff(school, 'safeguarding_lead'),
      officer: await make.officer(school, 'county_officer'),
      foreign: await make.staff(elsewhere, 'principal'),
      visitor: await make.visitor(),
    };
    const unbound = (await make.stranger()).api;
    const village = new Village(house, school, elsewhere, classroom, place, child, people, { unbound });
    await village.done(people.principal.api.post('/routing-rules', { person: people.worker.token }), 201);
    return village;
  }

  as(role: Role): ApiClient {
    if (role === 'nobody') return this.house.as(null);
    return role === 'unbound' ? this.strangers.unbound : this.people[role].api;
  }

  /** A report of the reporter, handed to `worker`. Answers its token. */
  async report(text = '走廊的灯坏了', more: object = {}): Promise<string> {
    const report = {
      clientId: randomUUID(),
      school: this.school.token,
      text,
      child: this.child.token,
      ...more,
    };
    const { body } = await this.done(this.people.reporter.api.post<IssueDetail>('/issues', report), 201);
    return body.token;
  }

  /** A report that has come to `state` by the steps of its people. */
  async issueIn(state: Exclude<IssueState, 'submitted' | 'classified'>): Promise<string> {
    const token = await this.report();
    await this.bring(token, state);
    return token;
  }

  /** Leads a report that has just been assigned on to `state`. */
  async bring(token: string, state: Exclude<IssueState, 'submitted' | 'classified'>): Promise<void> {
    const { worker, reporter, principal } = this.people;
    const words = { text: '看过了' };
    const step = (who: TestPerson, action: string, body: object = {}) =>
      this.done(who.api.post(`/issues/${token}/${action}`, body), 200);
    if (state === 'assigned') return;
    if (state === 'diverted') return void (await step(principal, 'divert', { reason: 'harm' }));
    if (state === 'merged') return void (await step(principal, 'merge', { into: await this.report() }));
    await step(worker, 'accept');
    if (state === 'accepted') return;
    if (state === 'in_progress') return void (await step(worker, 'answer', words));
    if (state === 'waiting_family') return void (await step(worker, 'ask', words));
    if (state === 'declined' || state === 'settled' || state === 'appealed') {
      await step(worker, 'decline', refusal);
      if (state === 'settled') await step(reporter, 'agree');
      if (state === 'appealed') await step(reporter, 'appeal');
      return;
    }
    await step(worker, 'resolve', words);
    if (state === 'reopened') await step(reporter, 'reject');
    if (state === 'confirmed') await step(reporter, 'confirm');
    if (state === 'unconfirmed') {
      // A week of school days, whatever day it is.
      this.house.clock.pass(14 * 86_400_000);
      await this.house.ring();
    }
  }

  private async done<A extends { status: number; raw: string }>(
    asked: Promise<A>,
    status: number,
  ): Promise<A> {
    const answer = await asked;
    if (answer.status !== status) throw new Error(`${answer.status} ${answer.raw}`);
    return answer;
  }
}

/** The person behind a role; whoever is nobody, or bound to nobody, borrows the reporter. */
export const personaOf = (village: Village, role: Role): TestPerson =>
  role === 'nobody' || role === 'unbound' ? village.people.reporter : village.people[role];
