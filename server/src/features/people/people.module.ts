import { Global, Module } from '@nestjs/common';
import { AffiliationSource } from '../../platform/auth/actor.js';
import { ChildBars } from '../../platform/auth/child-bars.js';
import { PeopleAffiliations } from './affiliations.js';
import { Bars } from './bars.port.js';
import { DayTurn } from './by-date/day-turn.js';
import { ByDate } from './by-date/turned.js';
import { BreakGlassController } from './break-glass/break-glass.controller.js';
import { BreakGlassService } from './break-glass/break-glass.service.js';
import { BreakGlassWatch } from './break-glass/break-glass-watch.js';
import { OpeningPresenter } from './break-glass/opening.presenter.js';
import { OpeningReviews } from './break-glass/opening-reviews.service.js';
import { Openings } from './break-glass/openings.js';
import { BindingAdmission } from './binding/binding-admission.js';
import { BindingCodes } from './binding/binding-codes.service.js';
import { BindingDoubts } from './binding/binding-doubts.js';
import { BindingMessages } from './binding/binding.messages.js';
import { BindingRequestPresenter } from './binding/binding-request.presenter.js';
import { BindingRequests } from './binding/binding-requests.service.js';
import { BindingSlipsController } from './binding/binding-slips.controller.js';
import { BindingSlips } from './binding/binding-slips.service.js';
import { BindingController } from './binding/binding.controller.js';
import { BindingService } from './binding/binding.service.js';
import { Unbinding } from './binding/unbinding.service.js';
import { ChildDoor } from './child-door.port.js';
import { ChildrenController } from './children.controller.js';
import { ChildrenPresenter } from './children.port.js';
import { ChildrenService } from './children.service.js';
import { ChildMoves } from './classrooms/child-moves.service.js';
import { ClassroomAccess } from './classrooms/classroom-access.js';
import { ClassroomBooks } from './classrooms/classroom-book.service.js';
import { ClassroomsController } from './classrooms/classrooms.controller.js';
import { ClassroomsService } from './classrooms/classrooms.service.js';
import { SchoolYears } from './classrooms/school-year.service.js';
import { Deciders } from './deciders.port.js';
import { BarOrders } from './family/bars.service.js';
import { CareController } from './family/care.controller.js';
import { CareService } from './family/care.service.js';
import { ChildAccess } from './family/child-access.js';
import { ChildHistoryBook } from './family/child-history.js';
import { ChildHistories } from './family/child-history.service.js';
import { FamilyController } from './family/family.controller.js';
import { FamilyPresenter } from './family/family.presenter.js';
import { Guardianships } from './family/guardianships.service.js';
import { HealthNotes } from './family/health.service.js';
import { Households } from './family/households.service.js';
import { ByPhone } from './family/by-phone.service.js';
import { PrivateController } from './family/private.controller.js';
import { PrivateDetails } from './family/private.service.js';
import { Roster } from './family/roster.service.js';
import { FieldConsents } from './field-consents.port.js';
import { Guardians } from './guardians.port.js';
import { IntegrityCheck } from './integrity/integrity-check.js';
import { IntegrityController } from './integrity/integrity.controller.js';
import { IntegrityFindings } from './integrity/integrity-findings.service.js';
import { NightlyIntegrity } from './integrity/nightly-integrity.js';
import { KnownNames } from './known-names.port.js';
import { OpeningRefusals } from './opening-refusals.port.js';
import { PeopleChanges } from './people-changes.port.js';
import { PeopleDirectory } from './people.port.js';
import { PersonPreferences } from './preferences.port.js';
import { PreferencesController } from './preferences.controller.js';
import { PreferencesService } from './preferences.service.js';
import { ReaderNames } from './reader-names.port.js';
import { RegionOfficers } from './region-officers.port.js';
import { RolesToday } from './roles-today.js';
import { KnownPeople } from './roles/known-people.service.js';
import { OfficerAccess } from './roles/officer-access.js';
import { OfficerSignIns } from './roles/officer-sign-ins.service.js';
import { RegionRoles } from './roles/region-roles.service.js';
import { Regions } from './roles/regions.js';
import { VillageOfficers } from './village/village-officers.js';
import { VillageScope } from './village/village-scope.js';
import { VillageController } from './village/village.controller.js';
import { Village } from './village/village.service.js';
import { RoleBook } from './roles/role-book.service.js';
import { RolesController } from './roles/roles.controller.js';
import { SchoolDays } from './school-days.js';
import { SchoolController } from './school.controller.js';
import { SchoolService } from './school.service.js';
import { StaffAccess } from './staff-access.js';
import { StaffDepartures } from './staff-left.port.js';
import { StaffNamesController } from './staff-names.controller.js';
import { StaffNames } from './staff-names.port.js';
import { StaffPresenceController } from './staff-presence.controller.js';
import { StaffPresence } from './staff-presence.port.js';
import { StaffPresenceService } from './staff-presence.service.js';
import { StaffRecord } from './staff-record.port.js';
import { StaffRoles } from './staff-roles.service.js';
import { StaffSignIns } from './staff-sign-ins.service.js';
import { StaffController } from './staff.controller.js';
import { StaffPresenter } from './staff.presenter.js';
import { StaffService } from './staff.service.js';

