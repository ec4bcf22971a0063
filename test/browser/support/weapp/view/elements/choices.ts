import { emit, isOn, recordOf, type ElementKind } from '../nodes.js';

const isChecked = (element: Element): boolean => element.getAttribute('aria-checked') === 'true';

function setChecked(element: HTMLElement, checked: boolean): void {
  element.setAttribute('aria-checked', String(checked));
}

const isDisabled = (element: Element): boolean => isOn(recordOf(element)?.attributes['disabled']);

/** The look of a switch, checkbox or radio, whose state changes at the tap and not only when the program says so. */
function markKind(
  role: 'switch' | 'checkbox' | 'radio',
  activate: (element: HTMLElement) => void,
): ElementKind {
  return {
    create(element) {
      const mark = document.createElement('span');
      mark.className = 'mark';
      const content = document.createElement('span');
      content.className = 'content';
      element.append(mark, content);
      setChecked(element, false);
      return role === 'switch' ? null : content;
    },
    update(element, attributes, before) {
      if (!attributes['ariaRole']) element.setAttribute('role', role);
      element.toggleAttribute('disabled', isOn(attributes['disabled']));
      element.style.setProperty('--mark-color', String(attributes['color'] ?? '#04be02'));
      if (attributes['checked'] !== before['checked']) setChecked(element, isOn(attributes['checked']));
    },
    activate: (element) => {
      if (!isDisabled(element)) activate(element);
    },
    ...(role === 'switch' ? { formValue: isChecked } : {}),
    resetForm: (element) => setChecked(element, false),
  };
}

const members = (group: Element, tag: string): HTMLElement[] => [...group.querySelectorAll<HTMLElement>(tag)];
const valueOf = (element: Element): string => String(recordOf(element)?.attributes['value'] ?? '');
const checkedValues = (group: Element, tag: string): string[] =>
  members(group, tag).filter(isChecked).map(valueOf);

export const choiceKinds: Record<string, ElementKind> = {
  'wx-switch': markKind('switch', (element) => {
    setChecked(element, !isChecked(element));
    emit(element, 'change', { value: isChecked(element) });
  }),
  'wx-checkbox': markKind('checkbox', (element) => {
    setChecked(element, !isChecked(element));
    const group = element.closest<HTMLElement>('wx-checkbox-group');
    if (group) emit(group, 'change', { value: checkedValues(group, 'wx-checkbox') });
  }),
  'wx-radio': markKind('radio', (element) => {
    if (isChecked(element)) return;
    const group = element.closest<HTMLElement>('wx-radio-group');
    for (const other of group ? members(group, 'wx-radio') : []) setChecked(other, false);
    setChecked(element, true);
    if (group) emit(group, 'change', { value: valueOf(element) });
  }),
  'wx-checkbox-group': { formValue: (element) => checkedValues(element, 'wx-checkbox') },
  'wx-radio-group': { formValue: (element) => checkedValues(element, 'wx-radio')[0] ?? '' },
};
