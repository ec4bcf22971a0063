import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Api } from './support/api.js';
import { mother, principal, WeappHouse } from './support/weapp/weapp-house.js';

/** A phone that is bound to nobody. */
const newPhone = 'demo-openid-new-phone';

describe('binding in the WeChat bundle', () => {
  let house: WeappHouse;

  before(async () => {
    house = await WeappHouse.open();
  });
  after(() => house?.close());

  it('brings an aunt to a child with a code, once the mother agrees, and takes her off again', async () => {
    const api = await Api.asPersona(house.server.url, mother);
    const { children } = await api.get<{ children: { token: string; name: string }[] }>('/api/v1/session');
    const child = children[0];
    assert.ok(child);
    const { code } = await api.post<{ code: string }>(`/api/v1/children/${child.token}/binding-code`, {});

    const phone = await house.phone('new-phone', newPhone);
    await phone.tap('#go-bind');
    await phone.fill('#bind-code', code);
    await phone.waitFor('#bind-child');
    await phone.fill('#bind-child-name', '王梓函');
    await phone.fill('#bind-own-name', '李小妹');
    await phone.tap('#bind-relation');
    await phone.tap(phone.locator('#bind-relation-picker').getByText('姑姑/姨'));
    await house.show(phone, 'bind-child');
    await phone.tap('#bind-child-send');
    // Two children bear this name, and it was typed wrongly: a person has to look.
    await phone.waitFor('#bind-quarantined');
    await house.show(phone, 'bind-quarantined');

    const office = await Api.asPersona(house.server.url, principal);
    const held = await office.get<{ items: { token: string; name: string; doubts: string[] }[] }>(
      '/api/v1/binding-requests?side=school',
    );
    const request = held.items.find((one) => one.name === '李小妹');
    assert.ok(request);
    assert.deepEqual(request.doubts, ['other_name', 'same_name']);
    await office.post(`/api/v1/binding-requests/${request.token}/decide`, { decision: 'confirm' });

    const family = await house.phone('mother', mother);
    await family.tapTab('孩子');
    await family.tap('#go-family');
    await family.waitFor(`#approve-${request.token}`);
    await house.show(family, 'family-waiting');
    await family.tap(`#approve-${request.token}`);
    await family.waitForText(/^李小妹$/);
    await house.show(family, 'family');

    await phone.kill();
    const again = await house.phone('new-phone', newPhone);
    await again.tapTab('孩子');
    await again.waitForText(child.name);
    await house.show(again, 'bound-child');

    const page = await api.get<{
      family: { guardians: { person: { token: string; name: string } }[] };
    }>(`/api/v1/children/${child.token}`);
    const aunt = page.family.guardians.find(({ person }) => person.name === '李小妹');
    assert.ok(aunt);
    await family.tap(`#unbind-${aunt.person.token}`);
    await house.show(family, 'unbind');
    await family.tap('#confirm-yes');
    await again.pullDown();
    await again.waitFor('#face-unbound');
    assert.equal(await again.count(`#child-${child.token}`), 0);
  });
});
