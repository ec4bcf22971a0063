import type { TouchPoint } from '../protocol.js';
import { swipe } from './elements/containers.js';
import { emit, listens, nearestNode, recordOf, windowRect } from './nodes.js';
import { tapOwnPart } from './overlays.js';

const longPressMs = 350;
const moveLimit = 10;
const swipeLimit = 30;

interface Press {
  target: HTMLElement;
  x: number;
  y: number;
  moved: boolean;
  long: boolean;
  timer: number;
}

/** Turns what the browser reports of fingers (and of a mouse) into WeChat's touch events, taps and long presses. */
export function listenToGestures(root: HTMLElement): void {
  let press: Press | undefined;

  root.addEventListener(
    'touchstart',
    (event) => {
      const touch = event.changedTouches[0];
      if (!touch || !(event.target instanceof HTMLElement)) return;
      const target = event.target;
      emit(target, 'touchstart', {}, points(event.touches, target), points(event.changedTouches, target));
      const started: Press = {
        target,
        x: touch.clientX,
        y: touch.clientY,
        moved: false,
        long: false,
        timer: 0,
      };
      started.timer = window.setTimeout(() => {
        if (press !== started || started.moved) return;
        const [point] = points(event.touches, target);
        const heard = hears(target, 'longpress') || hears(target, 'longtap');
        emit(target, 'longpress', { x: point?.pageX ?? 0, y: point?.pageY ?? 0 }, point ? [point] : []);
        emit(target, 'longtap', { x: point?.pageX ?? 0, y: point?.pageY ?? 0 }, point ? [point] : []);
        started.long = heard;
      }, longPressMs);
      press = started;
    },
    { passive: true },
  );

  root.addEventListener(
    'touchmove',
    (event) => {
      const touch = event.changedTouches[0];
      if (!press || !touch) return;
      if (Math.hypot(touch.clientX - press.x, touch.clientY - press.y) > moveLimit) press.moved = true;
      emit(
        press.target,
        'touchmove',
        {},
        points(event.touches, press.target),
        points(event.changedTouches, press.target),
      );
    },
    { passive: true },
  );

  root.addEventListener('touchend', (event) => {
    const touch = event.changedTouches[0];
    const ended = press;
    press = undefined;
    if (!ended || !touch) return;
    window.clearTimeout(ended.timer);
    const changed = points(event.changedTouches, ended.target);
    emit(ended.target, 'touchend', {}, points(event.touches, ended.target), changed);
    const distance = touch.clientX - ended.x;
    const swiper = ended.target.closest<HTMLElement>('wx-swiper');
    if (swiper && Math.abs(distance) > swipeLimit) swipe(swiper, distance < 0 ? 1 : -1);
    if (!ended.moved && !ended.long) tap(ended.target, changed);
  });

  root.addEventListener('touchcancel', (event) => {
    const ended = press;
    press = undefined;
    if (!ended) return;
    window.clearTimeout(ended.timer);
    emit(
      ended.target,
      'touchcancel',
      {},
      points(event.touches, ended.target),
      points(event.changedTouches, ended.target),
    );
  });

  root.addEventListener('contextmenu', (event) => event.preventDefault());

  // After a touch the browser reports a click as well; only one of a mouse or of the keyboard is news.
  root.addEventListener('click', (event) => {
    if (
      !(event.target instanceof HTMLElement) ||
      (event instanceof PointerEvent && event.pointerType === 'touch')
    )
      return;
    const origin = windowRect(event.target);
    const x = event.clientX - origin.left;
    const y = event.clientY - origin.top;
    tap(event.target, [{ identifier: 0, clientX: x, clientY: y, pageX: x, pageY: y }]);
  });
}

function tap(target: HTMLElement, touches: TouchPoint[]): void {
  if (tapOwnPart(target)) return;
  if (!target.isConnected) return;
  for (let at: HTMLElement | null = target; at; at = at.parentElement) {
    const activate = recordOf(at)?.kind?.activate;
    if (!activate) continue;
    activate(at, target);
    break;
  }
  const [point] = touches;
  emit(target, 'tap', { x: point?.pageX ?? 0, y: point?.pageY ?? 0 }, touches);
}

function hears(target: HTMLElement, type: string): boolean {
  for (let at: Element | null = nearestNode(target); at; at = at.parentElement)
    if (listens(at, type)) return true;
  return false;
}

function points(list: TouchList, target: Element): TouchPoint[] {
  const origin = windowRect(target);
  const scrolled = target.closest('.scroller')?.scrollTop ?? 0;
  return [...list].map((touch) => ({
    identifier: touch.identifier,
    clientX: touch.clientX - origin.left,
    clientY: touch.clientY - origin.top,
    pageX: touch.clientX - origin.left,
    pageY: touch.clientY - origin.top + scrolled,
  }));
}
