import { emit, isOn, recordOf, type Attributes, type ElementKind } from '../nodes.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

const fieldOf = (element: Element): Field | null => element.querySelector<Field>('input,textarea');
const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const noLimit = -1;
const inputModes: Record<string, string> = {
  number: 'numeric',
  digit: 'decimal',
  idcard: 'text',
  tel: 'tel',
};

function limitOf(attributes: Attributes): number {
  const limit = Number(attributes['maxlength'] ?? 140);
  return Number.isFinite(limit) ? limit : 140;
}

/** What input and textarea share: the value goes out with every change, and comes in only when the program changes it. */
function textField(makeField: () => Field): ElementKind {
  return {
    create(element) {
      const field = makeField();
      let composing = false;
      const report = (): void => {
        const limit = limitOf(recordOf(element)?.attributes ?? {});
        if (limit !== noLimit && field.value.length > limit) field.value = field.value.slice(0, limit);
        fitHeight(element, field);
        emit(element, 'input', {
          value: field.value,
          cursor: field.selectionStart ?? field.value.length,
          keyCode: 0,
        });
      };
      field.addEventListener('compositionstart', () => (composing = true));
      field.addEventListener('compositionend', () => {
        composing = false;
        report();
      });
      field.addEventListener('input', () => {
        if (!composing) report();
      });
      field.addEventListener('focus', () => emit(element, 'focus', { value: field.value, height: 0 }));
      field.addEventListener('blur', () =>
        emit(element, 'blur', { value: field.value, cursor: field.selectionStart ?? 0 }),
      );
      field.addEventListener('keydown', (event) => {
        if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return;
        const returns =
          field instanceof HTMLTextAreaElement && recordOf(element)?.attributes['confirmType'] === 'return';
        if (returns) return;
        event.preventDefault();
        emit(element, 'confirm', { value: field.value });
        if (!isOn(recordOf(element)?.attributes['confirmHold'])) field.blur();
      });
      element.append(field);
      return null;
    },
    update(element, attributes, before) {
      const field = fieldOf(element);
      if (!field) return;
      const value = textOf(attributes['value']);
      if (attributes['value'] !== before['value'] && field.value !== value) field.value = value;
      field.placeholder = textOf(attributes['placeholder']);
      field.disabled = isOn(attributes['disabled']);
      field.inputMode = inputModes[textOf(attributes['type'])] ?? 'text';
      if (field instanceof HTMLInputElement) field.type = isOn(attributes['password']) ? 'password' : 'text';
      for (const name of ['aria-label', 'aria-labelledby', 'aria-describedby']) {
        const given = element.getAttribute(name);
        if (given === null) field.removeAttribute(name);
        else field.setAttribute(name, given);
      }
      fitHeight(element, field);
      const wantsFocus = isOn(attributes['focus']) || isOn(attributes['autoFocus']);
      const wantedFocus = isOn(before['focus']) || isOn(before['autoFocus']);
      // The element is put into the page only after this; a field outside the page cannot take the focus.
      if (wantsFocus && !wantedFocus) queueMicrotask(() => field.focus({ preventScroll: true }));
    },
    formValue: (element) => fieldOf(element)?.value ?? '',
    resetForm: (element) => {
      const field = fieldOf(element);
      if (field) field.value = '';
    },
  };
}

function fitHeight(element: HTMLElement, field: Field): void {
  const attributes = recordOf(element)?.attributes ?? {};
  if (!(field instanceof HTMLTextAreaElement) || !isOn(attributes['autoHeight'])) return;
  element.classList.add('auto-height');
  queueMicrotask(() => {
    field.style.height = 'auto';
    const before = element.dataset['lines'];
    const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 24;
    const lines = String(Math.max(1, Math.round(field.scrollHeight / lineHeight)));
    field.style.height = `${field.scrollHeight}px`;
    if (before === lines) return;
    element.dataset['lines'] = lines;
    emit(element, 'linechange', { height: field.scrollHeight, lineCount: Number(lines), lineHeight });
  });
}

const slider: ElementKind = {
  create(element) {
    const range = document.createElement('input');
    range.type = 'range';
    const shown = document.createElement('span');
    shown.className = 'value';
    range.addEventListener('input', () => {
      shown.textContent = range.value;
      emit(element, 'changing', { value: Number(range.value) });
    });
    range.addEventListener('change', () => emit(element, 'change', { value: Number(range.value) }));
    element.append(range, shown);
    return null;
  },
  update(element, attributes, before) {
    const range = element.querySelector('input');
    const shown = element.querySelector<HTMLElement>('.value');
    if (!range || !shown) return;
    range.min = textOf(attributes['min'] ?? 0);
    range.max = textOf(attributes['max'] ?? 100);
    range.step = textOf(attributes['step'] ?? 1);
    range.disabled = isOn(attributes['disabled']);
    range.style.accentColor = textOf(attributes['activeColor']) || '#1aad19';
    if (attributes['value'] !== before['value']) range.value = textOf(attributes['value'] ?? 0);
    shown.textContent = range.value;
    shown.hidden = !isOn(attributes['showValue']);
    const label = element.getAttribute('aria-label');
    if (label !== null) range.setAttribute('aria-label', label);
  },
  formValue: (element) => Number(element.querySelector('input')?.value ?? 0),
};

export const fieldKinds: Record<string, ElementKind> = {
  'wx-input': textField(() => document.createElement('input')),
  'wx-textarea': textField(() => document.createElement('textarea')),
  'wx-slider': slider,
};
