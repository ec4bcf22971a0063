import { Global, Module } from '@nestjs/common';
import { AffiliationSource } from '../../platform/auth/actor.js';
import { PeopleAffiliations } from './affiliations.js';
import { ChildrenController } from './children.controller.js';
import { ChildrenPresenter } from './children.port.js';
import { ChildrenService } from './children.service.js';
import { PeopleDirectory } from './people.port.js';
import { SchoolController } from './school.controller.js';
import { SchoolService } from './school.service.js';
import { StaffAccess } from './staff-access.js';
import { StaffDepartures } from './staff-left.port.js';
import { StaffRoles } from './staff-roles.service.js';
import { StaffSignIns } from './staff-sign-ins.service.js';
import { StaffController } from './staff.controller.js';
import { StaffPresenter } from './staff.presenter.js';
import { StaffService } from './staff.service.js';

// Global for one thing only: the platform asks here what a person is (`AffiliationSource`).
@Global()
@Module({
  controllers: [ChildrenController, StaffController, SchoolController],
  providers: [
    { provide: AffiliationSource, useClass: PeopleAffiliations },
    PeopleDirectory,
    ChildrenPresenter,
    ChildrenService,
    StaffPresenter,
    StaffService,
    StaffAccess,
    StaffRoles,
    StaffSignIns,
    StaffDepartures,
    SchoolService,
  ],
  exports: [AffiliationSource, PeopleDirectory, ChildrenPresenter, StaffDepartures],
})
export class PeopleModule {}
