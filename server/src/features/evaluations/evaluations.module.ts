import { Module } from '@nestjs/common';
import { CategoriesModule } from '../issues/categories.module.js';
import { PeopleModule } from '../people/people.module.js';
import { ServiceCodesModule } from '../service-codes/service-codes.module.js';
import { Arrivals } from './arrivals.js';
import { EvaluatedServices } from './evaluated-services.service.js';
import { EvaluationBoxes } from './evaluation-boxes.js';
import { EvaluationFiguresService } from './evaluation-figures.service.js';
import { EvaluationMarks } from './evaluation-marks.js';
import { EvaluationNotes } from './evaluation-notes.service.js';
import { EvaluationOfficeController } from './evaluation-office.controller.js';
import { EvaluationPresenter } from './evaluation.presenter.js';
import { EvaluationsController } from './evaluations.controller.js';
import { EvaluationsService } from './evaluations.service.js';
import { ServiceBook } from './service-book.js';
import { EvaluationWording } from './wording.js';

@Module({
  imports: [PeopleModule, CategoriesModule, ServiceCodesModule],
  controllers: [EvaluationsController, EvaluationOfficeController],
  providers: [
    Arrivals,
    EvaluatedServices,
    EvaluationBoxes,
    EvaluationFiguresService,
    EvaluationMarks,
    EvaluationNotes,
    EvaluationPresenter,
    EvaluationsService,
    EvaluationWording,
    ServiceBook,
  ],
})
export class EvaluationsModule {}
