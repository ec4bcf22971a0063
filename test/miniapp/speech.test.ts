import { describe, expect, it } from '@jest/globals';
import { Player, type SpeakerListener } from '../../miniapp/platform/player.js';
import { keptHere, unread, wordsOfPage, type ReadableNode } from '../../miniapp/speech/page-text.js';
import { piecesOf } from '../../miniapp/speech/pieces.js';

const text = (words: string): ReadableNode => ({ nodeType: 3, textContent: words, childNodes: [] });
const node = (attributes: Record<string, string>, ...childNodes: ReadableNode[]): ReadableNode => ({
  nodeType: 1,
  textContent: null,
  childNodes,
  getAttribute: (name) => attributes[name] ?? null,
});

describe('a long text', () => {
  it('is cut where one draws breath, never longer than the voice takes, and loses no word', () => {
    const long = '扶手松了。' + '晃得厉害，孩子怕，'.repeat(8) + '㛃'.repeat(45) + '！';
    const pieces = piecesOf(long, 20);
    expect(pieces.every((piece) => [...piece].length <= 20)).toBe(true);
    expect(pieces.join('')).toBe(long.replace(/！$/, pieces.at(-1)?.endsWith('！') ? '！' : ''));
    expect(piecesOf('。！ ', 20)).toEqual([]);
  });
});

describe('the words of a page', () => {
  it('are the names of things in their order; an open dialog is all there is', () => {
    const page = node(
      {},
      node({ class: unread }, text('读给我听')),
      node({ 'aria-label': '说一件事' }, text('x')),
    );
    expect(wordsOfPage(page, true)).toBe('说一件事。');
    const open = node({}, page, node({ role: 'dialog', 'aria-label': '修好了吗？' }, text('好')));
    expect(wordsOfPage(open, true)).toBe('修好了吗？好。');
  });

  it('leave out what must not leave the phone, where they would', () => {
    const page = node({}, node({}, text('您好')), node({ class: `x ${keptHere}` }, text('孩子身上有伤')));
    expect(wordsOfPage(page, true)).toBe('您好。');
    expect(wordsOfPage(page, false)).toBe('您好。孩子身上有伤。');
  });
});

describe('the player beside a microphone', () => {
  it('falls silent when somebody speaks into the phone, and stays so until she has done', () => {
    const opened: SpeakerListener[] = [];
    let closed = 0;
    const player = new Player((_sound, listener) => {
      opened.push(listener);
      return () => (closed += 1);
    });
    player.play('a', '/a');
    player.hush(true);
    player.play('b', '/b');
    expect([opened.length, closed, player.snapshot().phase]).toEqual([1, 1, 'idle']);
    player.hush(false);
    player.play('b', '/b');
    expect(player.snapshot()).toEqual({ id: 'b', phase: 'loading' });
  });
});
