import { Injectable } from '@nestjs/common';
import type { SchoolId } from '../../platform/database/ids.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { namesClassroom, namesSomebody } from '../issues/naming.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { StaffNames } from '../people/staff-names.port.js';

const notPeople = '这里评的是服务，不评人。请换成一件事，比如“家校沟通”“吃得饱”。';
const notClassrooms = '这里不按班评：一个班的分会变成班上老师的分。请写全园都有的事。';
const tellInstead = '请点“告诉园里”，您写的话会带过去，也可以不说名字。';

/**
 * Words that speak of harm to a child. What families write here waits for company and has no sender whom anybody could
 * ask: such a word must go where somebody acts on it at once. Wider than needed on purpose; the stars are taken anyway.
 */
const harm =
  /[打掐踢踹扇拧推骂吼][了着过]?(?:我家|我们)?(?:孩子|娃|宝宝|小孩|他|她|孙)|(?:孩子|娃|宝宝|身|脸|手|腿|背)上?[有是]?(?:伤|淤|瘀|疤|紫|印)|挨打|被打|体罚|虐|猥亵|侵犯|性侵|摸[了着过]?(?:下面|下身|私处|屁股|胸)|关[在进](?:厕所|黑|小)|不想活|自杀|自残/;

/** Looks that nobody is evaluated: neither by what the office asks nor by what a family writes. */
@Injectable()
export class EvaluationWording {
  constructor(
    private readonly people: PeopleDirectory,
    private readonly staff: StaffNames,
  ) {}

  /**
   * For what the office writes: names of services and dimensions.
   * @throws ProblemError `invalid_input` where one names somebody or a classroom
   */
  async ofOffice(school: SchoolId, written: readonly { path: string; text: string }[]): Promise<void> {
    const context = await this.context(school);
    const errors = written.flatMap(({ path, text }) => {
      if (namesSomebody(text, context)) return [{ path, message: notPeople }];
      return namesClassroom(text, context.classrooms) ? [{ path, message: notClassrooms }] : [];
    });
    if (errors.length > 0)
      throw new ProblemError('invalid_input', { detail: errors[0]?.message ?? '', errors });
  }

  /**
   * For what a family writes beside its stars.
   * @throws ProblemError `better_told` where it speaks of somebody or of harm: the report form is the place for it
   */
  async ofFamily(school: SchoolId, text: string): Promise<void> {
    if (text.trim() === '') return;
    if (harm.test(text))
      throw new ProblemError('better_told', { detail: `这件事要紧，不能等凑够五家再看。${tellInstead}` });
    if (/\d{7}/.test(text.replace(/[\s-]/g, '')))
      throw new ProblemError('better_told', { detail: `这里请不要写电话和号码。${tellInstead}` });
    const names = await this.people.namesKnownAt(school);
    const speaksOf = names.some((name) => name.length > 1 && text.includes(name));
    if (speaksOf || namesSomebody(text, await this.context(school)))
      throw new ProblemError('better_told', {
        detail: `这里评的是服务，不评人。想说某位老师或哪个孩子的事，${tellInstead}`,
      });
  }

  private async context(school: SchoolId) {
    return { staff: await this.staff.of(school), classrooms: await this.staff.classrooms(school) };
  }
}
