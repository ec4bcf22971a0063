import { setPath } from '../logic/set-path.js';
import type { NavigationLook, PageOpening, StackState, TabBar } from '../protocol.js';
import { resourceUrl } from './elements/images.js';
import { morphChildren, type TreeNode } from './morph.js';
import { signal } from './nodes.js';
import { onTap, redrawPicker } from './overlays.js';

interface Frame {
  element: HTMLElement;
  root: HTMLElement;
  opening: PageOpening;
  data: Record<string, unknown>;
  style: HTMLStyleElement;
}

const frames = new Map<number, Frame>();
let tabBar: TabBar | null = null;
let state: StackState = { topId: 0, depth: 0, tabRoute: null, showHome: false };

const make = (className: string, parent: Element): HTMLElement => {
  const element = document.createElement('div');
  element.className = className;
  parent.append(element);
  return element;
};

/** The frame of a page, if it is alive. */
export const frameOf = (pageId: number): HTMLElement | undefined => frames.get(pageId)?.element;

/** Makes the frame of a new page: navigation bar, window, and the space that scrolls. */
export function openPage(opening: PageOpening): void {
  const element = make('page-frame', document.getElementById('pages') ?? document.body);
  element.dataset['pageId'] = String(opening.pageId);
  element.dataset['route'] = opening.route;
  element.classList.toggle('custom-navigation', opening.customNavigation);
  const bar = make('navigation', element);
  const back = make('back', bar);
  back.setAttribute('role', 'button');
  make('title', bar);
  make('capsule', bar).append(document.createElement('i'), document.createElement('i'));
  const window = make('window', element);
  make('refresher', window).textContent = '正在刷新…';
  const scroller = make('scroller', window);
  scroller.style.background = opening.backgroundColor;
  if (opening.disableScroll) scroller.style.overflow = 'hidden';
  const root = document.createElement('wx-page');
  scroller.append(root);
  const style = document.createElement('style');
  style.textContent = opening.css;
  element.append(style);
  frames.set(opening.pageId, { element, root, opening, data: {}, style });
  setNavigation(opening.pageId, opening.look);
  reportScrolling(scroller, opening);
  setData(opening.pageId, opening.data);
}

function reportScrolling(scroller: HTMLElement, opening: PageOpening): void {
  let atBottom = false;
  let lastTop = 0;
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollTop === lastTop) return;
    const goingDown = scrollTop > lastTop;
    lastTop = scrollTop;
    signal({ kind: 'scroll', pageId: opening.pageId, scrollTop });
    const reached = scrollHeight - clientHeight - scrollTop <= opening.bottomDistance;
    if (reached && !atBottom && goingDown) signal({ kind: 'bottom', pageId: opening.pageId });
    atBottom = reached;
  });
}

export function closePage(pageId: number): void {
  frames.get(pageId)?.element.remove();
  frames.delete(pageId);
}

/** Takes new data in and draws the page again, keeping every element that is still meant. */
export function setData(pageId: number, patch: string): void {
  const frame = frames.get(pageId);
  if (!frame) return;
  const entries = JSON.parse(patch) as Record<string, unknown>;
  for (const [path, value] of Object.entries(entries)) setPath(frame.data, path, value);
  const tree = window.$gwx(`${frame.opening.route}.wxml`)?.(frame.data) as
    { children?: TreeNode[] } | undefined;
  morphChildren(frame.root, tree?.children ?? [], { components: frame.opening.components });
  redrawPicker();
}

export function setNavigation(pageId: number, look: NavigationLook): void {
  const bar = frames.get(pageId)?.element.querySelector<HTMLElement>('.navigation');
  const title = bar?.querySelector<HTMLElement>('.title');
  if (!bar || !title) return;
  if (look.title !== undefined) title.textContent = look.title;
  if (look.background !== undefined) bar.style.background = look.background;
  if (look.front !== undefined) bar.style.color = look.front === 'white' ? '#fff' : '#000';
  if (look.loading !== undefined) bar.classList.toggle('loading', look.loading);
}

/** Brings one page to the front and shows, around it, what WeChat shows there. */
export function showStack(next: StackState): void {
  state = next;
  (document.activeElement as HTMLElement | null)?.blur();
  for (const [id, frame] of frames) {
    const front = id === next.topId;
    frame.element.toggleAttribute('data-top', front);
    // Page styles must not reach other pages: only those of the page in front apply.
    frame.style.disabled = !front;
    if (!front) continue;
    const back = frame.element.querySelector<HTMLElement>('.back');
    if (!back) continue;
    back.textContent = next.depth > 1 ? '‹' : next.showHome ? '⌂' : '';
    back.setAttribute('aria-label', next.depth > 1 ? '返回' : '首页');
    back.hidden = next.depth <= 1 && !next.showHome;
    onTap(back, () => signal({ kind: next.depth > 1 ? 'back' : 'home' }));
  }
  drawTabBar();
}

export function setTabBar(bar: TabBar | null): void {
  tabBar = bar;
  drawTabBar();
}

function drawTabBar(): void {
  const element = document.getElementById('tab-bar');
  if (!element) return;
  const visible = tabBar !== null && !tabBar.hidden && state.tabRoute !== null;
  element.hidden = !visible;
  document.body.classList.toggle('with-tab-bar', visible);
  measureWindow();
  if (!tabBar || !visible) return;
  const bar = tabBar;
  element.style.background = bar.backgroundColor;
  element.replaceChildren(
    ...bar.items.map((item, index) => {
      const selected = item.route === state.tabRoute;
      const tab = document.createElement('div');
      tab.className = 'tab';
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-selected', String(selected));
      tab.style.color = selected ? bar.selectedColor : bar.color;
      const icon = selected ? item.selectedIcon : item.icon;
      if (icon) {
        const picture = document.createElement('img');
        picture.alt = '';
        picture.src = resourceUrl(icon.startsWith('/') ? icon : `/${icon}`, element);
        tab.append(picture);
      }
      const text = document.createElement('span');
      text.textContent = item.text;
      tab.append(text);
      if (item.badge || item.dot) {
        const badge = document.createElement('b');
        badge.textContent = item.badge;
        tab.append(badge);
      }
      onTap(tab, () => signal({ kind: 'tab', index }));
      return tab;
    }),
  );
}

/** What 100vh means inside a page: the space between the bars. */
export function measureWindow(): void {
  const top = frames.get(state.topId)?.element.querySelector('.window');
  if (top) document.documentElement.style.setProperty('--window-height', `${top.clientHeight}px`);
}

export function pageScrollTo(pageId: number, target: { scrollTop: number | null; selector: string }): void {
  const scroller = frames.get(pageId)?.element.querySelector<HTMLElement>('.scroller');
  if (!scroller) return;
  if (target.scrollTop !== null) scroller.scrollTop = target.scrollTop;
  else if (target.selector) scroller.querySelector(target.selector)?.scrollIntoView({ block: 'start' });
}

export function pullDown(pageId: number, on: boolean): void {
  frames.get(pageId)?.element.classList.toggle('refreshing', on);
}
