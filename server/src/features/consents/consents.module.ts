import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { ChildConsentPresenter } from './child-consent.presenter.js';
import { ChildConsentsController } from './child-consents.controller.js';
import { ChildConsents } from './child-consents.port.js';
import { ChildConsentsService } from './child-consents.service.js';
import { ChildReadersService } from './child-readers.service.js';
import { ConsentBoardService } from './consent-board.service.js';
import { ConsentMessages } from './consent.messages.js';
import { ConsentTexts } from './consent-texts.js';
import { ConsentedUses } from './consented-uses.js';
import { ConsentsController } from './consents.controller.js';
import { Consents } from './consents.port.js';
import { ConsentsService } from './consents.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [ConsentsController, ChildConsentsController],
  providers: [
    Consents,
    ConsentsService,
    ConsentTexts,
    ConsentMessages,
    ChildConsents,
    ChildConsentPresenter,
    ChildConsentsService,
    ChildReadersService,
    ConsentBoardService,
    ConsentedUses,
  ],
  exports: [Consents, ChildConsents],
})
export class ConsentsModule {}
