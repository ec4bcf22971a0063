import { Module } from '@nestjs/common';
import { CategoriesModule } from '../issues/categories.module.js';
import { PeopleModule } from '../people/people.module.js';
import { CodeSubjects } from './code-subjects.js';
import { CodePosters } from './poster/code-posters.service.js';
import { ScanCounts } from './scan-counts.js';
import { ServiceCodePresenter } from './service-code.presenter.js';
import { ServiceCodesController } from './service-codes.controller.js';
import { CodeBook } from './service-codes.port.js';
import { ServiceCodesService } from './service-codes.service.js';

@Module({
  imports: [PeopleModule, CategoriesModule],
  controllers: [ServiceCodesController],
  providers: [ServiceCodesService, ServiceCodePresenter, CodeSubjects, CodeBook, ScanCounts, CodePosters],
  exports: [CodeBook],
})
export class ServiceCodesModule {}
