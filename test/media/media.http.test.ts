import { randomUUID } from 'node:crypto';
import { Agent, request as connect } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UploadedMedia } from '#shared/media/contract.js';
import { mediaLimits } from '#shared/media/limits.js';
import { Problem } from '#shared/platform/problem.js';
import { hours } from '../../server/src/platform/clock/clock.js';
import { MediaHouse } from './media-house.js';
import type { Campus, Member } from './media-house.js';
import { phonePhoto } from './pictures.js';

describe('photos over HTTP', () => {
  let house: MediaHouse;
  let school: Campus;
  let other: Campus;
  let mother: Member;
  let photo: Buffer;
  let server: Server;

  beforeAll(async () => {
    house = await MediaHouse.open();
    [school, other] = [await house.school(), await house.school()];
    mother = await house.member(school);
    photo = await phonePhoto();
    server = await house.listen();
  });
  afterAll(() => house.close());

  type Part = [name: string, value: string | Buffer];

  /** A form with its parts in the given order, as bytes. */
  async function form(parts: Part[]): Promise<{ type: string; payload: Buffer }> {
    const data = new FormData();
    for (const [name, value] of parts) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, new Blob([value], { type: 'image/png' }), '我家.png');
    }
    const encoded = new Response(data);
    return {
      type: encoded.headers.get('content-type') ?? '',
      payload: Buffer.from(await encoded.arrayBuffer()),
    };
  }

  async function post(parts: Part[], who: Member | null = mother) {
    const { type, payload } = await form(parts);
    const headers = { 'content-type': type, ...(who ? { authorization: `Bearer ${who.bearer}` } : {}) };
    return house.inject({ method: 'POST', url: '/api/v1/media', headers, payload });
  }

  const file = (bytes = photo): Part => ['file', bytes];
  const id = (clientId: string = randomUUID()): Part => ['clientId', clientId];

  async function refused(answer: ReturnType<typeof post>, status: number, code: string): Promise<Problem> {
    const [rows, files] = [await house.rows(), await house.files()];
    const { statusCode, headers, body } = await answer;
    const problem = Problem.parse(JSON.parse(body));
    expect([statusCode, problem.code]).toEqual([status, code]);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(await house.rows()).toEqual(rows);
    expect(await house.files()).toEqual(files);
    return problem;
  }

  describe('POST /media', () => {
    it('answers what was stored, with the hash of what was sent', async () => {
      const answer = await post([id(), file()]);
      expect(answer.statusCode).toBe(201);
      const uploaded = UploadedMedia.parse(answer.json());
      expect(answer.json()).toEqual(uploaded);
      expect(uploaded).toMatchObject({ width: 640, height: 480 });
      const row = (await house.rows()).at(-1);
      expect([row?.token, row?.sourceSha256, row?.schoolId]).toEqual([
        uploaded.token,
        uploaded.sourceSha256,
        school.id,
      ]);
    });

    it('takes the parts in any order and answers twice the same', async () => {
      const clientId = randomUUID();
      const first = await post([file(), ['sealed', 'true'], id(clientId)]);
      const again = await post([id(clientId.toUpperCase()), ['sealed', 'true'], file()]);
      expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
      expect(again.body).toBe(first.body);
    });

    it('refuses other content under the same client id', async () => {
      const clientId = randomUUID();
      await post([id(clientId), file()]);
      await refused(
        post([id(clientId), file(Buffer.concat([photo, Buffer.from('x')]))]),
        409,
        'idempotency_mismatch',
      );
    });

    it('asks who belongs to two schools for which one it is', async () => {
      const both = await house.member(school, other);
      const problem = await refused(post([id(), file()], both), 400, 'invalid_input');
      expect(problem.errors?.map((error) => error.path)).toEqual(['school']);
      expect((await post([id(), file(), ['school', other.token]], both)).statusCode).toBe(201);
      expect((await house.rows()).at(-1)?.schoolId).toBe(other.id);
    });

    it('answers a foreign and an unknown school alike', async () => {
      const foreign = await refused(post([id(), file(), ['school', other.token]]), 404, 'not_found');
      const unknown = await refused(
        post([id(), file(), ['school', 'AbCdEfGhIjKlMnOpQrStUv']]),
        404,
        'not_found',
      );
      expect(foreign).toEqual(unknown);
    });

    it('needs a session', async () => {
      await refused(post([id(), file()], null), 401, 'signed_out');
    });

    it('refuses a form that is wrong or incomplete', async () => {
      const wrong = async (...parts: Part[]) =>
        (await refused(post(parts), 400, 'invalid_input')).errors?.[0]?.path;
      expect(await wrong(file())).toBe('clientId');
      expect(await wrong(id('42'), file())).toBe('clientId');
      expect(await wrong(id())).toBe('file');
      expect(await wrong(id(), file(Buffer.alloc(0)))).toBe('file');
      expect(await wrong(id(), file(), ['sealed', 'maybe'])).toBe('sealed');
      expect(await wrong(id(), file(), ['school', '../../x'])).toBe('school');
      await refused(post([id(), file(), ['owner', '1']]), 400, 'invalid_input');
      await refused(post([id(), id(), file()]), 400, 'bad_request');
      await refused(post([id(), ['photo', photo]]), 400, 'bad_request');
      await refused(post([id(), file(), file()]), 400, 'bad_request');
      await refused(post([file(), file(), id()]), 400, 'bad_request');
      const many = Array.from({ length: 9 }, (_, index): Part => [`extra${index}`, 'x']);
      await refused(post([...many, id(), file()]), 400, 'bad_request');
      await refused(post([['__proto__', 'x'], id(), file()]), 400, 'bad_request');
    });

    it('refuses what is too large, what is no photo and what is broken', async () => {
      await refused(post([id(), file(Buffer.alloc(mediaLimits.maxBytes + 1))]), 413, 'too_large');
      await refused(post([file(Buffer.alloc(mediaLimits.maxBytes + 1)), id()]), 413, 'too_large');
      await refused(post([id(), file(Buffer.from('<html><script>1</script>'))]), 415, 'unsupported_media');
      await refused(post([id(), file(photo.subarray(0, 2000))]), 422, 'broken_media');
      const json = { authorization: `Bearer ${mother.bearer}`, 'content-type': 'application/json' };
      const asJson = house.inject({ method: 'POST', url: '/api/v1/media', headers: json, payload: '{}' });
      await refused(asJson, 415, 'unsupported_media');
    });

    it('refuses a body that ends too early or is no form at all', async () => {
      const { type, payload } = await form([id(), file()]);
      const headers = { authorization: `Bearer ${mother.bearer}`, 'content-type': type };
      const send = (body: Buffer | string, contentType = type) =>
        house.inject({
          method: 'POST',
          url: '/api/v1/media',
          headers: { ...headers, 'content-type': contentType },
          payload: body,
        });
      await refused(send(payload.subarray(0, payload.length - 12)), 400, 'bad_request');
      await refused(send(payload.subarray(0, 500)), 400, 'bad_request');
      await refused(send('hello'), 400, 'bad_request');
      await refused(send(payload, 'multipart/form-data'), 400, 'bad_request');
    });
  });

  describe('a form that is refused before its end', () => {
    it('is answered, and the connection serves the next one', async () => {
      const { port } = server.address() as AddressInfo;
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const large = Buffer.alloc(mediaLimits.maxBytes - 1);
      const statuses: (number | undefined)[] = [];
      for (const parts of [
        [['photo', large]],
        [id(), file(large), ['file', large]],
        [id(), file()],
      ] as Part[][]) {
        const { type, payload } = await form(parts);
        const headers = { authorization: `Bearer ${mother.bearer}`, 'content-type': type };
        statuses.push(
          await new Promise<number | undefined>((resolve, reject) => {
            const sending = connect(
              { port, agent, method: 'POST', path: '/api/v1/media', headers },
              (answer) => answer.resume().on('end', () => resolve(answer.statusCode)),
            );
            sending.on('error', reject).end(payload);
          }),
        );
      }
      agent.destroy();
      expect(statuses).toEqual([400, 400, 201]);
    });
  });

  describe('uploads that break off on the way', () => {
    it('store nothing, block nobody and go through when they are sent again', async () => {
      const { port } = server.address() as AddressInfo;
      const [rows, files] = [await house.rows(), await house.files()];
      const clientId = randomUUID();
      const { type, payload } = await form([id(clientId), file()]);
      const headers = {
        authorization: `Bearer ${mother.bearer}`,
        'content-type': type,
        'content-length': payload.length,
      };
      // More of them than uploads are taken in at once: each must give its place back.
      for (let time = 0; time < 40; time++) {
        const noticed = new Promise((resolve) =>
          server.once('connection', (socket: Socket) => socket.once('close', resolve)),
        );
        const cut = connect({ port, method: 'POST', path: '/api/v1/media', headers, agent: false });
        cut.on('error', () => undefined);
        const began = new Promise((resolve) => server.once('request', resolve));
        // All of the photo, but not the end of the form.
        cut.write(payload.subarray(0, payload.length - 10));
        await began;
        cut.destroy();
        await noticed;
      }
      expect([await house.rows(), await house.files()]).toEqual([rows, files]);
      expect((await post([id(clientId), file()])).statusCode).toBe(201);
      expect((await house.rows()).length - rows.length).toBe(1);
      expect((await house.files()).length - files.length).toBe(2);
    });
  });

  describe('GET /media/:token', () => {
    const get = (url: string) => house.inject({ method: 'GET', url });
    async function stored() {
      await post([id(), file()]);
      const row = (await house.rows()).at(-1);
      if (!row) throw new Error('nothing was stored');
      return house.service.view(row);
    }

    it('streams a photo to whoever holds a signed address, with headers that keep it a photo', async () => {
      const view = await stored();
      for (const url of [view.url, view.thumbnailUrl]) {
        const answer = await get(url);
        expect(answer.statusCode).toBe(200);
        expect(answer.headers).toMatchObject({
          'content-type': 'image/jpeg',
          'content-length': String(answer.rawPayload.length),
          'content-disposition': 'inline',
          'cache-control': 'private, max-age=300, immutable',
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-site',
        });
        expect(answer.rawPayload.subarray(0, 3).toString('hex')).toBe('ffd8ff');
        expect(answer.rawPayload.includes('PhoneMaker')).toBe(false);
      }
    });

    it('answers every wrong address alike, and lets no cache keep the answer', async () => {
      const { url, token } = await stored();
      const wrong = [
        `/api/v1/media/${token}`,
        url.replace('size=full', 'size=thumb'),
        url.replace('size=full', 'size=original'),
        url.replace(token, 'AbCdEfGhIjKlMnOpQrStUv'),
        url.replace(token, '..%2f..%2fsecret.key'),
        url.replace(/exp=\d+/, 'exp=99999999999'),
        url.replace(/exp=\d+/, 'exp=soon'),
        url.replace(/sig=./, 'sig=*'),
        `${url}&size=full`,
      ];
      const answers = await Promise.all(wrong.map(get));
      expect(new Set(answers.map((answer) => `${answer.statusCode} ${answer.body}`)).size).toBe(1);
      expect(answers[0]?.statusCode).toBe(404);
      for (const answer of answers) expect(answer.headers['cache-control'] ?? 'no-store').toBe('no-store');
      house.clock.pass(hours(1));
      expect((await get(url)).body).toBe(answers[0]?.body);
    });
  });
});
