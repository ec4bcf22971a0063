import { describe, expect, it } from '@jest/globals';
import { ApiError, asApiError, errorOfAnswer } from '../../miniapp/api/api-error.js';
import { AbortController } from '../../miniapp/platform/abort.js';
import { grouped } from '../../miniapp/preview/personas.js';
import { aloud } from '../../miniapp/ui/aloud.js';

describe('errors of the API layer', () => {
  it('carries code, sentence and fields of a problem document', () => {
    const error = errorOfAnswer(400, {
      type: 'about:blank',
      title: '填写有误',
      status: 400,
      code: 'invalid_input',
      detail: '有的地方没填对',
      errors: [{ path: 'text', message: '最多 2000 个字' }],
    });
    expect(error).toMatchObject({
      kind: 'problem',
      status: 400,
      code: 'invalid_input',
      message: '有的地方没填对',
    });
    expect(error.fields).toEqual({ text: '最多 2000 个字' });
  });

  it.each([
    [400, false],
    [404, false],
    [409, false],
    [413, false],
    [429, true],
    [500, true],
    [502, true],
  ])('status %i passes by itself: %s', (status, passing) => {
    expect(errorOfAnswer(status, null).passing).toBe(passing);
  });

  it('has a sentence for whatever else is thrown', () => {
    expect(asApiError(new TypeError('x')).message).toBe('园里的系统正忙，请过一会儿再试。');
    expect(new ApiError('offline').passing).toBe(true);
  });
});

describe('abort controller for WeChat', () => {
  it('tells its listeners once, and not those that left', () => {
    const controller = new AbortController();
    const heard: string[] = [];
    const leaving = () => heard.push('left');
    controller.signal.addEventListener('abort', () => heard.push('stayed'));
    controller.signal.addEventListener('abort', leaving);
    controller.signal.removeEventListener('abort', leaving);
    controller.abort('enough');
    controller.abort('again');
    expect(heard).toEqual(['stayed']);
    expect(controller.signal).toMatchObject({ aborted: true, reason: 'enough' });
    expect(() => controller.signal.throwIfAborted()).toThrow('enough');
  });
});

describe('sentences that are read aloud', () => {
  it('leaves out what is empty and has no two stops in a row', () => {
    expect(aloud('扶手松了', null, '请您说一声。', '', '今天 07:52')).toBe(
      '扶手松了，请您说一声，今天 07:52',
    );
  });
});

describe('personas of the preview', () => {
  const personas = [
    { openid: '1', name: '周桂英', label: '小二班 王梓涵的奶奶', group: '照护人' },
    { openid: '2', name: '王建国', label: '后勤', group: '教职工' },
  ];
  it('groups them, and finds them by any word', () => {
    expect(grouped(personas, '').map(([group]) => group)).toEqual(['照护人', '教职工']);
    expect(grouped(personas, '小二班 奶奶').flatMap(([, members]) => members)).toEqual([personas[0]]);
    expect(grouped(personas, '没有')).toEqual([]);
  });
});
