import { Module } from '@nestjs/common';
import { ConsentsModule } from '../consents/consents.module.js';
import { PeopleModule } from '../people/people.module.js';
import { BindingService } from './binding.service.js';
import { LockController } from './lock.controller.js';
import { LockService } from './lock.service.js';
import { PasswordService } from './password.service.js';
import { PhonePeople } from './phone-people.js';
import { PicturePins } from './picture-pin.service.js';
import { SessionController } from './session.controller.js';
import { SessionPresenter } from './session.presenter.js';
import { SessionService } from './session.service.js';
import { SessionViews } from './session-view.port.js';
import { VisitorService } from './visitor.service.js';

@Module({
  imports: [PeopleModule, ConsentsModule],
  controllers: [SessionController, LockController],
  providers: [
    SessionService,
    PasswordService,
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
