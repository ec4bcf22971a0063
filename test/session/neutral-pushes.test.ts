import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Issue } from '../../server/src/features/issues/issue.entity.js';
import { MessageCatalogue } from '../../server/src/platform/outbox/message-catalogue.js';
import { Outbox } from '../../server/src/platform/outbox/outbox.js';
import { toTimeField } from '../../server/src/platform/wechat/message-fields.js';
import type { TestPerson, TestRow, TestSchool } from '../support/factory.js';
import { House } from '../support/house.js';

const marker = '孩子王小果说林老师打人';
const words = '王小果午睡尿床，被林老师骂了';

/** A payload that has everything, each thing telling; notes what is asked of it. */
function telling(): { payload: Record<string, string>; asked: Set<string> } {
  const asked = new Set<string>();
  const get = (_: object, key: string | symbol): string => {
    asked.add(String(key));
    return marker;
  };
  return { payload: new Proxy({}, { get, has: () => true }), asked };
}

describe('a message on a phone that anybody may hold', () => {
  let house: House;
  let school: TestSchool;
  let child: TestRow;
  let granny: TestPerson;
  let grandfather: TestPerson;
  let catalogue: MessageCatalogue;
  let kinds: string[];
  beforeAll(async () => {
    house = await House.open();
    house.clock.set('2026-11-25T02:00:00.000Z');
    school = await house.make.school('桃花源幼儿园');
    await house.make.staff(school, 'principal');
    child = await house.make.child(school, await house.make.classroom(school, '小果班'), '王小果');
    granny = await house.make.guardian(school, child);
    grandfather = await house.make.guardian(school, child, 'grandfather');
    await house.make.sharesPhone(grandfather, granny);
    catalogue = house.app.get(MessageCatalogue);
    kinds = catalogue.kindsExcept([]);
  });
  afterAll(() => house.close());

  it('is made of words that are the same for everybody, whatever it is about', () => {
    expect(kinds.length).toBeGreaterThan(10);
    for (const kind of kinds) {
      const definition = catalogue.get(kind);
      const fields = Object.entries(definition.data(telling().payload));
      const leaking = fields.filter(([name, value]) => !name.startsWith('time') && value.includes(marker));
      expect({ kind, leaking }).toEqual({ kind, leaking: [] });
      // An address carries a random token at most.
      const page = definition.page(telling().payload).replaceAll(marker, 'TOKEN');
      expect({ kind, page }).toEqual({
        kind,
        page: expect.stringMatching(/^(pages|packages)\/[a-z/-]+(\?[a-z]+=TOKEN)?$/),
      });
    }
  });

  it('arrives without a name, a child, a school, or a word of the matter, for every kind there is', async () => {
    await house.make.credits(granny, 'progress', kinds.length);
    await house.make.credits(granny, 'work', kinds.length);
    const { body } = await granny.api.post<{ token: string }>('/issues', house.make.report(words));
    const issue = await house.database.read.acrossSchools(Issue).findOneByOrFail({ token: body.token });
    for (const kind of kinds) {
      const { payload: asks, asked } = telling();
      catalogue.get(kind).page(asks);
      catalogue.get(kind).data(asks);
      const payload = Object.fromEntries([...asked].map((key) => [key, body.token]));
      await house.database.write((tx) =>
        house.app.get(Outbox).send(tx, {
          school: school.id,
          kind,
          to: { personId: granny.id },
          subject: { type: 'issue', id: issue.id },
          payload: { ...payload, at: toTimeField(house.clock.now()) },
          quiet: null,
        }),
      );
    }
    await house.deliver();
    const arrived = house.emulator.emulator.phones.list(granny.openid);
    expect(arrived.length).toBeGreaterThanOrEqual(kinds.length);
    for (const message of arrived) {
      const shown = JSON.stringify([message.title, message.fields]);
      for (const secret of ['小果', '林老师', '尿床', '桃花源', granny.name, grandfather.name, body.token])
        expect({ shown, secret, leaks: shown.includes(secret) }).toEqual({ shown, secret, leaks: false });
    }
  });
});
