import type { Database } from '../platform/database/database.js';
import { newToken } from '../platform/database/ids.js';
import { hashPassword } from '../features/people/password-hash.port.js';
import { Region } from '../features/people/people.entity.js';
import { countyName, households, officers, schools } from './county/county.js';
import { phones } from './county/phones.js';
import type { DemoCalendar } from './demo-calendar.js';
import { demoPassword } from './demo.types.js';
import { loadAnswers } from './load-answers.js';
import { loadCalendar } from './load-calendar.js';
import { loadAdults, loadChildren, loadPhones } from './load-families.js';
import { loadConsents } from './load-consents.js';
import { loadPapers } from './load-papers.js';
import { loadPreferences } from './load-preferences.js';
import { loadRules, loadSchool } from './load-school.js';
import { loadVillage } from './load-village.js';
import { loadServiceCodes } from './load-service-codes.js';
import { loadOfficers, loadStaff } from './load-staff.js';
import type { LoadingContext } from './load-staff.js';
import { LoadedCounty } from './loaded-county.js';

/** Writes the county with its schools, people and families; a transaction for each part. */
export async function loadCounty(
  database: Database,
  calendar: DemoCalendar,
  appId: string,
): Promise<LoadedCounty> {
  const county = new LoadedCounty();
  const context: LoadingContext = {
    county,
    calendar,
    appId,
    passwordHash: await hashPassword(demoPassword),
  };
  const regionId = await database.write(async (tx) => {
    const regions = tx.global(Region);
    const region = regions.create({ parentId: null, token: newToken(), name: countyName });
    await regions.insert(region);
    await loadOfficers(tx, context, region.id, officers);
    await loadAdults(tx, context, households);
    await loadPhones(tx, context, phones);
    return region.id;
  });
  for (const school of schools) {
    await database.write(async (tx) => {
      await loadSchool(tx, county, school, regionId, calendar);
      await loadCalendar(tx, county.school(school.key), calendar);
      await loadStaff(tx, context, school);
      await loadRules(tx, county, school);
      await loadServiceCodes(tx, county, school, calendar);
      await loadAnswers(tx, county, school, calendar);
      await loadChildren(tx, context, school, households);
      await loadPapers(tx, context, school.key, households);
      await loadConsents(tx, context, school.key, households);
      await loadVillage(tx, context, school.key);
    });
  }
  await database.write((tx) => loadPreferences(tx, context));
  return county;
}
