import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { defaultCategories } from '#shared/issues/vocabulary.js';
import type { GuardianshipRight, RegionRole, Relation, StaffRole } from '#shared/people/vocabulary.js';
import { Category } from '../../server/src/features/issues/issue.entity.js';
import { hashPassword } from '../../server/src/features/people/password-hash.port.js';
import {
  Child,
  Classroom,
  Guardianship,
  GuardianshipRightRow,
  Place,
  Region,
  RegionRoleRow,
  School,
  StaffMemberRow,
  StaffRoleRow,
} from '../../server/src/features/people/people.entity.js';
import {
  Account,
  AccountPerson,
  PasswordLogin,
  Person,
  SubscriptionCredit,
} from '../../server/src/platform/auth/identity.entity.js';
import { Sessions } from '../../server/src/platform/auth/sessions.js';
import type { Env } from '../../server/src/platform/config/env.js';
import type { Database, Tx } from '../../server/src/platform/database/database.js';
import { asSchoolId, newToken } from '../../server/src/platform/database/ids.js';
import type { SchoolId } from '../../server/src/platform/database/ids.js';
import type { Persona } from '../../server/src/platform/wechat/emulator/emulator.types.js';
import type { WeChatEmulator } from '../../server/src/platform/wechat/emulator/wechat-emulator.js';
import { ApiClient } from './http.js';
import type { SetClock } from './set-clock.js';

export interface TestSchool {
  id: SchoolId;
  token: string;
  /** Category tokens by code. */
  categories: Record<string, string>;
}

export interface TestRow {
  id: number;
  token: string;
}

/** Somebody with a phone and, for staff, a password session. */
export interface TestPerson extends TestRow {
  name: string;
  openid: string;
  serviceOpenid: string;
  accountId: number;
  /** The API as she uses it on her phone. */
  api: ApiClient;
}

const begin = '2025-09-01';
let counter = 0;

