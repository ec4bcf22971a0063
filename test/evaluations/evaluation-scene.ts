import { randomUUID } from 'node:crypto';
import type { EvaluationFigures, EvaluationForm, ServiceFigures } from '#shared/evaluations/contract.js';
import type { OpenedCode, ServiceCodeView } from '#shared/service-codes/contract.js';
import { Family, FamilyMember } from '../../server/src/features/people/people.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import type { House } from '../support/house.js';
import type { ApiClient, Answer } from '../support/http.js';

type Offered = EvaluationForm['services'][number];
interface Given {
  /** For each dimension the same, or one after the other. */
  stars: number | number[];
  text?: string;
  code?: string;
}

/** A kindergarten with four teachers, its canteen, and families who evaluate. */
export class EvaluationScene {
  private readonly known = new Map<string, Offered>();

  private constructor(
    readonly house: House,
    readonly school: TestSchool,
    readonly classroom: TestRow,
    readonly canteen: TestRow,
    readonly principal: TestPerson,
    readonly teachers: readonly TestPerson[],
  ) {}

  /** One transaction for all of it: joined writes are waited for on the disk once. */
  static build(house: House): Promise<EvaluationScene> {
    return house.database.write(() => EvaluationScene.made(house));
  }

  private static async made(house: House): Promise<EvaluationScene> {
    const { make } = house;
    const school = await make.school();
    const classroom = await make.classroom(school, '小一班');
    const principal = await make.staff(school, 'principal', null, '郭大海');
    const teachers = [];
    for (const name of ['林小芳', '张桂兰', '陈秀英', '周敏'])
      teachers.push(await make.staff(school, 'class_teacher', classroom, name));
    return new EvaluationScene(
      house,
      school,
      classroom,
      await make.place(school, '食堂'),
      principal,
      teachers,
    );
  }

  /** Guardians of as many children, each of a household of her own. */
  families(count: number): Promise<TestPerson[]> {
    return this.house.database.write(async () => {
      const people: TestPerson[] = [];
      for (let at = 0; at < count; at++) people.push(await this.guardian(await this.household()));
      return people;
    });
  }

  family(): Promise<TestPerson> {
    return this.house.database.write(async () => this.guardian(await this.household()));
  }

  async household(): Promise<number> {
    const dated = { fromDay: '2025-09-01', toDay: null };
    return (
      await this.house.database.write((tx) =>
        tx.of(Family, this.school.id).insert({ token: newToken(), ...dated }),
      )
    ).id;
  }

  /** A guardian who belongs to these households. */
  async guardian(...households: number[]): Promise<TestPerson> {
    const { make, database } = this.house;
    const person = await make.guardian(this.school, await make.child(this.school, this.classroom));
    const dated = { personId: person.id, childId: null, fromDay: '2025-09-01', toDay: null };
    await database.write((tx) =>
      tx.of(FamilyMember, this.school.id).insertMany(households.map((familyId) => ({ familyId, ...dated }))),
    );
    return person;
  }

  /** An evaluation code that hangs in the school; answers what stands on the print. */
  async code(about: { place?: string; category?: string; classroom?: string } = {}): Promise<string> {
    const body = { kind: 'evaluation', label: '一张码', ...about };
    return (await (await this.office()).post<ServiceCodeView>('/service-codes', body)).body.scene;
  }

  form(api: ApiClient, query = ''): Promise<Answer<EvaluationForm>> {
    return api.get<EvaluationForm>(`/evaluation-form${query}`);
  }

  async service(api: ApiClient, name: string, query = ''): Promise<Offered> {
    const { body } = await this.form(api, query);
    const service = body.services.find((one) => one.name === name);
    if (!service) throw new Error(`${name} is not offered`);
    return service;
  }

  /** What the form asks about a service; looked up once, until `forget`. */
  private async asked(api: ApiClient, name: string, code?: string): Promise<Offered> {
    const known = this.known.get(name);
    if (known) return known;
    const service = await this.service(api, name, code === undefined ? '' : `?code=${code}`);
    this.known.set(name, service);
    return service;
  }

  /** The office has changed what is asked. */
  forget(): void {
    this.known.clear();
  }

  /** The body of an answer. */
  async answer(api: ApiClient, name: string, { stars, text, code }: Given) {
    const { token, dimensions } = await this.asked(api, name, code);
    return {
      clientId: randomUUID(),
      service: token,
      stars: dimensions.map(({ key }, at) => ({
        dimension: key,
        stars: typeof stars === 'number' ? stars : (stars[at] ?? 3),
      })),
      ...(text === undefined ? {} : { text }),
      ...(code === undefined ? {} : { code }),
    };
  }

  /** Goes on to the first days of the next month. Phones stay signed in for thirty days. */
  nextMonth(): void {
    const now = this.house.clock.now();
    this.house.clock.set(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 4)).toISOString());
  }

  /** The principal, signed in afresh. */
  office(): Promise<ApiClient> {
    return this.house.make.again(this.principal);
  }

  /** Gives stars as a phone does; answers the status. */
  async give({ api }: { api: ApiClient }, name: string, given: Given) {
    return api.post('/evaluations', await this.answer(api, name, given));
  }

  async giveAll(people: readonly TestPerson[], name: string, given: Given): Promise<void> {
    for (const person of people) {
      const { status, raw } = await this.give(person, name, given);
      if (status !== 204) throw new Error(`${status} ${raw}`);
    }
  }

  async figures(name: string): Promise<ServiceFigures> {
    const { body } = await (await this.office()).get<EvaluationFigures>('/evaluation-figures');
    const figures = body.services.find(({ service }) => service.name === name);
    if (!figures) throw new Error(`${name} has no figures`);
    return figures;
  }

  opened(scene: string): Promise<Answer<OpenedCode>> {
    return this.house.as(null).post<OpenedCode>(`/codes/${scene}/open`);
  }
}
