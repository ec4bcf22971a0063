import type { ViewMethods } from '../protocol.js';
import {
  closePage,
  frameOf,
  measureWindow,
  openPage,
  pageScrollTo,
  pullDown,
  setData,
  setNavigation,
  setTabBar,
  showStack,
} from './frames.js';
import { listenToGestures } from './gestures.js';
import { flush } from './nodes.js';
import { hideToast, previewImages, showActionSheet, showModal, showToast } from './overlays.js';
import { answerQueries, controlsOf, type Control } from './queries.js';

declare global {
  interface Window {
    weappView: ViewMethods & { flush(): Promise<void>; controls(): Control[] };
  }
}

// The view layer of the simulated phone; the driver of the test calls these for the logic layer.
window.weappView = {
  openPage,
  closePage,
  setData,
  showStack,
  setNavigation,
  setTabBar,
  showToast,
  hideToast,
  showModal,
  showActionSheet,
  previewImages,
  query: (pageId, queries) => answerQueries(frameOf(pageId), queries),
  pageScrollTo,
  pullDown,
  hideKeyboard: () => (document.activeElement as HTMLElement | null)?.blur(),
  flush,
  controls: () => controlsOf(document.querySelector<HTMLElement>('.page-frame[data-top]') ?? undefined),
};
listenToGestures(document.body);
window.addEventListener('resize', measureWindow);
