import type { EventNode, Json, TouchPoint, ViewEvent, ViewSignal } from '../protocol.js';

/** Attributes as the compiled templates give them: camelCase, except data-* and event bindings. */
export type Attributes = Record<string, unknown>;

/** What one WeChat element does beyond being a box. */
export interface ElementKind {
  /** Builds what is inside; answers where children go, null when it has none. */
  create?(element: HTMLElement): HTMLElement | null;
  /** Applies attributes; `before` holds those of the last rendering. */
  update?(element: HTMLElement, attributes: Attributes, before: Attributes): void;
  /** What a tap does by itself, before any handler hears of it. */
  activate?(element: HTMLElement, target: HTMLElement): void;
  /** The value under which a form reports it. */
  formValue?(element: HTMLElement): Json;
  resetForm?(element: HTMLElement): void;
}

/** What the view remembers of an element of the page. */
export interface NodeRecord {
  tag: string;
  attributes: Attributes;
  slot: HTMLElement | null;
  kind: ElementKind | undefined;
}

declare global {
  interface Window {
    weappSignal(signal: string): Promise<void>;
    $gwx(file: string): ((data: unknown) => unknown) | undefined;
  }
}

const records = new WeakMap<Element, NodeRecord>();
const unanswered = new Set<Promise<void>>();
const bubbling = /^(tap|longpress|longtap|touch\w+|transitionend|animation\w+)$/;

export const recordOf = (element: Element): NodeRecord | undefined => records.get(element);
export const remember = (element: Element, record: NodeRecord): void => void records.set(element, record);

/** Sends a signal to the logic layer and remembers that it is not answered yet. */
export function signal(message: ViewSignal): void {
  const sent: Promise<void> = window
    .weappSignal(JSON.stringify(message))
    .finally(() => unanswered.delete(sent));
  unanswered.add(sent);
}

/** Resolves when the logic layer has answered everything that was sent so far. */
export async function flush(): Promise<void> {
  while (unanswered.size > 0) await Promise.all([...unanswered]);
}

/** The page that an element belongs to; 0 for the phone's own parts. */
export function pageIdOf(element: Element): number {
  return Number(element.closest<HTMLElement>('.page-frame')?.dataset['pageId'] ?? 0);
}

/** The origin of a page's coordinates: the window between the bars. */
export function windowRect(element: Element): DOMRect {
  return (element.closest('.window') ?? document.body).getBoundingClientRect();
}

/** How an event names a node. */
export function eventNode(element: HTMLElement): EventNode {
  return {
    id: element.id,
    dataset: Object.fromEntries(Object.entries(element.dataset).map(([key, value]) => [key, value ?? ''])),
    offsetLeft: element.offsetLeft,
    offsetTop: element.offsetTop,
  };
}

/** True when the element listens to the event. */
export function listens(element: Element, type: string): boolean {
  return handlerOf(element, type) !== undefined;
}

function handlerOf(element: Element, type: string): { name: string; stops: boolean } | undefined {
  const attributes = records.get(element)?.attributes;
  if (!attributes) return undefined;
  for (const [prefix, stops] of [
    ['catch', true],
    ['bind', false],
    ['mut-bind', false],
  ] as const) {
    const name = attributes[`${prefix}${type}`] ?? attributes[`${prefix}:${type}`];
    if (typeof name === 'string' && name !== '') return { name, stops };
  }
  return undefined;
}

/**
 * Sends an event of an element to its page: to the element alone, or, for those that bubble, to every bound element up
 * to the first that catches it. Answers whether anyone listened.
 */
export function emit(
  element: HTMLElement,
  type: string,
  detail: { [key: string]: Json },
  touches: TouchPoint[] = [],
  changedTouches: TouchPoint[] = touches,
): boolean {
  const steps: ViewEvent['steps'] = [];
  const goesUp = bubbling.test(type);
  for (let at: Element | null = element; at instanceof HTMLElement; at = goesUp ? at.parentElement : null) {
    const handler = handlerOf(at, type);
    if (!handler) continue;
    if (type === 'tap' && isDisabledButton(at)) continue;
    steps.push({ handler: handler.name, currentTarget: eventNode(at) });
    if (handler.stops) break;
  }
  if (steps.length === 0) return false;
  const target = eventNode(nearestNode(element));
  signal({
    kind: 'event',
    event: { pageId: pageIdOf(element), type, detail, target, touches, changedTouches, steps },
  });
  return true;
}

/** The innermost element of the page's own tree at or above an element. */
export function nearestNode(element: HTMLElement): HTMLElement {
  let at: HTMLElement | null = element;
  while (at && !records.has(at)) at = at.parentElement;
  return at ?? element;
}

/** True for attributes that are switched on: true, or a text other than "false". */
export function isOn(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value !== 'false' && value !== '');
}

function isDisabledButton(element: Element): boolean {
  const record = records.get(element);
  return record?.tag === 'wx-button' && isOn(record.attributes['disabled']);
}
