import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IssueDetail } from '#shared/issues/contract.js';
import { Content } from '../../server/src/platform/timeline/timeline.entity.js';
import { twoColours } from '../media/pictures.js';
import { House } from '../support/house.js';
import { Village } from './support/village.js';

/** What people write, and what breaks programs that think they know what people write. */
const texts = [
  '👵🏽👨‍👩‍👧‍👦 孩子说 🍚 是凉的',
  '㛃𬱖䶮𫖯 老师的名字打不出来',
  'שלום  ‏العربية — ئۇيغۇرچە',
  '  前后有空格  \n\n最后有换行\n\n',
  '\n\t第一行是空的\r\n第二行',
  '\'; DROP TABLE issue; -- \\ " ` %s ${x} {{y}} <script>alert(1)</script>',
  '__proto__ constructor NULL undefined 0x00 \\u0000',
  'é ≠ é ，ｆｕｌｌ　ｗｉｄｔｈ，零​宽',
  '=1+1 @SUM(A1) +86 -1',
  '好'.repeat(2000),
  '𬱖'.repeat(2000),
];

describe('what is written is kept byte for byte', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
  });
  afterAll(() => house.close());

  it.each(texts.map((text) => [text]))('in a report: %.24j', async (text) => {
    const { reporter, worker, school } = { ...village.people, school: village.school };
    const token = await village.report(text);
    for (const reader of [reporter, worker]) {
      const { body } = await reader.api.get<IssueDetail>(`/issues/${token}`);
      expect(body.text).toBe(text);
      expect([...body.title].length).toBeLessThanOrEqual(29);
      expect(body.title).not.toMatch(/\p{Surrogate}/u);
    }
    const rows = await house.database.read
      .of(Content, school.id)
      .find({ where: { kind: 'report' }, order: { id: 'DESC' }, take: 1 });
    expect(Buffer.from(rows[0]?.body ?? '').equals(Buffer.from(text))).toBe(true);
  });

  it('in every later word', async () => {
    const { reporter, worker } = village.people;
    const token = await village.issueIn('accepted');
    const short = texts.map((text) => [...text].slice(0, 1000).join(''));
    for (const text of short) {
      expect((await worker.api.post(`/issues/${token}/ask`, { text })).status).toBe(200);
      const { body } = await reporter.api.post<IssueDetail>(`/issues/${token}/reply`, { text });
      const said = body.timeline.filter((step) => ['ask', 'reply'].includes(step.event)).slice(-2);
      expect(said.map((step) => step.text)).toEqual([text, text]);
    }
  });

  it('in names, apart from the blanks around them', async () => {
    const { principal } = village.people;
    const name = '㛃𬱖的角落👵🏽';
    const place = await principal.api.post<{ name: string }>('/places', { name: `  ${name} ` });
    expect([place.status, place.body.name]).toEqual([201, name]);
    const twice = await principal.api.post('/places', { name });
    expect([twice.status, twice.body]).toMatchObject([409, { code: 'already_exists' }]);
    const category = await principal.api.post<{ name: string }>('/categories', { name });
    expect(category.body.name).toBe(name);
    expect((await principal.api.post('/categories', { name })).status).toBe(409);
    const cook = await principal.api.post<{ member: { name: string } }>('/staff', {
      name,
      roles: [{ role: 'canteen' }],
    });
    expect(cook.body.member.name).toBe(name);
    expect((await principal.api.get('/places')).raw).toContain(name);
    expect((await principal.api.get('/assignees')).raw).toContain(name);
  });

  it('with photos, at the step where they were taken, for who may see the issue', async () => {
    const { reporter, worker, guardian } = village.people;
    const bytes = await twoColours().jpeg().toBuffer();
    const upload = async (by: typeof worker) => {
      const sent = await by.api.upload<{ token: string; sourceSha256: string }>(bytes, {
        clientId: randomUUID(),
      });
      expect(sent.body.sourceSha256).toBe(createHash('sha256').update(bytes).digest('base64url'));
      return sent.body.token;
    };
    const before = [await upload(reporter), await upload(reporter)];
    const token = await village.report('', { photos: before });
    await village.bring(token, 'accepted');
    const after = await upload(worker);
    const { body } = await worker.api.post<IssueDetail>(`/issues/${token}/resolve`, {
      text: '换好了',
      photos: [after],
    });
    expect(body.title).toBe('一张照片');
    expect(body.photos.map((photo) => photo.token)).toEqual(before);
    expect(
      body.timeline.find((step) => step.event === 'resolve')?.photos.map((photo) => photo.token),
    ).toEqual([after]);
    for (const photo of body.photos) {
      for (const url of [photo.url, photo.thumbnailUrl]) {
        expect((await house.as(null).raw({ method: 'GET', url })).status).toBe(200);
        expect(
          (await house.as(null).raw({ method: 'GET', url: url.replace(/sig=.{4}/, 'sig=AAAA') })).status,
        ).toBe(404);
      }
    }
    // A photo belongs to who sent it, and to one step only.
    const stolen = await guardian.api.post('/issues', {
      ...house.make.report(''),
      photos: [await upload(reporter)],
    });
    expect(stolen.status).toBe(404);
    expect((await reporter.api.post(`/issues/${token}/reject`, { photos: [before[0]] })).status).toBe(404);
    expect((await reporter.api.get<IssueDetail>(`/issues/${token}`)).body.state).toBe('resolved');
  });
});
