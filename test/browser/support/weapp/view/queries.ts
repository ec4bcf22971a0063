import type { Json, NodeQuery } from '../protocol.js';
import { listens, recordOf, windowRect } from './nodes.js';

/** Answers a SelectorQuery from what really stands on the screen. */
export function answerQueries(frame: HTMLElement | undefined, queries: NodeQuery[]): Json[] {
  return queries.map((query) => {
    if (!frame) return query.all ? [] : null;
    if (query.selector === null) return viewport(frame, query.wants);
    const selector = query.selector.replace(/>>>/g, ' ');
    const root = frame.querySelector('.scroller') ?? frame;
    if (query.all)
      return [...root.querySelectorAll<HTMLElement>(selector)].map((element) =>
        describe(element, query.wants),
      );
    const found = root.querySelector<HTMLElement>(selector);
    return found ? describe(found, query.wants) : null;
  });
}

function viewport(frame: HTMLElement, wants: string[]): Json {
  const scroller = frame.querySelector<HTMLElement>('.scroller') ?? frame;
  const { clientWidth: width, clientHeight: height } = scroller;
  const answer: { [key: string]: Json } = {};
  if (wants.includes('id')) answer['id'] = '';
  if (wants.includes('dataset')) answer['dataset'] = {};
  if (wants.includes('rect')) Object.assign(answer, { left: 0, top: 0, right: width, bottom: height });
  if (wants.includes('size')) Object.assign(answer, { width, height });
  if (wants.includes('scrollOffset')) Object.assign(answer, scrollOf(scroller));
  return answer;
}

function describe(element: HTMLElement, wants: string[]): Json {
  const origin = windowRect(element);
  const rect = element.getBoundingClientRect();
  const answer: { [key: string]: Json } = {};
  if (wants.includes('id')) answer['id'] = element.id;
  if (wants.includes('dataset')) answer['dataset'] = { ...(element.dataset as Record<string, string>) };
  if (wants.includes('rect')) {
    answer['left'] = rect.left - origin.left;
    answer['right'] = rect.right - origin.left;
    answer['top'] = rect.top - origin.top;
    answer['bottom'] = rect.bottom - origin.top;
  }
  if (wants.includes('size')) Object.assign(answer, { width: rect.width, height: rect.height });
  if (wants.includes('scrollOffset')) Object.assign(answer, scrollOf(element));
  for (const want of wants) {
    const [kind, name = ''] = want.split(':');
    if (kind === 'computedStyle') answer[name] = getComputedStyle(element).getPropertyValue(kebab(name));
    if (kind === 'properties') answer[name] = (recordOf(element)?.attributes[name] ?? null) as Json;
  }
  return answer;
}

function scrollOf(element: Element): { [key: string]: Json } {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

/** Something that can be tapped or written into, as a screen reader meets it. */
export interface Control {
  id: string;
  /** What is read aloud: its label, else the words in it, else what stands in an empty field. */
  name: string;
  role: string;
  /** Whether it is kept from the screen reader, alone or with what it lies in. */
  hidden: boolean;
}

/** Everything on a page that takes a tap or a word, in the order in which a screen reader goes through it. */
export function controlsOf(frame: HTMLElement | undefined): Control[] {
  const all = [...(frame?.querySelectorAll<HTMLElement>('wx-page *') ?? [])];
  return all
    .filter((element) => listens(element, 'tap') || /^WX-(INPUT|TEXTAREA|SWITCH)$/.test(element.tagName))
    .filter((element) => element.getClientRects().length > 0)
    .map((element) => ({
      id: element.id || element.className,
      name: (
        element.getAttribute('aria-label') ||
        element.innerText.trim() ||
        String(recordOf(element)?.attributes['placeholder'] ?? '')
      ).trim(),
      role: element.getAttribute('role') ?? element.tagName.toLowerCase().replace('wx-', ''),
      hidden: element.closest('[aria-hidden="true"]') !== null,
    }));
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
