import * as people from './features/people/people.entity.js';
import * as consents from './features/consents/consent.entity.js';
import * as breakGlass from './features/people/break-glass/break-glass.entity.js';
import * as byDate from './features/people/by-date/day-heard.entity.js';
import * as family from './features/people/family.entity.js';
import * as details from './features/people/private.entity.js';
import * as binding from './features/people/binding/binding.entity.js';
import * as integrity from './features/people/integrity/integrity.entity.js';
import * as consultations from './features/consultations/consultation.entity.js';
import * as calendar from './features/calendar/calendar.entity.js';
import * as evaluations from './features/evaluations/evaluation.entity.js';
import * as classifier from './features/issues/classifier/classifier.entity.js';
import * as clocks from './features/issues/clocks/clock.entity.js';
import * as filters from './features/issues/insight/saved-filter.entity.js';
import * as issues from './features/issues/issue.entity.js';
import * as codes from './features/service-codes/service-code.entity.js';
import * as audit from './platform/audit/audit.entity.js';
import * as identity from './platform/auth/identity.entity.js';
import * as media from './platform/media/media.entity.js';
import * as outbox from './platform/outbox/outbox.entity.js';
import * as timeline from './platform/timeline/timeline.entity.js';

/** Every table of the house, for the data source and the drift test. */
export const entities: (new () => object)[] = [
  identity,
  timeline,
  audit,
  outbox,
  media,
  people,
  consents,
  family,
  byDate,
  breakGlass,
  details,
  binding,
  integrity,
  calendar,
  codes,
  evaluations,
  issues,
  clocks,
  classifier,
  filters,
  consultations,
].flatMap((module) => Object.values<new () => object>({ ...module }));

/** Tables that belong to no school, each with the reason. Every other table carries `schoolId` (a test compares). */
export const globalTables: Readonly<Record<string, string>> = {
  region: 'stands above schools',
  school: 'is the tenant itself',
  region_role: 'spans the schools of a region',
  person: 'one human being may belong to several schools',
  person_preference: 'the program behaves alike for a person at every school',
  person_consent: 'said by a person for herself, whatever the school',
  account: 'one phone, whatever the school',
  account_person: 'one phone, whatever the school',
  password_login: 'staff may work in two schools',
  sign_in_tries: 'counted by a name that need not be anybody’s',
  totp: 'a person signs in once',
  recovery_code: 'a person signs in once',
  session: 'a person signs in once',
  picture_pin: 'one human being holds many phones',
  binding_code: 'leads to a person',
  subscription_credit: 'given by WeChat per account',
  installation: 'facts of the installation',
  encryption_key: 'keys belong to the installation',
  audit: 'sign-ins and the county belong to no school',
  audit_child: 'belongs to its row of the audit',
  outbox: 'one set of workers serves all schools',
  timer: 'one set of workers serves all schools',
  idempotency: 'scoped by a hash of who and where',
  wechat_token: 'one per WeChat app',
  wechat_seen: 'WeChat knows no schools',
};
