import { Foundation1763800000000 } from './1763800000000-foundation.js';
import { RepeatedRequests1763900000000 } from './1763900000000-repeated-requests.js';
import { ThreeCodes1764000000000 } from './1764000000000-three-codes.js';
import { MergedWithoutClocks1764050000000 } from './1764050000000-merged-without-clocks.js';
import { PreferencesAndConsents1764110000000 } from './1764110000000-preferences-and-consents.js';
import { SharedPhone1764120000000 } from './1764120000000-shared-phone.js';
import { Consultations1764130000000 } from './1764130000000-consultations.js';
import { Evaluations1764140000000 } from './1764140000000-evaluations.js';
import { People1764160000000 } from './1764160000000-people.js';
import { BoardIndexes1764170000000 } from './1764170000000-board-indexes.js';
import { ChildConsents1764180000000 } from './1764180000000-child-consents.js';
import { StaffAccounts1764190000000 } from './1764190000000-staff-accounts.js';
import { BreakGlass1764195000000 } from './1764195000000-break-glass.js';
import { Encryption1764200000000 } from './1764200000000-encryption.js';
import { PrivateDetails1764205000000 } from './1764205000000-private-details.js';
import { Roles1764210000000 } from './1764210000000-roles.js';
import { GivenToVillage1764211000000 } from './1764211000000-given-to-village.js';
import { DayHeard1764212000000 } from './1764212000000-day-heard.js';
import { ChildHealth1764212100000 } from './1764212100000-child-health.js';

/** All migrations in order; both engines run the same ones. */
export const migrations = [
  Foundation1763800000000,
  RepeatedRequests1763900000000,
  ThreeCodes1764000000000,
  MergedWithoutClocks1764050000000,
  PreferencesAndConsents1764110000000,
  SharedPhone1764120000000,
  Consultations1764130000000,
  Evaluations1764140000000,
  People1764160000000,
  BoardIndexes1764170000000,
  ChildConsents1764180000000,
  StaffAccounts1764190000000,
  BreakGlass1764195000000,
  Encryption1764200000000,
  PrivateDetails1764205000000,
  Roles1764210000000,
  GivenToVillage1764211000000,
  DayHeard1764212000000,
  ChildHealth1764212100000,
];
