import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { CategoriesService } from './categories.service.js';
import { IssueAccess } from './issue-access.js';
import { IssueCommands } from './issue-commands.service.js';
import { IssueLists } from './issue-lists.service.js';
import { IssueMessages } from './issue.messages.js';
import { IssuePresenter } from './issue.presenter.js';
import { IssueReports } from './issue-reports.service.js';
import { IssueSetupController } from './issue-setup.controller.js';
import { IssuesController } from './issues.controller.js';
import { IssuesService } from './issues.service.js';
import { RoutingRulesService } from './routing-rules.service.js';
import { Routing } from './routing.js';
import { SealedReporters } from './sealed-reporters.js';
import { StaffLeft } from './staff-left.js';

@Module({
  imports: [PeopleModule],
  controllers: [IssuesController, IssueSetupController],
  providers: [
    IssuesService,
    IssueAccess,
    IssueReports,
    IssueCommands,
    IssueLists,
    IssueMessages,
    IssuePresenter,
    SealedReporters,
    StaffLeft,
    Routing,
    CategoriesService,
    RoutingRulesService,
  ],
})
export class IssuesModule {}
