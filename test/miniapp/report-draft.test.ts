import { describe, expect, it } from '@jest/globals';
import type { OpenedCode } from '../../shared/service-codes/contract.js';
import { formWords } from '../../miniapp/packages/issues/report/form-words.js';
import {
  atLanding,
  bodyOf,
  emptyDraft,
  needsPicture,
  problemOf,
  sceneOf,
  titleOf,
  type Landing,
  type ReportDraft,
} from '../../miniapp/packages/issues/report/report-draft.js';

const scene = 'scanned-scene-00000000';
const stairs: OpenedCode = {
  code: 'current-code-000000000',
  state: 'active',
  note: null,
  kind: 'feedback',
  label: '二楼楼梯',
  school: { token: 'school-1', name: '桃源镇中心幼儿园', kind: 'kindergarten' },
  place: { token: 'place-stairs', name: '二楼楼梯' },
  classroom: null,
  category: { token: 'category-facility', code: 'facility', name: '设施安全', active: true },
};
const landed = (opened: OpenedCode | null, more: Partial<Landing> = {}): Landing => ({
  scene,
  opened,
  unknown: false,
  ...more,
});
const voice = { path: 'tmp', size: 1, seconds: 20 };
const nothing = { photos: [], voice: null };
const draft = (more: Partial<ReportDraft> = {}): ReportDraft => ({
  ...emptyDraft,
  school: 'school-1',
  ...more,
});

describe('the code in the address', () => {
  it('is read as WeChat and as a browser hand it on', () => {
    expect(sceneOf({ scene: 'abc_-1' })).toBe('abc_-1');
    expect(sceneOf({ scene: encodeURIComponent('a b') })).toBe('a b');
    expect(sceneOf({})).toBeNull();
    expect(sceneOf({ scene: '%E4%' })).toBe('%E4%');
  });
});

describe('a report where a code hangs', () => {
  it('takes school, place and category from the code, and leaves filling them in to it', () => {
    const here = atLanding(draft(), landed(stairs), 'school-1');
    expect(here).toMatchObject({ school: 'school-1', place: 'place-stairs', category: 'category-facility' });
    expect(bodyOf(here, 'broken')).toMatchObject({
      code: 'current-code-000000000',
      school: 'school-1',
      place: null,
      category: null,
      picture: 'broken',
    });
  });

  it('says what was chosen instead', () => {
    const here = {
      ...atLanding(draft(), landed(stairs), null),
      place: 'place-yard',
      category: 'category-food',
    };
    expect(bodyOf(here, null)).toMatchObject({ place: 'place-yard', category: 'category-food' });
  });

  it('takes nothing of another school along', () => {
    const elsewhere = draft({ school: 'school-2', child: 'child-2', about: ['teacher-2'], text: '门坏了' });
    expect(atLanding(elsewhere, landed(stairs), 'school-2')).toMatchObject({
      school: 'school-1',
      child: null,
      about: [],
      text: '门坏了',
    });
  });

  it('goes along as it was scanned while there is no network, and guesses no school', () => {
    const before = atLanding(draft({ place: 'place-yard' }), landed(null), 'school-1');
    const body = bodyOf(before, null);
    expect(body).toMatchObject({ code: scene, place: null });
    expect(body).not.toHaveProperty('school');
  });

  it('keeps what was chosen before the code could be asked', () => {
    const offline = { ...atLanding(draft(), landed(null), null), category: 'category-food', text: '汤凉' };
    expect(atLanding(offline, landed(stairs), null)).toMatchObject({
      place: 'place-stairs',
      category: 'category-food',
      text: '汤凉',
    });
  });

  it('does not move again what was changed after the code was asked', () => {
    const changed = { ...atLanding(draft(), landed(stairs), null), place: 'place-yard' };
    expect(atLanding(changed, landed(stairs), null)).toBe(changed);
  });

  it('moves when another code is scanned', () => {
    const first = atLanding(draft({ text: '门坏了' }), landed(stairs), null);
    const second: OpenedCode = { ...stairs, place: { token: 'place-gate', name: '大门口' }, category: null };
    expect(atLanding(first, landed(second, { scene: 'other' }), null)).toMatchObject({
      place: 'place-gate',
      category: null,
      text: '门坏了',
    });
  });

  it('goes where it would have gone when nobody knows the code', () => {
    const waiting = atLanding(draft({ text: '门坏了' }), landed(null), 'school-1');
    const alone = atLanding(waiting, landed(null, { unknown: true }), 'school-1');
    expect(bodyOf(alone, null)).toMatchObject({ code: null, school: 'school-1', text: '门坏了' });
  });
});

describe('what a report needs', () => {
  it('is one of voice, words and photo', () => {
    expect(problemOf(draft(), nothing)).toMatch(/说几句/);
    expect(problemOf(draft({ text: '  ' }), nothing)).not.toBeNull();
    expect(problemOf(draft(), { photos: [], voice })).toBeNull();
    expect(problemOf(draft(), { photos: [{ path: 'p', size: 1 }], voice: null })).toBeNull();
    expect(problemOf(draft({ text: '坏'.repeat(2001) }), { photos: [], voice })).toMatch(/2000/);
  });

  it('is a picture for a voice that nobody can read, and for nothing else', () => {
    expect(needsPicture(draft(), { photos: [], voice })).toBe(true);
    expect(needsPicture(draft({ text: '扶手' }), { photos: [], voice })).toBe(false);
    expect(needsPicture(draft(), nothing)).toBe(false);
  });

  it('has a name in the waiting list', () => {
    expect(titleOf(draft(), { photos: [{ path: 'p', size: 1 }], voice })).toBe('录音 20 秒');
    expect(titleOf(draft(), { photos: [{ path: 'p', size: 1 }], voice: null })).toBe('照片 1 张');
    expect(titleOf(draft({ text: '东楼\n楼梯' }), { photos: [], voice })).toBe('东楼 楼梯');
  });
});

describe('what is not sent', () => {
  it('is the child of a sealed report, and one’s own child of somebody else’s', () => {
    expect(bodyOf(draft({ child: 'child-1' }), null).child).toBe('child-1');
    expect(bodyOf(draft({ child: 'child-1', sealed: true }), null).child).toBeNull();
    const onBehalfOf = { token: 'guardian-1', name: '周桂英' };
    expect(bodyOf(draft({ child: 'child-1', onBehalfOf }), null)).toMatchObject({
      child: null,
      onBehalfOf: 'guardian-1',
    });
  });

  it('is what the card of a joined issue showed', () => {
    const joins = { token: 'handle', words: '楼梯 · 扶手 · 今天' };
    expect(bodyOf(draft({ joins }), null).joins).toBe('handle');
  });
});

describe('the words of the form', () => {
  it('differ by the code, and tell something without one', () => {
    expect(formWords(undefined).title).toBe('说一件事');
    expect([formWords('consultation').title, formWords('evaluation').title]).toEqual(['问一问', '说一件事']);
  });
});
