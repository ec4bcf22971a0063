import { Module } from '@nestjs/common';
import { AskedIssues } from './asked-issues.port.js';
import { CalendarModule } from '../calendar/calendar.module.js';
import { ConsentsModule } from '../consents/consents.module.js';
import { PeopleModule } from '../people/people.module.js';
import { ServiceCodesModule } from '../service-codes/service-codes.module.js';
import { BarPlacedOnIssues } from './bar-placed.js';
import { CategoriesService } from './categories.service.js';
import { ClassifierController } from './classifier/classifier.controller.js';
import { ClassifierExamples } from './classifier/classifier-examples.js';
import { ClassifierModels } from './classifier/classifier-models.service.js';
import { ClassifierReports } from './classifier/classifier-report.service.js';
import { ClassifierTraining } from './classifier/classifier-training.service.js';
import { NightlyTraining } from './classifier/nightly-training.js';
import { SchoolClassifier } from './classifier/school-classifier.js';
import { ClockSetupController } from './clocks/clock-setup.controller.js';
import { ClockSetup } from './clocks/clock-setup.js';
import { EscalationLevels } from './clocks/escalation-levels.service.js';
import { Escalation } from './clocks/escalation.js';
import { OverdueDigest } from './clocks/overdue-digest.js';
import { IssueClocks } from './clocks/issue-clocks.js';
import { ServiceTargets } from './clocks/service-targets.service.js';
import { AccusedOfHarm } from './conflict/accused-of-harm.js';
import { Conflicts } from './conflict/conflicts.js';
import { NewHands } from './conflict/new-hands.js';
import { NextOffice } from './conflict/next-office.js';
import { OfficeKeeper } from './conflict/office-keeper.js';
import { SettleConflictController } from './conflict/settle-conflict.controller.js';
import { SettleConflicts } from './conflict/settle-conflict.service.js';
import { EndsController } from './ends/ends.controller.js';
import { EndsService } from './ends/ends.service.js';
import { Endings } from './ends/endings.js';
import { FamilyCounts } from './ends/families.js';
import { MergedExclusions } from './ends/merged-exclusions.js';
import { MergedIssues } from './ends/merged-issues.js';
import { Merging } from './ends/merging.js';
import { RelatedIssues } from './ends/related-issues.js';
import { SecondLook } from './ends/second-look.js';
import { Silence } from './ends/silence.js';
import { SimilarCandidates } from './ends/similar-candidates.js';
import { Similar } from './ends/similar.js';
import { VerdictsController } from './ends/verdicts.controller.js';
import { IssueFirstScreen } from './first-screen.port.js';
import { HandingOver } from './handing-over.js';
import { IssueBoard } from './insight/board.service.js';
import { IssueDashboard } from './insight/dashboard.service.js';
import { InsightController } from './insight/insight.controller.js';
import { IssueOverview } from './insight/overview.service.js';
import { SavedFilters } from './insight/saved-filters.service.js';
import { Disclosure } from './intake/disclosure.js';
import { Filing } from './intake/filing.js';
import { FirstListeners } from './intake/first-listener.js';
import { Handing } from './intake/handing.js';
import { IntakeController } from './intake/intake.controller.js';
import { ReportFacts } from './intake/report-facts.js';
import { Sorting } from './intake/sorting.js';
import { StaffAway } from './intake/staff-away.js';
import { Transcripts } from './intake/transcripts.js';
import { IssueAuditSight } from './audit-sight.js';
import { IssueAccess } from './issue-access.js';
import { IssueCommands } from './issue-commands.service.js';
import { IssueConsequences } from './issue-consequences.js';
import { IssueLists } from './issue-lists.service.js';
import { IssueMedia } from './issue-media.js';
import { IssueMessages } from './issue.messages.js';
import { IssueQueries } from './issue-queries.js';
import { IssuePresenter } from './issue.presenter.js';
import { IssueReports } from './issue-reports.service.js';
import { IssueSetupController } from './issue-setup.controller.js';
import { IssueWorkController } from './issue-work.controller.js';
import { IssuesController } from './issues.controller.js';
import { IssuesService } from './issues.service.js';
import { RoutingRulesService } from './routing-rules.service.js';
import { Routing } from './routing.js';
import { SealedReporters } from './sealed-reporters.js';
import { StaffLeft } from './staff-left.js';

@Module({
  imports: [PeopleModule, ConsentsModule, CalendarModule, ServiceCodesModule],
  controllers: [
    IssuesController,
    IssueWorkController,
    IntakeController,
    EndsController,
    VerdictsController,
    SettleConflictController,
    InsightController,
    IssueSetupController,
    ClockSetupController,
    ClassifierController,
  ],
  providers: [
    AskedIssues,
    IssuesService,
    IssueAccess,
    IssueAuditSight,
    IssueReports,
    Disclosure,
    Filing,
    FirstListeners,
    Handing,
    ReportFacts,
    Sorting,
    StaffAway,
    Transcripts,
    IssueCommands,
    IssueLists,
    IssueQueries,
    IssueBoard,
    IssueDashboard,
    IssueOverview,
    IssueFirstScreen,
    SavedFilters,
    IssueMedia,
    IssueMessages,
    IssuePresenter,
    SealedReporters,
    StaffLeft,
    BarPlacedOnIssues,
    Conflicts,
    NewHands,
    NextOffice,
    OfficeKeeper,
    SettleConflicts,
    Routing,
    CategoriesService,
    RoutingRulesService,
    ClockSetup,
    ClassifierExamples,
    ClassifierModels,
    ClassifierReports,
    ClassifierTraining,
    NightlyTraining,
    SchoolClassifier,
    IssueClocks,
    Escalation,
    OverdueDigest,
    ServiceTargets,
    EscalationLevels,
    HandingOver,
    IssueConsequences,
    Endings,
    EndsService,
    FamilyCounts,
    MergedExclusions,
    AccusedOfHarm,
    MergedIssues,
    Merging,
    RelatedIssues,
    SecondLook,
    Silence,
    Similar,
    SimilarCandidates,
  ],
  exports: [AskedIssues, IssueFirstScreen],
})
export class IssuesModule {}
