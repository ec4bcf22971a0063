import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { MessageCatalogue } from '../../platform/outbox/message-catalogue.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { toTimeField } from '../../platform/wechat/message-fields.js';
import type { ConsentChange } from './child-consents.port.js';

const kind = 'consent.disagreed';

/** Tells guardians that somebody of the family sees it differently. Neutral: neither what nor who. */
@Injectable()
export class ConsentMessages implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly catalogue: MessageCatalogue,
    private readonly settings: SettingsStore,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.catalogue.register(kind, {
      template: 'progress',
      label: '家里意见不一样，请看看',
      page: () => 'pages/children/index',
      data: ({ at }) => ({ thing1: '有一件事请您看看', phrase2: '请您看看', time3: at ?? '' }),
    });
  }

  /** @param personIds guardians who have said something else */
  async disagreed(tx: Tx, { school, childId }: ConsentChange, personIds: readonly number[]): Promise<void> {
    const { quietFrom, quietTo } = await this.settings.of(school);
    for (const personId of personIds)
      await this.outbox.send(tx, {
        ...{ school, kind, to: { personId }, subject: { type: 'child', id: childId } },
        payload: { at: toTimeField(this.clock.now()) },
        quiet: { from: quietFrom, to: quietTo },
      });
  }
}
