import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import { PeopleDirectory } from '../people/people.port.js';
import { StaffPresence } from '../people/staff-presence.port.js';
import { IssueAccess } from './issue-access.js';
import type { IssueCommand } from './issue-command.js';
import { Category } from './issue.entity.js';
import type { Issue } from './issue.entity.js';
import { classroomSees } from './issue.policy.js';
import { Routing } from './routing.js';

/** Where an issue goes by the hand of a person: to somebody else, or into another category. */
@Injectable()
export class HandingOver {
  constructor(
    private readonly database: Database,
    private readonly access: IssueAccess,
    private readonly people: PeopleDirectory,
    private readonly presence: StaffPresence,
    private readonly routing: Routing,
  ) {}

  /** To somebody of the school who is there and may see it; what was appealed never goes back to who has refused it. */
  async to(issue: Issue, assigneeToken: string): Promise<IssueCommand> {
    const person = await this.people.staffByToken(issue.schoolId, assigneeToken);
    const excluded = await this.access.excludedFrom(issue);
    if (issue.appealed && issue.declinedById !== null) excluded.add(issue.declinedById);
    for (const personId of await this.routing.mayNotListen(issue.schoolId, issue)) excluded.add(personId);
    if (!person || excluded.has(person.id)) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'assignee', message: '请选择本校在职的一位' }],
      });
    }
    if ((await this.presence.unavailable(issue.schoolId, [person.id], null)).has(person.id)) {
      throw new ProblemError('invalid_input', {
        errors: [{ path: 'assignee', message: '这位今天不在，请换一位' }],
      });
    }
    const [role = null] = await this.people.rolesOf(issue.schoolId, person.id);
    return {
      action: issue.state === 'submitted' || issue.state === 'classified' ? 'assign' : 'reassign',
      payload: { assigneeId: person.id, role },
      change: { assigneeId: person.id, assigneeRole: role },
    };
  }

  /** Into another category of the school; the correction is kept as training data. */
  async into(issue: Issue, categoryToken: string): Promise<IssueCommand> {
    const category = await this.database.read
      .of(Category, issue.schoolId)
      .findOne({ token: categoryToken, active: true });
    if (!category)
      throw new ProblemError('invalid_input', { errors: [{ path: 'category', message: '找不到这个类别' }] });
    return {
      action: issue.state === 'submitted' ? 'classify' : 'recategorise',
      payload: { category: category.code, decidedBy: 'staff' },
      change: { categoryId: category.id, classroomSees: classroomSees(category, issue) },
    };
  }
}
