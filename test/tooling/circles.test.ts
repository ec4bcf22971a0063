import { describe, expect, it } from '@jest/globals';
import { circlesIn } from './circles.js';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

describe('circlesIn', () => {
  it('finds none in a diamond', () => {
    expect(circlesIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  });

  it('names the way round', () => {
    expect(circlesIn(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual([['b', 'c', 'b']]);
  });

  it('finds a file that imports itself', () => {
    expect(circlesIn(graph({ a: ['a'] }))).toEqual([['a', 'a']]);
  });
});
