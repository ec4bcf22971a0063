import type { IssueDetail } from '#shared/issues/contract.js';
import { Classifier } from '../../../server/src/features/issues/classifier/classifier.js';
import { startingSentences } from '../../../server/src/features/issues/classifier/starting-set.js';
import type { TestPerson, TestSchool } from '../../support/factory.js';
import type { House } from '../../support/house.js';

/** A word that stands in no dictionary and in no starting set: what is known of it was learned. */
export const ownWord = '晨光屋';

/** Reports about the school's own reading room, which the starting set cannot know. */
export const ownReports = (count: number): string[] => {
  const what = ['今天没开门', '几点可以进', '换到楼上去了', '能不能多开一会儿', '娃说很喜欢', '里面人太多'];
  return Array.from({ length: count }, (_, at) => `${ownWord}${what[at % what.length]}，第${at + 1}回说了`);
};

/** A school whose principal decides categories. */
export class Deciding {
  private constructor(
    readonly house: House,
    readonly school: TestSchool,
    readonly principal: TestPerson,
    readonly admin: TestPerson,
    readonly parent: TestPerson,
  ) {}

  static async at(house: House): Promise<Deciding> {
    const school = await house.make.school();
    const child = await house.make.child(school, await house.make.classroom(school));
    const principal = await house.make.staff(school, 'principal');
    const admin = await house.make.staff(school, 'school_admin');
    await house.make.staff(school, 'safeguarding_lead');
    return new Deciding(house, school, principal, admin, await house.make.guardian(school, child));
  }

  /** Reports something; answers the issue as the principal sees it. */
  async report(text: string, more: object = {}, reader: TestPerson = this.principal): Promise<IssueDetail> {
    const { make } = this.house;
    const made = await this.parent.api.post<IssueDetail>(
      '/issues',
      make.report(text, { school: this.school.token, ...more }),
    );
    if (made.status !== 201) throw new Error(made.raw);
    return (await reader.api.get<IssueDetail>(`/issues/${made.body.token}`)).body;
  }

  /** Reports something and puts it into a category, whatever the classifier said. Answers the issue's token. */
  async decide(text: string, code: string, more: object = {}, by: TestPerson = this.admin): Promise<string> {
    const { token } = await this.report(text, more, by);
    const category = this.school.categories[code];
    const answer = await by.api.post(`/issues/${token}/recategorise`, { category });
    if (answer.status !== 200) throw new Error(answer.raw);
    return token;
  }

  /** Ordinary sentences, each put into the category after its own. */
  async decideWrongly(count: number): Promise<void> {
    const harmless = ['facility', 'food', 'teaching', 'admission', 'transport', 'fees'];
    const sure = startingSentences().filter(
      ({ text, label }) =>
        harmless.includes(label) && Classifier.trainFromStartingSet().classify(text).category === label,
    );
    for (let at = 0; at < count; at++) {
      const { text, label } = sure[(at * 7) % sure.length] ?? { text: '', label: '' };
      const wrong = harmless[(harmless.indexOf(label) + 1) % harmless.length] ?? '';
      await this.decide(`${text}，请处理`, wrong);
    }
  }
}
