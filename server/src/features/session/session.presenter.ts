import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { staffFields } from '#shared/people/field-classes.js';
import type { SessionView } from '#shared/session/contract.js';
import { hasRole, rolesIn, schoolsOf } from '../../platform/auth/actor.js';
import type { Actor } from '../../platform/auth/actor.js';
import { PasswordLogin } from '../../platform/auth/identity.entity.js';
import type { Session } from '../../platform/auth/identity.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { WeChat } from '../../platform/wechat/wechat.provider.js';
import { Consents } from '../consents/consents.port.js';
import { ChildrenPresenter } from '../people/children.port.js';
import { PeopleDirectory } from '../people/people.port.js';
import { PersonPreferences } from '../people/preferences.port.js';
import { PhonePeople, presentLock, presentOnPhone } from './phone-people.js';

const nothing: SessionView['abilities'] = {
  report: false,
  workOnIssues: false,
  seeBoard: false,
  configure: false,
  manageStaff: false,
  safeguarding: false,
  seeDeliveries: false,
  seeCounty: false,
  seeChildren: false,
  manageFamilies: false,
  manageRegion: false,
  reviewOpenings: false,
  seeAudit: false,
  seeVillage: false,
  seeTasks: false,
};

/** What somebody may open, derived from her roles today. Each door is checked again behind it. */
export function abilitiesOf(actor: Actor): SessionView['abilities'] {
  const inAny = (...roles: Parameters<typeof hasRole>[2][]) =>
    schoolsOf(actor).some((school) => hasRole(actor, school.id, ...roles));
  const leads = inAny('principal', 'school_admin');
  const protects = inAny('safeguarding_lead', 'safeguarding_deputy');
  const staff = actor.positions.length > 0;
  return {
    report: staff || actor.children.length > 0,
    workOnIssues: staff,
    seeBoard: staff,
    configure: leads,
    manageStaff: leads,
    safeguarding: protects,
    seeDeliveries: leads,
    seeCounty: actor.regionRoles.some(
      ({ role }) => role === 'county_officer' || role === 'county_safeguarding',
    ),
    seeChildren: actor.positions.some(({ role }) => staffFields[role].basic !== 'none'),
    manageFamilies: leads || inAny('class_teacher'),
    manageRegion: actor.regionRoles.some(({ role }) => role === 'region_admin'),
    reviewOpenings: protects || actor.regionRoles.some(({ role }) => role === 'county_safeguarding'),
    seeAudit: leads || protects,
    seeVillage: actor.regionRoles.some(({ role }) => role === 'village_officer'),
    seeTasks: actor.regionRoles.some(({ role }) => role === 'partner'),
  };
}

/** Presents a session: who is acting, for whom, with whom the phone is shared. */
@Injectable()
export class SessionPresenter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly phone: PhonePeople,
    private readonly people: PeopleDirectory,
    private readonly children: ChildrenPresenter,
    private readonly preferences: PersonPreferences,
    private readonly consents: Consents,
    private readonly weChat: WeChat,
  ) {}

  /** @param token bearer token, given only in the answer that opens the session */
  async present(session: Session, actor: Actor | null, token?: string): Promise<SessionView> {
    // Questions that do not wait for each other.
    const [onPhone, schools, children, preferences, consents, mustChangePassword] = await Promise.all([
      this.phone.of(session),
      actor ? this.schools(actor) : [],
      actor ? this.children.cards(actor) : [],
      this.preferences.of(actor?.personId ?? null),
      actor ? this.consents.of(actor.personId) : [],
      session.kind === 'password' && this.mustChange(session.personId),
    ]);
    const acting = actor ? onPhone.find(({ person }) => person.id === actor.personId) : undefined;
    return {
      ...(token === undefined ? {} : { token }),
      expiresAt: session.expiresAt.toISOString(),
      person: acting ? presentOnPhone(acting) : null,
      visitor: actor?.visitor ?? false,
      people: onPhone.map(presentOnPhone),
      lock: presentLock(session, acting?.person, this.clock.now()),
      schools,
      regionRoles: actor ? [...new Set(actor.regionRoles.map(({ role }) => role))] : [],
      children,
      abilities: actor ? abilitiesOf(actor) : nothing,
      preferences,
      consents,
      mustChangePassword,
      mustSetUpSecondStep: session.needsTotp,
      subscribeTemplates: (['progress', 'work'] as const).map((key) => ({
        key,
        id: this.weChat.templates[key],
      })),
    };
  }

  private async schools(actor: Actor): Promise<SessionView['schools']> {
    return Promise.all(
      schoolsOf(actor).map(async ({ id }) => {
        const positions = actor.positions.filter((position) => position.school.id === id);
        const { classrooms } = await this.people.names(id, {
          people: [],
          places: [],
          classrooms: positions.map((one) => one.classroomId),
        });
        const roles = positions.map(({ role, classroomId }) => ({
          role,
          classroom: classrooms.get(classroomId ?? 0) ?? null,
        }));
        return { ...(await this.people.school(id)), roles: rolesIn(actor, id).length > 0 ? roles : [] };
      }),
    );
  }

  private async mustChange(personId: number | null): Promise<boolean> {
    if (personId === null) return false;
    return this.database.read
      .global(PasswordLogin)
      .existsBy({ personId, endedAt: IsNull(), mustChange: true });
  }
}
