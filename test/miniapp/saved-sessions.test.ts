import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SessionView } from '../../shared/session/contract.js';
import { SavedSessions } from '../../miniapp/session/saved-sessions.js';
import { FakeStorage, Power } from './fake-phone.js';

function viewOf(person: string | null): SessionView {
  return {
    expiresAt: '2026-12-22T00:00:00.000Z',
    person: person === null ? null : { token: person, name: person, picture: 'sun', hasPin: false },
    people: [],
    lock: { hasPin: false, unlockedUntil: null },
    schools: [],
    visitor: false,
    regionRoles: [],
    children: [],
    abilities: {
      report: true,
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
    },
    preferences: { simpleMode: false, readsAloud: false },
    consents: [],
    mustChangePassword: false,
    mustSetUpSecondStep: false,
    subscribeTemplates: [],
  };
}

let sessions: SavedSessions;
beforeEach(() => {
  sessions = new SavedSessions(new FakeStorage().on(new Power()));
});

describe('sessions on the phone', () => {
  it("keeps another person's token for the outbox only, and only as long as something is undelivered", () => {
    sessions.open({ bearer: 'b1', account: 'wechat', view: viewOf('grandmother') });
    sessions.open({ bearer: 'b2', account: 'wechat', view: viewOf('mother') });
    expect(sessions.current()?.bearer).toBe('b2');
    sessions.prune(['grandmother']);
    expect(sessions.keyOf('grandmother')).toEqual({ bearer: 'b1', account: 'wechat' });
    sessions.prune([]);
    expect(sessions.keyOf('grandmother')).toBeNull();
    expect(sessions.keyOf('mother')?.bearer).toBe('b2');
  });

  it('keeps no key of a session in which nobody acts', () => {
    sessions.open({ bearer: 'b0', account: 'wechat', view: viewOf(null) });
    sessions.close();
    expect(sessions.current()).toBeNull();
    expect(sessions.keyOf('')).toBeNull();
  });
});
