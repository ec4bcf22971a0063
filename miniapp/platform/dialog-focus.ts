import { useEffect, useRef } from 'react';

const reachable = '[tabindex="0"], input, textarea, button, a[href]';

/**
 * Keyboard of the preview in a dialog: the focus goes in, stays in, and goes back to where it was; Escape closes. A
 * phone has no keyboard, and WeChat's screen reader keeps to what was drawn last by itself.
 *
 * @param id of the dialog's element
 */
export function useDialogFocus(id: string, onClose: () => void) {
  // The newest way to close, so that a new one does not move the focus again.
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (XINQIAO_PLATFORM !== 'h5') return undefined;
    const dialog = document.getElementById(id);
    const before = document.activeElement;
    const stops = () => [...(dialog?.querySelectorAll<HTMLElement>(reachable) ?? [])];
    stops()[0]?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current();
      if (event.key !== 'Tab') return;
      const all = stops();
      const at = all.indexOf(document.activeElement as HTMLElement);
      const next = event.shiftKey ? at - 1 : at + 1;
      event.preventDefault();
      all[(next + all.length) % all.length]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [id]);
}