// Global for one thing only: the platform asks here what a person is (`AffiliationSource`).
@Global()
@Module({
  controllers: [
    ChildrenController,
    PreferencesController,
    ClassroomsController,
    RolesController,
    VillageController,
    FamilyController,
    BreakGlassController,
    CareController,
    PrivateController,
    BindingController,
    BindingSlipsController,
    IntegrityController,
    StaffController,
    StaffNamesController,
    StaffPresenceController,
    SchoolController,
  ],
  providers: [
    Bars,
    { provide: ChildBars, useExisting: Bars },
    { provide: AffiliationSource, useClass: PeopleAffiliations },
    PeopleDirectory,
    RolesToday,
    PeopleChanges,
    SchoolDays,
    DayTurn,
    ByDate,
    ChildrenPresenter,
    ChildrenService,
    PersonPreferences,
    PreferencesService,
    FieldConsents,
    ChildAccess,
    ChildMoves,
    ClassroomAccess,
    ClassroomBooks,
    ClassroomsService,
    RoleBook,
    KnownPeople,
    Regions,
    RegionRoles,
    SchoolYears,
    VillageScope,
    VillageOfficers,
    Village,
    OfficerAccess,
    OfficerSignIns,
    ChildDoor,
    Deciders,
    ReaderNames,
    OpeningRefusals,
    Openings,
    OpeningPresenter,
    OpeningReviews,
    BreakGlassService,
    BreakGlassWatch,
    ChildHistoryBook,
    ChildHistories,
    FamilyPresenter,
    Guardianships,
    Households,
    HealthNotes,
    CareService,
    BarOrders,
    Roster,
    PrivateDetails,
    ByPhone,
    BindingCodes,
    BindingService,
    BindingDoubts,
    BindingAdmission,
    BindingRequests,
    BindingRequestPresenter,
    BindingMessages,
    BindingSlips,
    Unbinding,
    IntegrityCheck,
    NightlyIntegrity,
    IntegrityFindings,
    StaffPresenter,
    StaffService,
    StaffAccess,
    StaffRoles,
    StaffSignIns,
    StaffDepartures,
    StaffRecord,
    StaffNames,
    RegionOfficers,
    StaffPresence,
    StaffPresenceService,
    Guardians,
    KnownNames,
    SchoolService,
  ],
  exports: [
    AffiliationSource,
    ChildBars,
    Bars,
    PeopleDirectory,
    ChildrenPresenter,
    ChildDoor,
    Deciders,
    ReaderNames,
    FieldConsents,
    OpeningRefusals,
    Guardians,
    PersonPreferences,
    KnownNames,
    PeopleChanges,
    StaffDepartures,
    StaffRecord,
    StaffNames,
    RegionOfficers,
    StaffPresence,
  ],
})
export class PeopleModule {}
