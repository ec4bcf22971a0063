import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newToken } from '../../server/src/platform/database/ids.js';
import { twoColours } from '../media/pictures.js';
import { House } from '../support/house.js';
import type { Answer, ApiClient, Json } from '../support/http.js';
import { routeTable } from './route-table.js';
import { version } from './routes/classifier-routes.js';
import { answeredQuestion, drafted } from './routes/consultation-routes.js';
import { absent } from './routes/intake-routes.js';
import { undelivered } from './routes/people-routes.js';
import { evaluatedService } from './routes/evaluation-routes.js';
import { anotherSession } from './routes/session-routes.js';
import { hungCode } from './routes/service-code-routes.js';
import { makeFamily, openedBy, waitingFor } from './support/family-scene.js';
import { inPaths, inQueriesAndBodies } from './support/namings.js';
import type { Kind, Naming } from './support/naming.js';
import { Village } from './support/village.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

describe('what is another school’s and what is nowhere are answered in the same bytes', () => {
  let house: House;
  let here: Village;
  let ownIssue: string;
  const foreign: Partial<Record<Kind, string>> = {};
  beforeAll(async () => {
    house = await House.open();
    here = await Village.build(house);
    const there = await Village.build(house);
    const { principal, reporter, worker } = there.people;
    const photo = await reporter.api.upload<{ token: string }>(await twoColours().jpeg().toBuffer(), {
      clientId: randomUUID(),
    });
    const once = { name: '某天', fromDay: '2029-05-01', toDay: '2029-05-01' };
    const term = await principal.api.post<{ token: string }>('/calendar/terms', once);
    const day = await principal.api.post<{ token: string }>('/calendar/days', { kind: 'holiday', ...once });
    const levels = await principal.api.get<{ items: { token: string }[] }>('/escalation-levels');
    const rules = await principal.api.get<{ items: { token: string }[] }>('/routing-rules');
    const filter = await principal.api.post<{ token: string }>('/saved-filters', {
      name: '晚了的',
      query: {},
    });
    Object.assign(foreign, {
      issue: await there.report('灯坏了', {
        place: there.place.token,
        category: there.school.categories['food'],
      }),
      place: there.place.token,
      category: there.school.categories['food'],
      classroom: there.classroom.token,
      child: there.child.token,
      staff: worker.token,
      guardian: reporter.token,
      rule: rules.body.items[0]?.token,
      term: term.body.token,
      day: day.body.token,
      level: levels.body.items[0]?.token,
      filter: filter.body.token,
      model: await version('retired')(there),
      delivery: await undelivered(house, there.school, worker),
      school: there.school.token,
      code: (await hungCode(there)).token,
      service: await evaluatedService(there),
      answer: await drafted(there),
      question: await answeredQuestion(there),
      absence: await absent(there, worker),
      photo: photo.body.token,
      opening: await openedBy(there),
      session: await anotherSession(house, worker),
      binding: await waitingFor(there, await makeFamily(there)),
    });
    ownIssue = await here.issueIn('accepted');
    await makeFamily(here);
  });
  afterAll(() => house.close());

  it('looks at every route with a token in its path', () => {
    const routes = routeTable.map((row) => row.route).filter((route) => route.includes('{token}'));
    expect(inPaths.map((naming) => naming.route).sort()).toEqual(routes.sort());
  });

  const cases = [...inPaths, ...inQueriesAndBodies].map(
    (naming, at) => [`${naming.route} ${naming.kind} #${at}`, naming] as const,
  );
  it.each(cases)('%s', async (_name, naming) => {
    for (const by of naming.by) {
      const known = await ask(here.as(by), naming, foreign[naming.kind] ?? '');
      const unknown = await ask(here.as(by), naming, newToken());
      expect({ by, status: known.status, raw: known.raw }).toEqual({
        by,
        status: unknown.status,
        raw: unknown.raw,
      });
      if (inPaths.includes(naming)) expect({ by, status: known.status }).toEqual({ by, status: 404 });
      else if (naming.route.startsWith('POST')) expect(known.status).toBeGreaterThanOrEqual(400);
      else expect(known.raw).not.toContain(foreign[naming.kind]);
    }
  });

  it('hands an issue, sorts it and photographs it only with what is the school’s own', async () => {
    const { worker, reporter } = here.people;
    const pairs: [string, (token: string) => object, Kind][] = [
      ['assign', (assignee) => ({ assignee }), 'staff'],
      ['recategorise', (category) => ({ category }), 'category'],
      ['answer', (photo) => ({ text: '看过了', photos: [photo] }), 'photo'],
    ];
    for (const [action, body, kind] of pairs) {
      const path = `/issues/${ownIssue}/${action}`;
      const known = await worker.api.post(path, body(foreign[kind] ?? ''));
      const unknown = await worker.api.post(path, body(newToken()));
      expect(known.status).toBeGreaterThanOrEqual(400);
      expect({ action, raw: known.raw }).toEqual({ action, raw: unknown.raw });
      // Who may never do this learns nothing from what she names.
      const own = kind === 'staff' ? worker.token : (here.school.categories['food'] ?? '');
      const refused = await reporter.api.post(path, body(foreign[kind] ?? ''));
      expect(refused.status).toBe(403);
      if (kind !== 'photo') expect((await reporter.api.post(path, body(own))).raw).toBe(refused.raw);
    }
    const after = await reporter.api.get<Json>(`/issues/${ownIssue}`);
    expect(after.body).toMatchObject({ state: 'accepted', assignee: { token: worker.token } });
  });

  function ask(api: ApiClient, naming: Naming, token: string): Promise<Answer<Json>> {
    const method = (naming.route.split(' ')[0] ?? '').toLowerCase() as Method;
    const path = naming.path(token, here);
    if (method === 'get' || method === 'delete') return api[method]<Json>(path);
    return api[method]<Json>(path, naming.body?.(token, here) ?? {});
  }
});
