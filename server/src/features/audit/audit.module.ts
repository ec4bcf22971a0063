import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { AuditController } from './audit.controller.js';
import { AuditList } from './audit-list.service.js';
import { AuditPresenter } from './audit.presenter.js';
import { AuditSight } from './audit-sight.js';
import { RowsOfChild } from './rows-of-child.js';

@Module({
  imports: [PeopleModule],
  controllers: [AuditController],
  providers: [AuditList, RowsOfChild, AuditSight, AuditPresenter],
})
export class AuditModule {}
