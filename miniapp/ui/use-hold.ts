import type { CommonEventFunction, ITouchEvent } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { Hold } from '../platform/hold.js';

const clock = {
  now: () => Date.now(),
  after: (ms: number, then: () => void) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** What a finger does on a `Tap`. */
export interface Finger {
  onTouchStart: CommonEventFunction;
  onTouchMove: CommonEventFunction;
  onTouchEnd: () => void;
  onTouchCancel: () => void;
}

interface UseHold {
  /** Nothing begins otherwise; what has begun still ends. */
  ready: boolean;
  onHold: () => void;
  onRelease: () => void;
}

/** The mouse of a desktop preview. */
function mouse(hold: Hold, ready: () => boolean): object {
  if (XINQIAO_PLATFORM !== 'h5') return {};
  return {
    onMouseDown: ({ clientX, clientY }: { clientX: number; clientY: number }) => {
      if (ready()) hold.down(clientX, clientY);
    },
    onMouseUp: () => hold.up(),
    onMouseLeave: () => hold.up(),
  };
}

/** Press and hold, beside a tap: `held` while it lasts; `isTap` keeps its end from counting as a tap. */
export function useHold(wanted: UseHold): { held: boolean; isTap: () => boolean; finger: Finger } {
  const latest = useRef(wanted);
  latest.current = wanted;
  const [held, setHeld] = useState(false);
  const [{ hold, finger }] = useState(() => {
    const made = new Hold(
      {
        held: () => {
          setHeld(true);
          latest.current.onHold();
        },
        released: () => {
          setHeld(false);
          latest.current.onRelease();
        },
      },
      clock,
    );
    const at =
      (then: (x: number, y: number) => void): CommonEventFunction =>
      (event) => {
        const touch = (event as ITouchEvent).touches[0];
        if (touch) then(touch.clientX, touch.clientY);
      };
    const ready = () => latest.current.ready;
    return {
      hold: made,
      finger: {
        onTouchStart: at((x, y) => {
          if (ready()) made.down(x, y);
        }),
        onTouchMove: at((x, y) => made.move(x, y)),
        onTouchEnd: () => made.up(),
        onTouchCancel: () => made.up(),
        ...mouse(made, ready),
      },
    };
  });
  useEffect(() => () => hold.up(), [hold]);
  return { held, isTap: () => hold.isTap(), finger };
}
