import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { SchoolId } from '../../../platform/database/ids.js';
import { SchoolDays } from '../school-days.js';
import { IntegrityCheck } from './integrity-check.js';

const timer = 'people.integrity';
/** Hour in Asia/Shanghai at which nobody binds anything. */
const hourOfNight = 2;

/** Lets every school be looked through each night. */
@Injectable()
export class NightlyIntegrity implements OnModuleInit {
  constructor(
    private readonly days: SchoolDays,
    private readonly check: IntegrityCheck,
  ) {}

  onModuleInit(): void {
    this.days.register(timer, { hour: hourOfNight, startsAtOnce: false }, (tx, school) =>
      this.check.run(tx, school),
    );
  }

  /** Sets the timer of a school unless it is set. */
  ensure(school: SchoolId): Promise<void> {
    return this.days.ensure(timer, school);
  }
}
