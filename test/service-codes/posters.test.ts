import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceCodeKind } from '#shared/service-codes/vocabulary.js';
import type { ServiceCodeView } from '#shared/service-codes/contract.js';
import { createApp } from '../../server/src/app.js';
import { School } from '../../server/src/features/people/people.entity.js';
import type { Env } from '../../server/src/platform/config/env.js';
import { Log } from '../../server/src/platform/http/log.js';
import { emulatorPlugin } from '../../server/src/platform/wechat/emulator/emulator-http.js';
import { Village } from '../http/support/village.js';
import { House } from '../support/house.js';
import { hasWhiteEdge, part, printedPages, scanned } from './printed-pages.js';

/** Characters that ordinary fonts lack: 㛃 of extension A, 𬱖 of extension E. */
const rareName = '桃源县㛃𬱖镇中心幼儿园';

describe('posters', () => {
  let house: House;
  let village: Village;
  beforeAll(async () => {
    house = await House.open();
    village = await Village.build(house);
    await house.database.write((tx) =>
      tx.global(School).update({ id: village.school.id }, { name: rareName }),
    );
  });
  afterAll(() => house.close());

  const hang = async (kind: ServiceCodeKind, label: string): Promise<ServiceCodeView> =>
    (await village.people.principal.api.post<ServiceCodeView>('/service-codes', { kind, label })).body;

  async function print(
    codes: readonly { token: string }[],
    { app = house.app, shape = 'poster', host = 'xinqiao.test:3000', bearer = officeBearer() } = {},
  ) {
    const tokens = codes.map(({ token }) => token).join(',');
    const answer = await app
      .getHttpAdapter()
      .getInstance()
      .inject({
        method: 'GET',
        url: `/api/v1/service-codes/posters?codes=${tokens}&shape=${shape}`,
        headers: { authorization: `Bearer ${bearer}`, host },
      });
    return { status: answer.statusCode, headers: answer.headers, pdf: answer.rawPayload, raw: answer.body };
  }
  const officeBearer = () => village.people.principal.api.bearer ?? '';
  const lookAt = async (pdf: Buffer) => {
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    return printedPages(pdf);
  };

  it.each([
    ['consultation', '有问题想问'],
    ['feedback', '有事告诉我们'],
    ['evaluation', '您觉得怎么样'],
  ] as const)('call people to a %s in words, and the code opens the report', async (kind, calling) => {
    const code = await hang(kind, '二楼楼梯');
    const { status, headers, pdf } = await print([code]);
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain('二楼楼梯.pdf');
    const [page, ...more] = await lookAt(pdf);
    if (!page) throw new Error('no page');
    expect([page.width, page.height, more]).toEqual([595, 842, []]);
    expect(scanned(page)).toBe(`http://xinqiao.test:3000/#/packages/issues/report/index?scene=${code.scene}`);
    for (const words of [rareName, calling, '二楼楼梯', '不会用手机？告诉门口老师，请她替您说。'])
      expect(page.lines).toContain(words);
    expect(page.lines.join()).toMatch(/老师和园长都看不到是谁说的.*2026年3月4日 版/);
    expect(hasWhiteEdge(page, 20)).toBe(true);
    expect(pdf.length).toBeLessThan(100_000);
  });

  it('open where the installation says that it is, whoever asked for them', async () => {
    const code = await hang('feedback', '食堂');
    const app = await appWith({ PUBLIC_URL: 'https://school.example/' });
    const { pdf } = await print([code], { app, host: 'evil.example' });
    const [page] = await lookAt(pdf);
    expect(page && scanned(page)).toBe(
      `https://school.example/#/packages/issues/report/index?scene=${code.scene}`,
    );
    await app.close();
  });

  it('keep the longest names and the rarest characters on the page', async () => {
    const longName = `${'㛃𬱖'.repeat(10)}中心幼儿园与周边七个自然村联合举办的乡村教学点第三分园`;
    const label = '一二三四五六七八九十一二三四五六七八九㛃';
    await house.database.write((tx) =>
      tx.global(School).update({ id: village.school.id }, { name: longName }),
    );
    const codes = [await hang('feedback', label), await hang('evaluation', 'W'.repeat(20))];
    for (const shape of ['poster', 'card']) {
      const pages = await lookAt((await print(codes, { shape })).pdf);
      const text = pages.map(({ lines }) => lines.join('')).join('');
      for (const words of [longName, label, 'W'.repeat(20)]) expect(text).toContain(words);
      // Cards are cut apart: their dashed lines do run to the edge, and nothing else does.
      if (shape === 'poster') expect(pages.map((page) => hasWhiteEdge(page, 20))).toEqual([true, true]);
    }
    await house.database.write((tx) =>
      tx.global(School).update({ id: village.school.id }, { name: rareName }),
    );
  });

  it('come many at once: each on a page, or six small ones on one, in the order asked for', async () => {
    const codes: ServiceCodeView[] = [];
    for (let at = 1; at <= 7; at++) codes.push(await hang('feedback', `第${at}处`));
    const posters = await lookAt((await print([...codes, ...codes])).pdf);
    expect(posters.map((page) => page.lines.find((line) => /^第\d处$/.test(line)))).toEqual(
      codes.map(({ label }) => label),
    );
    expect(posters.map((page) => scanned(page).slice(-22))).toEqual(codes.map(({ scene }) => scene));
    const cards = await lookAt((await print(codes, { shape: 'card' })).pdf);
    expect(cards).toHaveLength(2);
    const width = 595 / 2;
    const height = 842 / 3;
    const read = cards.flatMap((page, sheet) =>
      Array.from({ length: sheet === 0 ? 6 : 1 }, (_, at) =>
        scanned(part(page, (at % 2) * width, Math.floor(at / 2) * height, width, height)).slice(-22),
      ),
    );
    expect(read).toEqual(codes.map(({ scene }) => scene));
    const many = await print(Array.from({ length: 31 }, () => codes[0] as ServiceCodeView));
    expect(many.status).toBe(400);
  });

  it('are printed for who leads the school, and of codes that hang', async () => {
    const code = await hang('feedback', '操场');
    const next = await Village.build(house);
    const foreign = await next.people.principal.api.post<ServiceCodeView>('/service-codes', {
      kind: 'feedback',
    });
    const both = [code, foreign.body];
    expect((await print(both)).status).toBe(404);
    expect((await print(both, { bearer: next.people.principal.api.bearer ?? '' })).status).toBe(404);
    for (const member of ['worker', 'reporter', 'teacher', 'lead', 'officer', 'foreign'] as const) {
      const refused = await print([code], { bearer: village.people[member].api.bearer ?? '' });
      expect({ member, status: refused.status }).toEqual({ member, status: 404 });
    }
    expect((await print([code], { bearer: 'nobody' })).status).toBe(401);
    expect((await print([code], { bearer: village.people.admin.api.bearer ?? '' })).status).toBe(200);
    await village.people.principal.api.post(`/service-codes/${code.token}/revoke`);
    const ended = await print([code]);
    expect([ended.status, ended.raw]).toEqual([409, expect.stringContaining('操场')]);
  });

  async function appWith(more: Partial<Env>): Promise<NestFastifyApplication> {
    const { env, database, clock } = house;
    const app = await createApp({ env: { ...env, ...more }, database, clock, log: new Log('silent') });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  }

  describe('where WeChat itself is asked', () => {
    let wechat: FastifyInstance;
    let app: NestFastifyApplication;
    let asked: { scene?: string; page?: string; width?: number }[];
    /** What the picture's address answers instead of a picture. */
    let instead: { type: string; body: string } | null = null;

    beforeAll(async () => {
      // The same WeChat under an address that is not the emulator's: the server takes it for the real one.
      wechat = fastify({ forceCloseConnections: true });
      wechat.addHook('preHandler', async (request, reply) => {
        if (!request.url.includes('getwxacodeunlimit')) return;
        asked.push(request.body as (typeof asked)[number]);
        if (instead) await reply.type(instead.type).send(instead.body);
      });
      await wechat.register(emulatorPlugin, { prefix: '/weixin', emulator: house.emulator.emulator });
      const address = await wechat.listen({ host: '127.0.0.1', port: 0 });
      app = await appWith({ WECHAT_API_BASE: `${address}/weixin/wx` });
    });
    afterAll(async () => {
      await app.close();
      await wechat.close();
    });

    it('the mini program’s own code is printed, fetched once', async () => {
      asked = [];
      const codes = [await hang('feedback', '大门口'), await hang('evaluation', '校车')];
      const pages = await lookAt((await print(codes, { app })).pdf);
      expect(pages.map(scanned)).toEqual(
        codes.map(({ scene }) => `/#/packages/issues/report/index?scene=${scene}`),
      );
      expect(asked).toEqual(
        codes.map(({ scene }) => ({
          scene,
          page: 'packages/issues/report/index',
          width: 1280,
          check_path: false,
          env_version: 'release',
        })),
      );
      expect((await print(codes, { app })).status).toBe(200);
      expect(asked).toHaveLength(2);
    });

    it.each([
      ['a refusal', { type: 'application/json', body: '{"errcode":45009,"errmsg":"reach max"}' }, /过几分钟/],
      ['a wrong setting', { type: 'application/json', body: '{"errcode":41030,"errmsg":"page"}' }, /管理员/],
      ['no picture', { type: 'image/jpeg', body: 'not a picture' }, /过几分钟/],
    ])('%s leaves no half poster, and the next try works', async (_name, answer, words) => {
      asked = [];
      const codes = [await hang('feedback', '走廊'), await hang('feedback', '滑梯')];
      instead = answer;
      const failed = await print(codes, { app });
      instead = null;
      expect([failed.status, failed.headers['content-type']]).toEqual([
        503,
        'application/problem+json; charset=utf-8',
      ]);
      const problem = JSON.parse(failed.raw) as { code: string; detail: string };
      expect([problem.code, problem.detail]).toEqual(['unavailable', expect.stringMatching(words)]);
      expect((await print(codes, { app })).status).toBe(200);
    });
  });
});
