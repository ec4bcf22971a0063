import { beforeEach, describe, expect, it } from '@jest/globals';
import { Hold } from '../../miniapp/platform/hold.js';

let time: number;
let due: { at: number; then: () => void }[];
let told: string[];
let hold: Hold;

const pass = (ms: number) => {
  time += ms;
  for (const { then } of due.filter(({ at }) => at <= time)) then();
  due = due.filter(({ at }) => at > time);
};

beforeEach(() => {
  time = 1_000;
  due = [];
  told = [];
  hold = new Hold(
    { held: () => told.push('held'), released: () => told.push('released') },
    {
      now: () => time,
      after: (ms, then) => {
        const entry = { at: time + ms, then };
        due.push(entry);
        return () => {
          due = due.filter((one) => one !== entry);
        };
      },
    },
  );
});

describe('a finger on the microphone', () => {
  it('taps when it is lifted soon', () => {
    hold.down(10, 10);
    pass(390);
    hold.up();
    expect(hold.isTap()).toBe(true);
    pass(1_000);
    expect(told).toEqual([]);
  });

  it('holds after 0.4 s, and lifting it is no tap', () => {
    hold.down(10, 10);
    pass(400);
    expect(told).toEqual(['held']);
    pass(20_000);
    hold.up();
    expect(told).toEqual(['held', 'released']);
    expect(hold.isTap()).toBe(false);
    pass(700);
    hold.down(10, 10);
    pass(100);
    hold.up();
    expect(hold.isTap()).toBe(true);
  });

  it('scrolls past when it moves before it holds, and may tremble while it holds', () => {
    hold.down(10, 10);
    hold.move(10, 24);
    pass(1_000);
    hold.up();
    expect(told).toEqual([]);
    hold.down(10, 10);
    hold.move(13, 12);
    pass(400);
    hold.move(80, 90);
    expect(told).toEqual(['held']);
    hold.up();
    expect(told).toEqual(['held', 'released']);
  });

  it('lets go when the screen goes away, and once only', () => {
    hold.down(10, 10);
    pass(500);
    hold.up();
    hold.up();
    expect(told).toEqual(['held', 'released']);
  });
});