/** Makes what a test needs, and nothing else: every test builds its own school and people. */
export class Factory {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly database: Database,
    private readonly clock: SetClock,
    private readonly env: Env,
    private readonly emulator: WeChatEmulator,
    private readonly personas: Persona[],
  ) {}

  async school(name = `测试幼儿园${++counter}`): Promise<TestSchool> {
    return this.database.write(async (tx) => {
      const regions = tx.global(Region);
      const region = regions.create({ parentId: null, token: newToken(), name: '测试县' });
      await regions.insert(region);
      const schools = tx.global(School);
      const school = schools.create({
        token: newToken(),
        regionId: region.id,
        name,
        kind: 'kindergarten',
        createdAt: this.clock.now(),
      });
      await schools.insert(school);
      const id = asSchoolId(school.id);
      const categories: Record<string, string> = {};
      for (const [position, [code, label]] of Object.entries(defaultCategories).entries()) {
        const token = newToken();
        categories[code] = token;
        await tx.of(Category, id).insert({ token, code, name: label, active: true, position });
      }
      return { id, token: school.token, categories };
    });
  }

  async classroom(school: TestSchool, name = `小${++counter}班`): Promise<TestRow> {
    return this.row(
      await this.database.write((tx) =>
        tx.of(Classroom, school.id).insert({ token: newToken(), name, active: true }),
      ),
    );
  }

  async place(school: TestSchool, name = `地点${++counter}`): Promise<TestRow> {
    return this.row(
      await this.database.write((tx) =>
        tx.of(Place, school.id).insert({ token: newToken(), name, active: true }),
      ),
    );
  }

  async child(
    school: TestSchool,
    classroom: TestRow | null = null,
    name = `孩子${++counter}`,
  ): Promise<TestRow> {
    const row = { token: newToken(), name, birthDay: '2021-05-06', classroomId: classroom?.id ?? null };
    const dated = { votingFamilyId: null, enrolledDay: begin, leftDay: null };
    return this.row(await this.database.write((tx) => tx.of(Child, school.id).insert({ ...row, ...dated })));
  }

  /** Somebody with a phone who is nothing yet. */
  async person(name = `某人${++counter}`): Promise<TestPerson> {
    return this.database.write(async (tx) => {
      const people = tx.global(Person);
      const person = people.create({ token: newToken(), name, createdAt: this.clock.now() });
      await people.insert(person);
      return this.withPhone(tx, person);
    });
  }

  /** Somebody who once came through a printed code by herself; no school knows her. */
  async visitor(name = `访客${++counter}`): Promise<TestPerson> {
    return this.database.write(async (tx) => {
      const people = tx.global(Person);
      const now = this.clock.now();
      const person = people.create({ token: newToken(), name, createdAt: now, visitorSince: now });
      await people.insert(person);
      return this.withPhone(tx, person);
    });
  }

  /** A phone whose WeChat account is bound to nobody: her session, and what the emulator knows her by. */
  async stranger(): Promise<{ openid: string; accountId: number; api: ApiClient }> {
    return this.database.write(async (tx) => {
      const { openid, accountId } = await this.phone(tx, `陌生人${++counter}`);
      return { openid, accountId, api: await this.session(tx, accountId, null) };
    });
  }

  /** A member of staff with a role, on her phone. */
  async staff(
    school: TestSchool,
    role: StaffRole,
    classroom: TestRow | null = null,
    name?: string,
  ): Promise<TestPerson> {
    const person = await this.person(name ?? `员工${++counter}`);
    await this.works(school, person, role, classroom);
    return person;
  }

  /** Makes an existing person a member of staff. */
  async works(
    school: TestSchool,
    person: TestRow,
    role: StaffRole,
    classroom: TestRow | null = null,
  ): Promise<void> {
    await this.database.write(async (tx) => {
      await tx
        .of(StaffMemberRow, school.id)
        .insert({ personId: person.id, active: true, fromDay: begin, toDay: null });
      await tx.of(StaffRoleRow, school.id).insert({
        personId: person.id,
        role,
        classroomId: classroom?.id ?? null,
        fromDay: begin,
        toDay: null,
      });
    });
  }

  /** Sets the last day of everything that somebody does at a school. @param toDay YYYY-MM-DD */
  async endsRole(school: TestSchool, person: TestRow, toDay: string): Promise<void> {
    await this.database.write((tx) =>
      tx.of(StaffRoleRow, school.id).update({ personId: person.id }, { toDay }),
    );
  }

  /** Ends all roles long ago, past the rules that keep a school from losing its last principal or lead. */
  async hasNoRole(school: TestSchool, person: TestRow): Promise<void> {
    await this.database.write((tx) =>
      tx.of(StaffRoleRow, school.id).update({ personId: person.id }, { toDay: begin }),
    );
  }

  /** A guardian of the child with all four rights, or with those given. */
  async guardian(
    school: TestSchool,
    child: TestRow,
    relation: Relation = 'grandmother',
    rights: readonly GuardianshipRight[] = ['authority', 'care', 'contact', 'pickup'],
  ): Promise<TestPerson> {
    const person = await this.person(`家长${++counter}`);
    await this.guards(school, child, person, relation, rights);
    return person;
  }

  /** Makes an existing person a guardian. */
  async guards(
    school: TestSchool,
    child: TestRow,
    person: TestRow,
    relation: Relation = 'mother',
    rights: readonly GuardianshipRight[] = ['authority', 'contact'],
  ): Promise<void> {
    await this.database.write(async (tx) => {
      const dated = { fromDay: begin, toDay: null };
      const row = await tx
        .of(Guardianship, school.id)
        .insert({ childId: child.id, personId: person.id, relation, ...dated });
      for (const kind of rights)
        await tx
          .of(GuardianshipRightRow, school.id)
          .insert({ guardianshipId: row.id, kind, evidence: null, ...dated });
    });
  }

  /** Ends what somebody does in regions. */
  async hasNoOffice(person: TestRow): Promise<void> {
    await this.database.write((tx) =>
      tx.global(RegionRoleRow).update({ personId: person.id }, { toDay: begin }),
    );
  }

  async officer(school: TestSchool, role: RegionRole): Promise<TestPerson> {
    const person = await this.person();
    await this.database.write(async (tx) => {
      const { regionId } = await tx.global(School).findOneByOrFail({ id: school.id });
      await tx
        .global(RegionRoleRow)
        .insert({ regionId, personId: person.id, role, fromDay: begin, toDay: null });
    });
    return person;
  }

  /** An officer of a region above the school's own. */
  async officerAbove(school: TestSchool, role: RegionRole): Promise<TestPerson> {
    const person = await this.person();
    await this.database.write(async (tx) => {
      const { regionId } = await tx.global(School).findOneByOrFail({ id: school.id });
      const regions = tx.global(Region);
      const above = regions.create({ parentId: null, token: newToken(), name: '测试市' });
      await regions.insert(above);
      await regions.update({ id: regionId }, { parentId: above.id });
      await tx
        .global(RegionRoleRow)
        .insert({ regionId: above.id, personId: person.id, role, fromDay: begin, toDay: null });
    });
    return person;
  }

  /** Gives somebody a login to the admin page. */
  async login(person: TestRow, login: string, password: string, mustChange = false): Promise<void> {
    const hash = await hashPassword(password);
    await this.database.write((tx) =>
      tx.global(PasswordLogin).insert({
        personId: person.id,
        login,
        hash,
        mustChange,
        endedAt: null,
      }),
    );
  }

  /** Lets messages reach a phone: subscriptions in our ledger and at WeChat. */
  async credits(person: TestPerson, templateKey: 'progress' | 'work', credits: number): Promise<void> {
    await this.database.write((tx) =>
      tx
        .global(SubscriptionCredit)
        .insert({ accountId: person.accountId, templateKey, credits, changedAt: this.clock.now() }),
    );
    const template =
      templateKey === 'work' ? this.env.WECHAT_TEMPLATE_WORK : this.env.WECHAT_TEMPLATE_PROGRESS;
    this.emulator.phones.addCredits(person.openid, template, credits);
  }

  /** Adds a person to somebody else's phone and answers a session in which she acts. */
  async sharesPhone(person: TestPerson, owner: TestPerson): Promise<ApiClient> {
    return this.database.write(async (tx) => {
      await tx.global(AccountPerson).insert({
        accountId: owner.accountId,
        personId: person.id,
        boundAt: this.clock.now(),
        endedAt: null,
      });
      return this.session(tx, owner.accountId, person.id);
    });
  }

  /** A report as a phone would make it. */
  report(text: string, more: object = {}): { clientId: string; text: string } {
    return { clientId: randomUUID(), text, ...more };
  }

  /** One more session in which somebody acts on her own phone. */
  async again(person: TestPerson): Promise<ApiClient> {
    return this.database.write((tx) => this.session(tx, person.accountId, person.id));
  }

  private async withPhone(tx: Tx, person: Person): Promise<TestPerson> {
    const phone = await this.phone(tx, person.name);
    await tx.global(AccountPerson).insert({
      accountId: phone.accountId,
      personId: person.id,
      boundAt: this.clock.now(),
      endedAt: null,
    });
    const { id, token, name } = person;
    return { id, token, name, ...phone, api: await this.session(tx, phone.accountId, id) };
  }

  private async phone(tx: Tx, name: string) {
    const openid = `openid-${newToken()}`;
    const serviceOpenid = `service-${newToken()}`;
    const unionid = `union-${openid}`;
    const accounts = tx.global(Account);
    const account = accounts.create({
      appId: this.env.WECHAT_APP_ID,
      openid,
      unionid,
      serviceOpenid: null,
      createdAt: this.clock.now(),
    });
    await accounts.insert(account);
    this.personas.push({ openid, serviceOpenid, unionid, name, label: name, group: '测试' });
    return { openid, serviceOpenid, accountId: account.id };
  }

  private async session(tx: Tx, accountId: number, personId: number | null): Promise<ApiClient> {
    const { token } = await this.app.get(Sessions).open(tx, { kind: 'wechat', accountId, personId });
    return new ApiClient(this.app, token);
  }

  private row({ id, token }: TestRow): TestRow {
    return { id, token };
  }
}
