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
    | 'dialog';
  label?: string | undefined;
  hidden?: boolean;
  checked?: boolean;
  disabled?: boolean;
  selected?: boolean;
  live?: 'polite' | 'assertive';
}

const names = [
  ['label', 'aria-label'],
  ['hidden', 'aria-hidden'],
  ['checked', 'aria-checked'],
  ['disabled', 'aria-disabled'],
  ['selected', 'aria-selected'],
  ['live', 'aria-live'],
] as const;

/** Attributes for both programs: WeChat spells the role `aria-role`, browsers `role`. */
export function spoken(what: Spoken): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (what.role) attributes[XINQIAO_PLATFORM === 'h5' ? 'role' : 'aria-role'] = what.role;
  for (const [name, attribute] of names) {
    const value = what[name];
    if (value !== undefined) attributes[attribute] = String(value);
  }
  return attributes;
}
