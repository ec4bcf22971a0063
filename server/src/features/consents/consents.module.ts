import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { ConsentsController } from './consents.controller.js';
import { Consents } from './consents.port.js';
import { ConsentsService } from './consents.service.js';

@Module({
  imports: [PeopleModule],
  controllers: [ConsentsController],
  providers: [Consents, ConsentsService],
  exports: [Consents],
})
export class ConsentsModule {}
