/** What a screen reader should know of an element. */
export interface Spoken {
  role?:
    | 'button'
    | 'link'
    | 'img'
    | 'heading'
    | 'alert'
    | 'status'
    | 'radio'
    | 'checkbox'
    | 'tab'
    | 'list'
    | 'listitem'
    | 'tablist'
    | 'radiogroup'
    | 'main'
    | 'banner'
    | 'dialog';
  label?: string | undefined;
  hidden?: boolean;
  checked?: boolean;
  disabled?: boolean;
  selected?: boolean;
  live?: 'polite' | 'assertive';
  /** Of a heading, 1 to 6; 2 unless said. Browsers alone know it. */
  level?: number;
}

const names = [
  ['label', 'aria-label'],
  ['hidden', 'aria-hidden'],
  ['checked', 'aria-checked'],
  ['disabled', 'aria-disabled'],
  ['selected', 'aria-selected'],
  ['live', 'aria-live'],
] as const;

/** Parts of a page that only browsers know: WeChat's screen reader goes through a page from top to bottom. */
const ofBrowsers: readonly Spoken['role'][] = ['main', 'banner'];

/** Attributes for both programs: WeChat spells the role `aria-role`, browsers `role`. */
export function spoken(what: Spoken): Record<string, string> {
  const attributes: Record<string, string> = {};
  const isBrowser = XINQIAO_PLATFORM === 'h5';
  if (what.role && (isBrowser || !ofBrowsers.includes(what.role)))
    attributes[isBrowser ? 'role' : 'aria-role'] = what.role;
  if (what.role === 'heading' && isBrowser) attributes['aria-level'] = String(what.level ?? 2);
  if (what.role === 'dialog' && isBrowser) attributes['aria-modal'] = 'true';
  for (const [name, attribute] of names) {
    const value = what[name];
    if (value !== undefined) attributes[attribute] = String(value);
  }
  return attributes;
}
