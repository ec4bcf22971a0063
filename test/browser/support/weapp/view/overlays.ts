import { resourceUrl } from './elements/images.js';
import type { ViewMethods } from '../protocol.js';

type Answer<K extends keyof ViewMethods> = Awaited<ReturnType<ViewMethods[K]>>;

const taps = new WeakMap<Element, () => void>();
const toastMs = 1_500;
let toastTimer = 0;

/** Gives one of the phone's own parts something to do when it is tapped. */
export const onTap = (element: Element, run: () => void): void => void taps.set(element, run);

/** Runs what the phone's own part under the finger does. Answers whether there was one. */
export function tapOwnPart(target: Element): boolean {
  for (let at: Element | null = target; at; at = at.parentElement) {
    const run = taps.get(at);
    if (run) {
      run();
      return true;
    }
  }
  return target.closest('#overlays') !== null;
}

const layer = (): HTMLElement => document.getElementById('overlays') ?? document.body;

/** Puts something over the page, with a veil under it. */
export function openOverlay(content: HTMLElement): void {
  const veil = document.createElement('div');
  veil.className = 'veil';
  veil.append(content);
  layer().append(veil);
}

/** Takes an overlay away. */
export function closeOverlay(content: HTMLElement): void {
  content.closest('.veil')?.remove();
}

/** Redraws an open picker after its page was rendered: its columns may have changed. */
export function redrawPicker(): void {
  document.querySelector('#overlays .picker-sheet')?.dispatchEvent(new Event('weapp:redraw'));
}

const part = (className: string, text: string, role?: string): HTMLElement => {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = text;
  if (role) element.setAttribute('role', role);
  return element;
};

export function showToast(toast: Parameters<ViewMethods['showToast']>[0]): void {
  hideToast();
  const box = part(`toast ${toast.icon}`, '', 'status');
  if (toast.icon !== 'none')
    box.append(part('icon', { success: '✓', error: '!', loading: '◌' }[toast.icon] ?? ''));
  box.append(part('title', toast.title));
  box.id = 'weapp-toast';
  layer().append(box);
  if (toast.icon !== 'loading') toastTimer = window.setTimeout(hideToast, toastMs);
}

export function hideToast(): void {
  window.clearTimeout(toastTimer);
  document.getElementById('weapp-toast')?.remove();
}

export function showModal(modal: Parameters<ViewMethods['showModal']>[0]): Promise<Answer<'showModal'>> {
  return new Promise((resolve) => {
    const box = part('modal', '', 'dialog');
    const field = document.createElement('input');
    field.placeholder = modal.placeholderText;
    field.value = modal.editable ? modal.content : '';
    if (modal.title) box.append(part('title', modal.title));
    box.append(modal.editable ? field : part('content', modal.content));
    const row = part('row', '');
    const answer = (className: string, text: string, confirm: boolean): void => {
      const button = part(className, text, 'button');
      onTap(button, () => {
        closeOverlay(box);
        resolve({
          confirm,
          cancel: !confirm,
          ...(modal.editable && confirm ? { content: field.value } : {}),
        });
      });
      row.append(button);
    };
    if (modal.showCancel) answer('cancel', modal.cancelText, false);
    answer('confirm', modal.confirmText, true);
    box.append(row);
    openOverlay(box);
  });
}

export function showActionSheet(
  sheet: Parameters<ViewMethods['showActionSheet']>[0],
): Promise<Answer<'showActionSheet'>> {
  return new Promise((resolve) => {
    const box = part('action-sheet', '', 'dialog');
    if (sheet.alertText) box.append(part('alert', sheet.alertText));
    const line = (className: string, text: string, tapIndex: number): void => {
      const button = part(className, text, 'button');
      onTap(button, () => {
        closeOverlay(box);
        resolve({ tapIndex });
      });
      box.append(button);
    };
    sheet.itemList.forEach((text, index) => line('item', text, index));
    line('item cancel', '取消', -1);
    openOverlay(box);
  });
}

export function previewImages(urls: string[], current: string): void {
  const box = part('preview', '', 'dialog');
  box.setAttribute('aria-label', '图片预览');
  const picture = document.createElement('img');
  picture.src = resourceUrl(current || (urls[0] ?? ''), document.body);
  box.append(picture, part('count', `${Math.max(0, urls.indexOf(current)) + 1}/${urls.length}`));
  onTap(box, () => closeOverlay(box));
  openOverlay(box);
}
