import { Global, Module } from '@nestjs/common';
import { AffiliationSource } from '../../platform/auth/actor.js';
import { PeopleAffiliations } from './affiliations.js';
import { ChildrenController } from './children.controller.js';
import { ChildrenPresenter } from './children.port.js';
import { ChildrenService } from './children.service.js';
import { Guardians } from './guardians.port.js';
import { PeopleDirectory } from './people.port.js';
import { PersonPreferences } from './preferences.port.js';
import { PreferencesController } from './preferences.controller.js';
import { PreferencesService } from './preferences.service.js';
import { RegionOfficers } from './region-officers.port.js';
import { SchoolController } from './school.controller.js';
import { SchoolService } from './school.service.js';
import { StaffAccess } from './staff-access.js';
import { StaffDepartures } from './staff-left.port.js';
import { StaffNamesController } from './staff-names.controller.js';
import { StaffNames } from './staff-names.port.js';
import { StaffPresenceController } from './staff-presence.controller.js';
import { StaffPresence } from './staff-presence.port.js';
import { StaffPresenceService } from './staff-presence.service.js';
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
    StaffController,
    StaffNamesController,
    StaffPresenceController,
    SchoolController,
  ],
  providers: [
    { provide: AffiliationSource, useClass: PeopleAffiliations },
    PeopleDirectory,
    ChildrenPresenter,
    ChildrenService,
    PersonPreferences,
    PreferencesService,
    StaffPresenter,
    StaffService,
    StaffAccess,
    StaffRoles,
    StaffSignIns,
    StaffDepartures,
    StaffNames,
    RegionOfficers,
    StaffPresence,
    StaffPresenceService,
    Guardians,
    SchoolService,
  ],
  exports: [
    AffiliationSource,
    PeopleDirectory,
    ChildrenPresenter,
    Guardians,
    PersonPreferences,
    StaffDepartures,
    StaffNames,
    RegionOfficers,
    StaffPresence,
  ],
})
export class PeopleModule {}
