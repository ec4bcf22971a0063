import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UploadedMedia } from '#shared/media/contract.js';
import { days } from '../../server/src/platform/clock/clock.js';
import { newToken } from '../../server/src/platform/database/ids.js';
import { rangeOf } from '../../server/src/platform/media/byte-range.js';
import { fileKeyOf } from '../../server/src/platform/media/storage-key.js';
import { MediaHouse } from './media-house.js';
import type { Campus, Member } from './media-house.js';
import { twoColours } from './pictures.js';
import { mp3, secrets, taggedMp3, wave, webm } from './recordings.js';

describe('recordings over HTTP', () => {
  let house: MediaHouse;
  let school: Campus;
  let other: Campus;
  let granny: Member;
  beforeAll(async () => {
    house = await MediaHouse.open();
    [school, other] = [await house.school(), await house.school()];
    granny = await house.member(school);
  });
  afterAll(() => house.close());

  async function send(bytes: Buffer, fields: Record<string, string> = {}) {
    const data = new FormData();
    for (const [name, value] of Object.entries({ clientId: randomUUID(), ...fields }))
      data.append(name, value);
    // As the phone names it; only the content counts.
    data.append('file', new Blob([bytes], { type: 'image/jpeg' }), '奶奶.jpg');
    const form = new Response(data);
    const headers = {
      'content-type': form.headers.get('content-type') ?? '',
      authorization: `Bearer ${granny.bearer}`,
    };
    const payload = Buffer.from(await form.arrayBuffer());
    return house.inject({ method: 'POST', url: '/api/v1/media', headers, payload });
  }
  const codeOf = (answer: { json(): unknown }) => (answer.json() as { code: string }).code;
  const attach = (tokens: string[], kind: 'photo' | 'recording', subjectId: number) =>
    house.database.write((tx) =>
      house.service.attach(tx, {
        owner: granny,
        schoolId: school.id,
        tokens,
        kind,
        subjectType: 'issue',
        subjectId,
        seq: 1,
      }),
    );

  describe('a recording', () => {
    it('is taken beside photos, once, and tells how long it is', async () => {
      const clientId = randomUUID();
      const before = (await house.files()).length;
      const answer = await send(taggedMp3(20), { clientId });
      expect([answer.statusCode, answer.json()]).toMatchObject([201, { seconds: 20, width: 0, height: 0 }]);
      expect((await send(taggedMp3(20), { clientId })).body).toBe(answer.body);
      // One file: there is no small form of a voice.
      expect((await house.files()).length).toBe(before + 1);
      const row = (await house.rows()).at(-1);
      expect(row).toMatchObject({ mime: 'audio/mpeg', seconds: 20, width: 0, height: 0 });
      const stored = await house.store.get(fileKeyOf(row?.storageKey ?? '', 'full'));
      const bytes = stored ? await buffer(stored.stream) : Buffer.alloc(0);
      expect(bytes.equals(mp3(20))).toBe(true);
      for (const secret of secrets) expect(bytes.includes(secret)).toBe(false);
    });

    it('is refused with a word about recordings', async () => {
      const [rows, files] = [await house.rows(), await house.files()];
      const long = await send(mp3(70));
      expect([long.statusCode, codeOf(long)]).toEqual([413, 'too_large']);
      expect(long.json()).toMatchObject({ detail: expect.stringContaining('60 秒') });
      const heavy = await send(wave(5, { rate: 16_000, bits: 16 }));
      expect([heavy.statusCode, heavy.json()]).toMatchObject([
        413,
        { code: 'too_large', detail: expect.stringContaining('没有丢') },
      ]);
      const broken = await send(wave(0));
      expect([broken.statusCode, broken.json()]).toMatchObject([
        422,
        { detail: expect.stringContaining('录音') },
      ]);
      const film = await send(webm(2, { type: 1 }));
      expect([film.statusCode, codeOf(film)]).toEqual([415, 'unsupported_media']);
      expect(await house.rows()).toEqual(rows);
      expect(await house.files()).toEqual(files);
    });

    it('is never taken for a photo, nor a photo for a voice', async () => {
      const photo = (await send(await twoColours().jpeg().toBuffer())).json<UploadedMedia>().token;
      const voice = (await send(mp3(2))).json<UploadedMedia>().token;
      await expect(attach([voice], 'photo', 501)).rejects.toMatchObject({ code: 'not_found' });
      await expect(attach([photo], 'recording', 501)).rejects.toMatchObject({ code: 'not_found' });
      await attach([photo], 'photo', 501);
      await attach([voice], 'recording', 501);
      const files = (await house.service.forSubject(school.id, 'issue', 501)).get(1) ?? [];
      expect(files.map(({ token, seconds }) => [token, seconds])).toEqual([
        [photo, null],
        [voice, 2],
      ]);
    });

    it('is swept away when nobody used it, and stays when somebody did', async () => {
      const [unused, used] = [
        (await send(mp3(2))).json<UploadedMedia>(),
        (await send(mp3(3))).json<UploadedMedia>(),
      ];
      await attach([used.token], 'recording', 503);
      const keys = new Map((await house.rows()).map((row) => [row.token, fileKeyOf(row.storageKey, 'full')]));
      house.clock.pass(days(1) + 1);
      granny = await house.member(school);
      await house.sweeper.sweep(new Date(house.clock.now().getTime() - days(1) + 1));
      const tokens = (await house.rows()).map((row) => row.token);
      expect([tokens.includes(unused.token), tokens.includes(used.token)]).toEqual([false, true]);
      const files = await house.files();
      expect([
        files.includes(keys.get(unused.token) ?? ''),
        files.includes(keys.get(used.token) ?? ''),
      ]).toEqual([false, true]);
    });

    it('may be sent to the school of a printed code by who does not belong there', async () => {
      const code = newToken();
      house.door.resolveWith((asked) => Promise.resolve(asked === code ? other : null));
      expect((await send(mp3(2), { school: other.token })).statusCode).toBe(404);
      expect((await send(mp3(2), { school: other.token, code })).statusCode).toBe(201);
      expect((await send(mp3(2), { code })).statusCode).toBe(201);
      expect((await house.rows()).at(-1)?.schoolId).toBe(other.id);
      const refused = [
        await send(mp3(2), { code: newToken() }),
        await send(mp3(2), { code, school: school.token }),
      ];
      expect(refused.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
      expect(refused[0]?.body).toBe(refused[1]?.body);
    });
  });

  describe('playing it', () => {
    const whole = mp3(5);
    let url: string;
    beforeAll(async () => {
      await send(whole);
      const row = (await house.rows()).at(-1);
      if (row) url = house.service.voiceView(row).url;
    });
    const play = (range?: string) =>
      house.inject({ method: 'GET', url, ...(range === undefined ? {} : { headers: { range } }) });

    it('is answered in one piece, by its own type', async () => {
      const { statusCode, headers, rawPayload } = await play();
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'audio/mpeg',
        'content-length': String(whole.length),
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
        'content-disposition': 'inline',
      });
      expect(rawPayload.equals(whole)).toBe(true);
    });

    it('is answered in parts to players that ask for them', async () => {
      const size = whole.length;
      const parts: [string, number, number][] = [
        ['bytes=0-1', 0, 1],
        ['bytes=100-', 100, size - 1],
        ['bytes=-50', size - 50, size - 1],
        [`bytes=${size - 1}-${size + 500}`, size - 1, size - 1],
        [`bytes=-${size * 2}`, 0, size - 1],
      ];
      for (const [range, from, to] of parts) {
        const { statusCode, headers, rawPayload } = await play(range);
        expect({ range, statusCode }).toEqual({ range, statusCode: 206 });
        expect(headers['content-range']).toBe(`bytes ${from}-${to}/${size}`);
        expect(headers['content-length']).toBe(String(to - from + 1));
        expect(rawPayload.equals(whole.subarray(from, to + 1))).toBe(true);
      }
    });

    it('answers all of it to what it does not understand, and refuses a part behind the end', async () => {
      for (const range of ['bytes=0-1,5-9', 'seconds=1-2', 'bytes=', 'bytes=-', 'bytes=9-3', 'bytes=a-b'])
        expect({ range, status: (await play(range)).statusCode }).toEqual({ range, status: 200 });
      for (const range of [`bytes=${whole.length}-`, 'bytes=-0']) {
        const { statusCode, headers, body } = await play(range);
        expect({ range, statusCode }).toEqual({ range, statusCode: 416 });
        expect(headers['content-range']).toBe(`bytes */${whole.length}`);
        expect(headers['cache-control']).toBeUndefined();
        expect(JSON.parse(body)).toMatchObject({ code: 'bad_range' });
      }
      expect(() => rangeOf('bytes=0-', 0)).toThrow();
    });

    it('has no small form', async () => {
      const row = (await house.rows()).at(-1);
      const small = row ? house.service.view(row).thumbnailUrl : '';
      expect((await house.inject({ method: 'GET', url: small })).statusCode).toBe(404);
    });
  });
});
