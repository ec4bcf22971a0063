import { useEffect, useRef } from 'react';

/** Frames in which a dialog has drawn itself, also on a slow machine. */
const untilDrawn = 60;
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
    let frame = 0;
    // Taro's elements draw themselves after they stand there, hidden meanwhile: they take no focus then, or lose it.
    const enter = (frames: number) => {
      if (dialog?.contains(document.activeElement) !== true) stops()[0]?.focus();
      if (frames > 0) frame = requestAnimationFrame(() => enter(frames - 1));
    };
    enter(untilDrawn);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current();
      if (event.key !== 'Tab') return;
      const all = stops();
      const at = all.indexOf(document.activeElement as HTMLElement);
      const next = event.shiftKey ? at - 1 : at + 1;
      event.preventDefault();
      all[(next + all.length) % all.length]?.focus();
    };
    // On the way in: Taro's text fields keep for themselves what is pressed in them.
    document.addEventListener('keydown', onKey, true);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('keydown', onKey, true);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [id]);
}
