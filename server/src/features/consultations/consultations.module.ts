import { Module } from '@nestjs/common';
import { CategoriesModule } from '../issues/categories.module.js';
import { IssuesModule } from '../issues/issues.module.js';
import { PeopleModule } from '../people/people.module.js';
import { ServiceCodesModule } from '../service-codes/service-codes.module.js';
import { AnswerPresenter } from './answer.presenter.js';
import { AnswerStore } from './answer-store.js';
import { AnswersController } from './answers.controller.js';
import { AnswersService } from './answers.service.js';
import { AskingController } from './asking.controller.js';
import { ConsultationCounts } from './consultation-counts.js';
import { DetailFinder } from './detail-finder.js';
import { Publishing } from './publishing.service.js';
import { Suggestions } from './suggestions.service.js';

@Module({
  imports: [PeopleModule, CategoriesModule, ServiceCodesModule, IssuesModule],
  controllers: [AnswersController, AskingController],
  providers: [
    AnswersService,
    AnswerStore,
    AnswerPresenter,
    Publishing,
    DetailFinder,
    Suggestions,
    ConsultationCounts,
  ],
})
export class ConsultationsModule {}
