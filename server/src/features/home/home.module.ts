import { Module } from '@nestjs/common';
import { IssuesModule } from '../issues/issues.module.js';
import { SessionModule } from '../session/session.module.js';
import { HomeController } from './home.controller.js';
import { HomeService } from './home.service.js';

@Module({
  imports: [SessionModule, IssuesModule],
  controllers: [HomeController],
  providers: [HomeService],
})
export class HomeModule {}
