import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { SubjectChildren } from '../../../platform/auth/child-bars.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/database.js';
import { MessageCatalogue } from '../../../platform/outbox/message-catalogue.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { SettingsStore } from '../../../platform/settings/school-settings.js';
import { toTimeField } from '../../../platform/wechat/message-fields.js';
import { BindingRequest } from './binding.entity.js';

const kinds = {
  'binding.asked': { label: '绑定请您同意', what: '有家人想绑定', status: '请您看看' },
  'binding.let_in': { label: '绑定好了', what: '绑定有结果了', status: '绑好了' },
} as const;

/** What is told about a binding. Neutral: no name, whoever holds the phone may read it. */
@Injectable()
export class BindingMessages implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly catalogue: MessageCatalogue,
    private readonly subjects: SubjectChildren,
    private readonly settings: SettingsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const [kind, { label, what, status }] of Object.entries(kinds))
      this.catalogue.register(kind, {
        template: 'progress',
        label,
        page: () => 'pages/children/index',
        data: ({ at }) => ({ thing1: what, phrase2: status, time3: at ?? '' }),
      });
    this.subjects.register('binding_request', async (school, id) => {
      const row = await this.database.read.of(BindingRequest, school).findOne({ id });
      return row ? [row.childId] : [];
    });
    this.subjects.register('child', (_school, id) => Promise.resolve([id]));
  }

  /** Asks the guardians who decide whether somebody may come in. */
  async asked(tx: Tx, row: BindingRequest, personIds: readonly number[]): Promise<void> {
    for (const personId of personIds) await this.send(tx, 'binding.asked', row, personId);
  }

  /** Tells somebody who waited that she is in. */
  async letIn(tx: Tx, row: BindingRequest): Promise<void> {
    if (row.personId !== null) await this.send(tx, 'binding.let_in', row, row.personId);
  }

  private async send(tx: Tx, kind: keyof typeof kinds, row: BindingRequest, personId: number): Promise<void> {
    const { quietFrom, quietTo } = await this.settings.of(row.schoolId);
    await this.outbox.send(tx, {
      school: row.schoolId,
      kind,
      to: { personId },
      subject: { type: 'binding_request', id: row.id },
      payload: { at: toTimeField(this.clock.now()) },
      quiet: { from: quietFrom, to: quietTo },
    });
  }
}
