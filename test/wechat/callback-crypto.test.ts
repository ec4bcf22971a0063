import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  CallbackCryptoError,
  decryptMessage,
  encryptMessage,
  signatureMatches,
  signatureOf,
} from '../../server/src/platform/wechat/callback-crypto.js';

const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APPID = 'wxb11529c136998cb6';
const ENCRYPTED = 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==';

describe('signature of callbacks', () => {
  const parts = ['AAAAA', '1714036504', '1514711492'];
  const signature = 'f464b24fc39322e44b38aa78f5edd27bd1441696';

  it('gives the documented vector', () => {
    expect(signatureOf(parts)).toBe(signature);
    expect(signatureMatches(signature, parts)).toBe(true);
  });

  it('refuses another signature, also a shorter and an empty one', () => {
    for (const wrong of [signature.replace('f', '0'), signature.slice(0, 39), '']) {
      expect(signatureMatches(wrong, parts)).toBe(false);
    }
  });
});

describe('encryption of callbacks', () => {
  it('gives the documented vector in both directions', () => {
    const random = Buffer.from('aaaabbbbccccdddd');
    expect(encryptMessage(KEY, APPID, '我是中文abcd123', random)).toBe(ENCRYPTED);
    expect(decryptMessage(KEY, APPID, ENCRYPTED)).toBe('我是中文abcd123');
  });

  it('returns every message exactly, whatever its length and its white space', () => {
    for (let length = 0; length <= 70; length += 1) {
      const message = `${'x'.repeat(length)}\n`;
      expect(decryptMessage(KEY, APPID, encryptMessage(KEY, APPID, message))).toBe(message);
    }
    const spaced = ' \n{"a": 1}\r\n ';
    expect(decryptMessage(KEY, APPID, encryptMessage(KEY, APPID, spaced))).toBe(spaced);
  });

  it('refuses a message for another account', () => {
    const encrypted = encryptMessage(KEY, 'wx-other', 'hello');
    expect(() => decryptMessage(KEY, APPID, encrypted)).toThrow(CallbackCryptoError);
  });

  it('refuses what is cut off, empty, or encrypted with another key', () => {
    const otherKey = `${KEY.slice(1)}a`;
    expect(() => decryptMessage(KEY, APPID, '')).toThrow(CallbackCryptoError);
    expect(() => decryptMessage(KEY, APPID, ENCRYPTED.slice(0, 40))).toThrow(CallbackCryptoError);
    expect(() => decryptMessage(otherKey, APPID, ENCRYPTED)).toThrow(CallbackCryptoError);
    expect(() => decryptMessage('short', APPID, ENCRYPTED)).toThrow(CallbackCryptoError);
  });

  it('refuses a length field that points behind the end', () => {
    const key = Buffer.from(`${KEY}=`, 'base64');
    const plain = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0xff, 0xff, 0xff, 0xff]),
      Buffer.from(APPID),
    ]);
    const pad = 32 - (plain.length % 32);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const encrypted = Buffer.concat([
      cipher.update(plain),
      cipher.update(Buffer.alloc(pad, pad)),
      cipher.final(),
    ]);
    expect(() => decryptMessage(KEY, APPID, encrypted.toString('base64'))).toThrow(CallbackCryptoError);
  });
});
