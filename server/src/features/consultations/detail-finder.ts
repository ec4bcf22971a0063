import { Injectable } from '@nestjs/common';
import { personalDetails } from '#shared/consultations/vocabulary.js';
import type { PersonalDetail } from '#shared/consultations/vocabulary.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { isOrdinaryWord, staffMentionedIn } from '../issues/staff-mentions.port.js';
import { KnownNames } from '../people/known-names.port.js';
import { StaffNames } from '../people/staff-names.port.js';
import type { PublishedAnswer } from './consultation.entity.js';
import { calledIn, personalDetailsIn } from './personal-details.js';
import type { AnswerField, Detail } from './personal-details.js';

type Words = Pick<PublishedAnswer, 'question' | 'text' | 'keywords' | 'issueId'>;

const advice: Readonly<Record<PersonalDetail, string>> = {
  child: '请换成“孩子”',
  guardian: '请换成“家长”',
  staff: '请换成岗位，比如“班主任”',
  phone: '是学校的电话就留着，是个人的请拿掉',
  identity: '请拿掉',
  address: '是学校的地址就留着，是谁家的请拿掉',
};
const ask = '请再看一遍：有没有能认出是哪一家的话？没有就勾上“看过了”。';

/** Keeps personal details out of what the world may read. */
@Injectable()
export class DetailFinder {
  constructor(
    private readonly names: KnownNames,
    private readonly staff: StaffNames,
  ) {}

  /**
   * Lets through what leads to nobody.
   * @param confirmed somebody has looked at what was found and says that it leads to nobody
   * @returns what was confirmed; null where there was nothing to confirm
   * @throws ProblemError `personal_details` that says what was found and where: always for full names of children and
   *   guardians and for identity numbers; for the rest, and for what is written from an issue, until it is confirmed
   */
  async check(school: SchoolId, words: Words, confirmed: boolean): Promise<PersonalDetail[] | null> {
    const details = await this.find(school, words);
    const isBarred = details.some(({ barred }) => barred);
    const mustLook = details.length > 0 || words.issueId !== null;
    if (!isBarred && (confirmed || !mustLook))
      return mustLook ? [...new Set(details.map(({ kind }) => kind))] : null;
    const errors: { path: string; message: string }[] = details.map(({ kind, field, words: found }) => ({
      path: field,
      message: `“${found}”像是${personalDetails[kind]}，${advice[kind]}`,
    }));
    // What may be confirmed is answered apart, so that a screen can offer it.
    if (!isBarred) errors.push({ path: 'confirmed', message: ask });
    throw new ProblemError('personal_details', {
      detail:
        details.length === 0
          ? '这条是从一件事里写出来的。请再看一遍，确认里面没有能认出是哪一家的话。'
          : '里面像是有个人信息，还不能公开。请看红字，改好再试。',
      errors,
    });
  }

  private async find(school: SchoolId, words: Words): Promise<Detail[]> {
    const fields: Record<AnswerField, string> = {
      question: words.question,
      text: words.text,
      keywords: words.keywords.join('\n'),
    };
    const details = personalDetailsIn(fields, await this.names.of(school), isOrdinaryWord);
    const staff = await this.staff.of(school);
    for (const field of Object.keys(fields) as AnswerField[]) {
      const mentioned = staffMentionedIn(fields[field], staff);
      const called = staff
        .filter(({ personId }) => mentioned.has(personId))
        .map((one) => calledIn(fields[field], one));
      details.push(
        ...[...new Set(called)].map((found) => ({
          kind: 'staff' as const,
          field,
          words: found,
          barred: false,
        })),
      );
    }
    return details;
  }
}
