import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.js';
import { Clock } from '../../platform/clock/clock.js';
import type { SchoolId } from '../../platform/database/ids.js';
import { MessageCatalogue } from '../../platform/outbox/message-catalogue.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { OutgoingMessage } from '../../platform/outbox/outbox.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { Exclusion } from '../../platform/timeline/timeline.entity.js';
import { toTimeField } from '../../platform/wechat/message-fields.js';
import type { Issue } from './issue.entity.js';

/** What is said about an issue. Neutral: a push may be read by whoever holds the phone. */
const kinds = {
  'issue.assigned': { template: 'work', label: '交办提醒', what: '有一件事交给您', status: '等您接下' },
  'issue.reopened': { template: 'work', label: '重办提醒', what: '有一件事家长说没办好', status: '要再办' },
  'issue.replied': { template: 'work', label: '家长回话提醒', what: '家长回话了', status: '请看看' },
  'issue.closed': { template: 'work', label: '办结提醒', what: '家长说办好了', status: '已办结' },
  'issue.diverted': {
    template: 'work',
    label: '专人事项提醒',
    what: '有一件需要您看的事',
    status: '请尽快看',
  },
  'issue.late': { template: 'work', label: '超时提醒', what: '有一件事到时间了', status: '请看看' },
  'issue.warned': { template: 'work', label: '到期预告', what: '有一件事快到时间了', status: '请看看' },
  'issue.undecided': {
    template: 'work',
    label: '待定事项提醒',
    what: '有一件事请您定一下',
    status: '请看看',
  },
  'issue.overdue': { template: 'work', label: '积压提醒', what: '有些事早就过了时间', status: '请看看' },
  'issue.declined': {
    template: 'progress',
    label: '进展提醒（没能办）',
    what: '您说的事有答复了',
    status: '请您看看',
  },
  'issue.merged': {
    template: 'progress',
    label: '进展提醒（一起办）',
    what: '您说的事有进展',
    status: '一起办了',
  },
  'issue.accepted': {
    template: 'progress',
    label: '进展提醒（接下）',
    what: '您说的事有进展',
    status: '有人接下了',
  },
  'issue.answered': {
    template: 'progress',
    label: '进展提醒（答复）',
    what: '您说的事有进展',
    status: '有答复了',
  },
  'issue.asked': {
    template: 'progress',
    label: '进展提醒（问话）',
    what: '您说的事有进展',
    status: '想问您一句',
  },
  'issue.resolved': {
    template: 'progress',
    label: '进展提醒（请评价）',
    what: '您说的事有进展',
    status: '请您看看',
  },
} as const;
export type IssueMessage = keyof typeof kinds;
/** A diversion cannot wait for the morning. */
const isUrgent = (kind: string): boolean => kind === 'issue.diverted';

/** Sends what must be heard of an issue, through the outbox. */
@Injectable()
export class IssueMessages implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly catalogue: MessageCatalogue,
    private readonly settings: SettingsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const [kind, { template, label, what, status }] of Object.entries(kinds)) {
      this.catalogue.register(kind, {
        template,
        label,
        // Progress is told to who reported, and nobody is kept out of what she said herself.
        isOwn: template === 'progress',
        isUrgent: isUrgent(kind),
        // What is about no single issue opens the first screen, where all that is late stands together.
        page: ({ issue }) => (issue ? `packages/issues/detail/index?token=${issue}` : 'pages/home/index'),
        data: ({ at }) => ({ thing1: what, phrase2: status.slice(0, 5), time3: at ?? '' }),
      });
    }
  }

  /**
   * Tells persons of an issue; who is excluded from it hears nothing, whatever her role.
   * @param known who is excluded, where that was just asked in this transaction
   */
  async tell(
    tx: Tx,
    kind: IssueMessage,
    issue: Issue,
    personIds: readonly (number | null)[],
    known?: ReadonlySet<number>,
  ): Promise<void> {
    const excluded = known ?? (await this.excludedFrom(tx, issue));
    for (const personId of new Set(personIds)) {
      if (personId !== null && !excluded.has(personId)) await this.send(tx, kind, issue, { personId });
    }
  }

  private async excludedFrom(tx: Tx, { id, schoolId }: Issue): Promise<ReadonlySet<number>> {
    const where = { subjectType: 'issue', subjectId: id };
    const barred = await tx.of(Exclusion, schoolId).find({ where });
    return new Set(barred.map((row) => row.personId));
  }

  /** Takes back what ordinary readers have not heard yet: the issue has left their sight. */
  withdraw(tx: Tx, issue: Issue): Promise<void> {
    return this.outbox.withdraw(tx, { type: 'issue', id: issue.id }, 'issue.diverted');
  }

  /** Takes back what persons who are excluded now have not heard yet. */
  withdrawFrom(tx: Tx, issue: Pick<Issue, 'id'>, personIds: readonly number[]): Promise<void> {
    const own = this.catalogue.ownKinds();
    return this.outbox.withdrawFrom(tx, { type: 'issue', id: issue.id }, personIds, own);
  }

  /** Tells whoever reported the issue, by name or through the seal. */
  async tellReporter(tx: Tx, kind: IssueMessage, issue: Issue): Promise<void> {
    if (issue.seal !== null) await this.send(tx, kind, issue, { seal: issue.seal });
    else if (issue.reporterId !== null) await this.send(tx, kind, issue, { personId: issue.reporterId });
  }

  /** Tells somebody once of all that has long been late at a school; it names no issue. */
  tellOverdue(tx: Tx, school: SchoolId, personId: number): Promise<void> {
    return this.queue(tx, 'issue.overdue', school, { type: 'school', id: school }, { personId }, {});
  }

  private send(
    tx: Tx,
    kind: IssueMessage,
    { id, token, schoolId }: Issue,
    to: OutgoingMessage['to'],
  ): Promise<void> {
    return this.queue(tx, kind, schoolId, { type: 'issue', id }, to, { issue: token });
  }

  private async queue(
    tx: Tx,
    kind: IssueMessage,
    school: SchoolId,
    subject: OutgoingMessage['subject'],
    to: OutgoingMessage['to'],
    payload: Record<string, string>,
  ): Promise<void> {
    const { quietFrom, quietTo } = await this.settings.of(school);
    const quiet = isUrgent(kind) ? null : { from: quietFrom, to: quietTo };
    const at = toTimeField(this.clock.now());
    await this.outbox.send(tx, { school, kind, to, subject, payload: { ...payload, at }, quiet });
  }
}
