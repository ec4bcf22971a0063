import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { BindingService } from './binding.service.js';
import { PasswordService } from './password.service.js';
import { SessionController } from './session.controller.js';
import { SessionPresenter } from './session.presenter.js';
import { SessionService } from './session.service.js';
import { SessionViews } from './session-view.port.js';

@Module({
  imports: [PeopleModule],
  controllers: [SessionController],
  providers: [SessionService, PasswordService, BindingService, SessionPresenter, SessionViews],
  exports: [SessionViews],
})
export class SessionModule {}
