import type { INestApplicationContext } from '@nestjs/common';
import { ChildBars, SubjectChildren } from '../../platform/auth/child-bars.js';
import { AffiliationSource } from '../../platform/auth/actor.js';
import { Database } from '../../platform/database/database.js';
import { Timers } from '../../platform/jobs/timers.js';
import { MediaService } from '../../platform/media/media.service.js';
import { MessageCatalogue, SealedRecipients } from '../../platform/outbox/message-catalogue.js';
import { SettingsStore } from '../../platform/settings/school-settings.js';
import { IssuesService } from '../../features/issues/issues.service.js';
import { Routing } from '../../features/issues/routing.js';
import type { DemoCalendar } from '../demo-calendar.js';
import type { LoadedCounty } from '../loaded-county.js';
import type { ScriptedClock } from '../scripted-clock.js';
import { historyPost } from './history-post.js';
import { HistoryRunner } from './run-history.js';

/**
 * Plays the demo's history in `app`, whose clock must be `clock`.
 * @returns how many reports were made
 */
export function playHistory(
  app: INestApplicationContext,
  clock: ScriptedClock,
  county: LoadedCounty,
  calendar: DemoCalendar,
): Promise<number> {
  const database = app.get(Database);
  // The issues' parts belong to their module; a demo may look inside.
  const inside = { strict: false };
  const services = {
    database,
    clock,
    affiliations: app.get(AffiliationSource, inside),
    issues: app.get(IssuesService, inside),
    routing: app.get(Routing, inside),
    media: app.get(MediaService, inside),
    timers: app.get(Timers, inside),
    post: historyPost({
      database,
      clock,
      catalogue: app.get(MessageCatalogue, inside),
      sealed: app.get(SealedRecipients, inside),
      settings: app.get(SettingsStore, inside),
      bars: app.get(ChildBars, inside),
      subjects: app.get(SubjectChildren, inside),
    }),
  };
  return new HistoryRunner(services, county, calendar).run();
}
