import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { AuditModule } from './features/audit/audit.module.js';
import { ConsentsModule } from './features/consents/consents.module.js';
import { HomeModule } from './features/home/home.module.js';
import { EvaluationsModule } from './features/evaluations/evaluations.module.js';
import { ConsultationsModule } from './features/consultations/consultations.module.js';
import { IssuesModule } from './features/issues/issues.module.js';
import { PeopleModule } from './features/people/people.module.js';
import { ServiceCodesModule } from './features/service-codes/service-codes.module.js';
import { SessionModule } from './features/session/session.module.js';
import { AuthGuard } from './platform/auth/auth.guard.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { validationPipe } from './platform/http/validation.js';
import { PlatformModule } from './platform/platform.module.js';
import type { PlatformParts } from './platform/platform.module.js';

/** The house: the platform below, the features above. */
@Module({})
export class AppModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(parts),
        PeopleModule,
        AuditModule,
        ConsentsModule,
        SessionModule,
        IssuesModule,
        ServiceCodesModule,
        ConsultationsModule,
        HomeModule,
        EvaluationsModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      ],
    };
  }
}
