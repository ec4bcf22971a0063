import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';

describe('the wait for a family’s word', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    house.clock.set('2026-10-08T10:00:00.000+08:00');
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  it('counts only days on which a family can answer, also where a farming week is entered while it waits', async () => {
    const { principal, reporter } = village.people;
    const token = await village.issueIn('resolved');
    const stateAt = async (text: string) => {
      house.clock.set(`2026-${text}:00.000+08:00`);
      await house.ring();
      return (await reporter.api.get<IssueDetail>(`/issues/${token}`)).body.state;
    };
    const harvest = { kind: 'farming', name: '秋收', fromDay: '2026-10-12', toDay: '2026-10-18' };
    expect((await principal.api.post('/calendar/days', harvest)).status).toBe(201);
    // Thursday to Monday of the week after next, without the harvest; with it a week longer.
    expect(await stateAt('10-19T10:00')).toBe('resolved');
    expect(await stateAt('10-26T09:59')).toBe('resolved');
    expect(await stateAt('10-26T10:00')).toBe('unconfirmed');
  });
});
