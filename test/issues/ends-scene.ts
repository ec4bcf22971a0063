import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { Family, FamilyMember } from '../../server/src/features/people/people.entity.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { Content, TimelineEvent } from '../../server/src/platform/timeline/timeline.entity.js';
import { OutboxRow } from '../../server/src/platform/outbox/outbox.entity.js';
import type { SimilarList } from '#shared/issues/before-report.js';
import type { IssueDetail } from '#shared/issues/contract.js';
import type { z } from 'zod';
import { Village } from '../http/support/village.js';
import type { TestPerson } from '../support/factory.js';
import type { House } from '../support/house.js';
import type { Answer } from '../support/http.js';

/** A village in which several families live, and what a test asks about their issues. */
export class EndsScene {
  private constructor(
    readonly house: House,
    readonly village: Village,
  ) {}

  static async build(house: House): Promise<EndsScene> {
    return new EndsScene(house, await Village.build(house));
  }

  get people(): Village['people'] {
    return this.village.people;
  }

  /** Puts persons into one household. */
  async household(...members: TestPerson[]): Promise<void> {
    const { school } = this.village;
    const dated = { fromDay: '2025-09-01', toDay: null };
    await this.house.database.write(async (tx) => {
      const family = await tx.of(Family, school.id).insert({ token: newToken(), ...dated });
      for (const { id: personId } of members)
        await tx
          .of(FamilyMember, school.id)
          .insert({ familyId: family.id, personId, childId: null, ...dated });
    });
  }

  /** A guardian of another child, in a household of her own. */
  async family(name?: string): Promise<TestPerson> {
    const { make } = this.house;
    const { school, classroom } = this.village;
    const guardian = await make.guardian(school, await make.child(school, classroom, name));
    await this.household(guardian);
    return guardian;
  }

  /** A report by somebody about a lamp, at the village's place. */
  report(by: TestPerson, text = '走廊的灯坏了', more: object = {}): Promise<Answer<IssueDetail>> {
    const { school, place } = this.village;
    const report = this.house.make.report(text, { school: school.token, place: place.token, ...more });
    return by.api.post<IssueDetail>('/issues', report);
  }

  async token(by: TestPerson, text?: string, more?: object): Promise<string> {
    const { status, body, raw } = await this.report(by, text, more);
    if (status !== 201) throw new Error(`${status} ${raw}`);
    return body.token;
  }

  async act(by: TestPerson, token: string, action: string, body: object = {}): Promise<IssueDetail> {
    const answer = await by.api.post<IssueDetail>(`/issues/${token}/${action}`, body);
    if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.raw}`);
    return answer.body;
  }

  async see(by: TestPerson, token: string): Promise<IssueDetail> {
    const answer = await by.api.get<IssueDetail>(`/issues/${token}`);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.raw}`);
    return answer.body;
  }

  /** What somebody is shown who is about to report. */
  async similar(
    by: TestPerson,
    text = '走廊的灯不亮了',
    more: object = {},
  ): Promise<z.infer<typeof SimilarList>> {
    const { school, place } = this.village;
    const asked = { school: school.token, place: place.token, text, ...more };
    const answer = await by.api.post<z.infer<typeof SimilarList>>('/issues/similar', asked);
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.raw}`);
    return answer.body;
  }

  /** Handle of the one issue that somebody is shown. */
  async handle(by: TestPerson, text?: string, more?: object): Promise<string> {
    const { items } = await this.similar(by, text, more);
    if (items.length !== 1) throw new Error(`${items.length} similar issues`);
    return items[0]?.token ?? '';
  }

  async row(token: string): Promise<Issue> {
    return this.house.database.read.acrossSchools(Issue).findOneByOrFail({ token });
  }

  /** Everything that is stored of an issue's history, as text. */
  async events(token: string): Promise<{ names: string[]; payloads: string; contents: [string, string][] }> {
    const { id, schoolId } = await this.row(token);
    const options = { where: { subjectType: 'issue', subjectId: id }, order: { id: 'ASC' as const } };
    const events = await this.house.database.read.of(TimelineEvent, schoolId).find(options);
    const contents = await this.house.database.read.of(Content, schoolId).find(options);
    return {
      names: events.map(({ name }) => name),
      payloads: JSON.stringify(events.map(({ payload }) => payload)),
      contents: contents.map(({ kind, body }) => [kind, body]),
    };
  }

  /** Kinds of what is on its way to somebody about an issue; `sealed` where it goes to a seal. */
  async told(token: string, person: TestPerson | 'sealed'): Promise<string[]> {
    const { id } = await this.row(token);
    const rows = await this.house.database.read
      .global(OutboxRow)
      .find({ where: { subjectType: 'issue', subjectId: id }, order: { id: 'ASC' } });
    return rows
      .filter((row) => (person === 'sealed' ? row.seal !== null : row.personId === person.id))
      .map(({ kind }) => kind);
  }
}
