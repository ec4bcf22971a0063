import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/consents.module.js';
import { PeopleModule } from '../people/people.module.js';
import { BindingService } from './binding.service.js';
import { LockController } from './lock.controller.js';
import { LockService } from './lock.service.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';
import { OwnSessions } from './own-sessions.service.js';
import { PasswordProof } from './password-proof.js';
import { PasswordService } from './password.service.js';
import { PhonePeople } from './phone-people.js';
import { PicturePins } from './picture-pin.service.js';
import { SecondStepRules } from './second-step-rules.js';
import { SecondStepTickets } from './second-step-tickets.js';
import { SessionController } from './session.controller.js';
import { SessionPresenter } from './session.presenter.js';
import { SessionService } from './session.service.js';
import { SessionViews } from './session-view.port.js';
import { VisitorService } from './visitor.service.js';

@Module({
  imports: [PeopleModule, ConsentsModule],
  controllers: [SessionController, LockController, OwnAccountController],
  providers: [
    SessionService,
    PasswordService,
    PasswordProof,
    SecondStepTickets,
    SecondStepRules,
    OwnAccountService,
    OwnSessions,
    BindingService,
    VisitorService,
    LockService,
    PicturePins,
    PhonePeople,
    SessionPresenter,
    SessionViews,
  ],
  exports: [SessionViews],
})
export class SessionModule {}
