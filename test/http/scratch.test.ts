import { it, afterAll, beforeAll } from '@jest/globals';
import { House } from '../support/house.js';
import { openApi } from '../../server/src/api-docs.js';
let house: House;
beforeAll(async () => { const t = performance.now(); house = await House.open(); console.log('open', performance.now() - t); });
afterAll(() => house.close());
it('x', async () => {
  const t0 = performance.now();
  const doc = openApi(house.app);
  console.log('openapi', performance.now() - t0);
  console.log(Object.entries(doc.paths).flatMap(([p, ops]) => Object.keys(ops as object).map((m) => `${m.toUpperCase()} ${p}`)).join('\n'));
  const school = await house.make.school();
  const g = await house.make.guardian(school, await house.make.child(school));
  await house.make.staff(school, 'principal');
  for (let i = 0; i < 5; i++) { const t = performance.now(); const a = await g.api.post('/issues', house.make.report('楼梯坏了 ' + i)); console.log(a.status, performance.now() - t); }
  for (const r of [
    await g.api.raw({ method: 'PUT', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}` } }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'application/json' }, payload: '{"a":' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'application/json' }, payload: '{"__proto__":{"x":1}}' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'application/json' }, payload: '{"constructor":{"prototype":{"x":1}}}' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'application/pdf' }, payload: 'a=b' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'text/plain' }, payload: 'a=b' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}` } }),
    await g.api.raw({ method: 'POST', url: '/api/v1/issues', headers: { authorization: `Bearer ${g.api.bearer}`, 'content-type': 'application/json' }, payload: '"' + 'x'.repeat(300000) + '"' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/session/password', headers: {  'content-type': 'application/json' }, payload: JSON.stringify({ login: '张三\u0000', password: 'x' }) }),
    await g.api.raw({ method: 'POST', url: '/api/v1/session/password', headers: {  'content-type': 'application/json' }, payload: '{"login":"\\ud800x","password":"\\ud800"}' }),
    await g.api.raw({ method: 'POST', url: '/api/v1/session/wechat', headers: {  'content-type': 'application/json' }, payload: '{"code":"\\ud800\\u0000x"}' }),
    await g.api.raw({ method: 'GET', url: '/api/v1/issues/%FF', headers: { authorization: `Bearer ${g.api.bearer}` } }),
    await g.api.raw({ method: 'GET', url: '/api/v1/issues?q=%FF', headers: { authorization: `Bearer ${g.api.bearer}` } }),
    await g.api.raw({ method: 'GET', url: '/api/v1/nothere' }),
    await g.api.raw({ method: 'GET', url: '/healthz' }), await g.api.raw({ method: 'GET', url: '/readyz' }), await g.api.raw({ method: 'GET', url: '/metrics' }).then((x) => ({ ...x, raw: x.raw.slice(0, 40) })),
    await g.api.raw({ method: 'GET', url: '/wechat/callback' }),
    await g.api.raw({ method: 'POST', url: '/wechat/callback', headers: { 'content-type': 'text/xml' }, payload: '<xml/>' }),
  ]) console.log(r.status, String(r.headers['content-type']), r.raw.slice(0, 300));
});
