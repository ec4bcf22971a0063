import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passwordProblem } from '#shared/session/password-rules.js';
import { deviceNameOf } from '../../server/src/platform/auth/device.js';
import { pauseAfter } from '../../server/src/platform/auth/sign-in-guard.js';
import {
  bytesOfBase32,
  codeOfStep,
  newTotpSecret,
  stepAt,
  stepOfCode,
  totpAddress,
} from '../../server/src/platform/auth/totp.js';
import { rolesWithSecondStep } from '../../server/src/features/session/second-step-rules.js';

/** RFC 4226 appendix D: the first ten codes of the ASCII secret. */
const hotp = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');

/** RFC 6238 appendix B: eight digits, secrets as long as the hash (errata 2866). */
const totp = [
  ['1970-01-01T00:00:59Z', '94287082', '46119246', '90693936'],
  ['2005-03-18T01:58:29Z', '07081804', '68084774', '25091201'],
  ['2005-03-18T01:58:31Z', '14050471', '67062674', '99943326'],
  ['2009-02-13T23:31:30Z', '89005924', '91819424', '93441116'],
  ['2033-05-18T03:33:20Z', '69279037', '90698825', '38618901'],
  ['2603-10-11T11:33:20Z', '65353130', '77737706', '47863826'],
] as const;

const digits = '1234567890';
const keyOf = (bytes: number) => Buffer.from(digits.repeat(7).slice(0, bytes));

describe('codes of an authenticator app', () => {
  it('are those of RFC 4226', () => {
    expect(hotp.map((_, step) => codeOfStep(keyOf(20), step))).toEqual(hotp);
  });

  it.each(totp)('are those of RFC 6238 at %s', (at, sha1, sha256, sha512) => {
    const step = stepAt(new Date(at));
    expect(codeOfStep(keyOf(20), step, 8)).toBe(sha1);
    expect(codeOfStep(keyOf(32), step, 8, 'sha256')).toBe(sha256);
    expect(codeOfStep(keyOf(64), step, 8, 'sha512')).toBe(sha512);
  });

  it('come from 160 random bits that apps can read', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(bytesOfBase32(secret)).toHaveLength(20);
    // RFC 4648 section 10, without its padding.
    expect(bytesOfBase32('MZXW6YTBOI').toString()).toBe('foobar');
    expect(newTotpSecret()).not.toBe(secret);
    const address = new URL(totpAddress(secret, 'li.lei'));
    expect([address.protocol, address.host, decodeURIComponent(address.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/心桥:li.lei',
    ]);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      secret,
      issuer: '心桥',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('are good for their own step and the ones beside it', () => {
    const secret = newTotpSecret();
    const now = new Date('2026-03-04T02:00:10.000Z');
    const step = stepAt(now);
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), (away) => {
        const code = codeOfStep(bytesOfBase32(secret), step + away);
        const found = stepOfCode(secret, code, now);
        return Math.abs(away) <= 1 ? found === step + away : found === null || found !== step + away;
      }),
    );
    expect(stepOfCode(secret, '12345', now)).toBeNull();
    expect(stepOfCode(secret, '', now)).toBeNull();
  });
});

describe('what guards a sign-in', () => {
  it('makes who guesses wait a minute after the fifth try, and never more than a quarter of an hour', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 1000].map((tries) => pauseAfter(tries) / 60_000)).toEqual([
      0, 0, 1, 2, 4, 8, 15, 15, 15,
    ]);
  });

  it('asks the leading and safeguarding roles for a second step in production, elsewhere whom the school names', () => {
    expect(rolesWithSecondStep('production', null)).toEqual([
      'principal',
      'school_admin',
      'safeguarding_lead',
      'safeguarding_deputy',
    ]);
    for (const mode of ['demo', 'development', 'test'] as const)
      expect(rolesWithSecondStep(mode, null)).toEqual([]);
    expect(rolesWithSecondStep('production', ['health'])).toEqual(['health']);
    expect(rolesWithSecondStep('production', [])).toEqual([]);
  });

  it.each([
    ['short1!', '新密码至少 10 位'],
    ['li.lei-2026-x', '密码里不要带账号'],
    ['Lilei是我的密码啊', '密码里不要带账号'],
    ['1234567890', '这个密码太多人用，换一个别人想不到的'],
    ['woaini1314520', '这个密码太多人用，换一个别人想不到的'],
    ['Password2026!', '这个密码太多人用，换一个别人想不到的'],
    ['qwertyuiop123', '这个密码太多人用，换一个别人想不到的'],
    ['aaaaaaaaaaaa', '这个密码太多人用，换一个别人想不到的'],
    ['abcdefghijkl', '这个密码太多人用，换一个别人想不到的'],
    ['院子里有两棵枣树呀呀', null],
    ['Spring-2026-rain', null],
  ])('says of the password %s: %s', (password, problem) => {
    expect(passwordProblem(password, 'li.lei')).toBe(problem);
  });

  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36 Edg/131.0',
      'Windows 电脑 · Edge',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) MicroMessenger/8.0.50', 'iPhone · 微信'],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36', '安卓手机 · Chrome'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17 Safari/605.1.15', '苹果电脑 · Safari'],
    ['<script>alert(1)</script>', '认不出的设备'],
    [undefined, '认不出的设备'],
  ])('knows the device %s as %s', (header, name) => {
    expect(deviceNameOf(header)).toBe(name);
  });
});
