import type { Json } from '../../protocol.js';
import { emit, eventNode, isOn, pageIdOf, recordOf, signal, type ElementKind } from '../nodes.js';

/** Every named field of a form with its value. */
function formValues(form: HTMLElement): { [key: string]: Json } {
  const values: { [key: string]: Json } = {};
  for (const element of form.querySelectorAll<HTMLElement>('*')) {
    const record = recordOf(element);
    const name = record?.attributes['name'];
    if (record?.kind?.formValue && typeof name === 'string' && name)
      values[name] = record.kind.formValue(element);
  }
  return values;
}

const button: ElementKind = {
  update(element, attributes) {
    element.setAttribute('type', String(attributes['type'] ?? 'default'));
    element.setAttribute('size', String(attributes['size'] ?? 'default'));
    const disabled = isOn(attributes['disabled']);
    element.toggleAttribute('disabled', disabled);
    element.toggleAttribute('plain', isOn(attributes['plain']));
    element.toggleAttribute('loading', isOn(attributes['loading']));
    if (!attributes['ariaRole']) element.setAttribute('role', 'button');
    if (disabled) element.setAttribute('aria-disabled', 'true');
    else if (attributes['ariaDisabled'] === undefined) element.removeAttribute('aria-disabled');
  },
  activate(element) {
    const attributes = recordOf(element)?.attributes ?? {};
    if (isOn(attributes['disabled'])) return;
    const form = element.closest<HTMLElement>('wx-form');
    const formType = attributes['formType'];
    if (form && formType === 'submit') emit(form, 'submit', { value: formValues(form), formId: '' });
    if (form && formType === 'reset') {
      for (const field of form.querySelectorAll<HTMLElement>('*')) recordOf(field)?.kind?.resetForm?.(field);
      emit(form, 'reset', {});
    }
    const openType = attributes['openType'];
    if (typeof openType !== 'string' || openType === '') return;
    signal({ kind: 'open-type', pageId: pageIdOf(element), openType, node: eventNode(element) });
    const answers: Record<string, [string, { [key: string]: Json }]> = {
      agreePrivacyAuthorization: ['agreeprivacyauthorization', {}],
      getPhoneNumber: ['getphonenumber', { errMsg: 'getPhoneNumber:ok', code: `phone-${Date.now()}` }],
      getUserInfo: [
        'getuserinfo',
        { errMsg: 'getUserInfo:ok', userInfo: { nickName: '微信用户', avatarUrl: '' } },
      ],
      openSetting: ['opensetting', { authSetting: {} }],
    };
    const answer = answers[openType];
    if (answer) emit(element, answer[0], answer[1]);
  },
};

const navigator: ElementKind = {
  activate(element) {
    const attributes = recordOf(element)?.attributes ?? {};
    signal({
      kind: 'navigator',
      openType: String(attributes['openType'] ?? 'navigate'),
      url: String(attributes['url'] ?? ''),
      delta: Number(attributes['delta'] ?? 1),
    });
  },
};

const label: ElementKind = {
  activate(element) {
    const wanted = recordOf(element)?.attributes['for'];
    const controls = 'wx-checkbox,wx-radio,wx-switch,wx-button,wx-input,wx-textarea,wx-picker';
    const page = element.closest('wx-page');
    const control = wanted
      ? page?.querySelector<HTMLElement>(`#${CSS.escape(String(wanted))}`)
      : element.querySelector<HTMLElement>(controls);
    if (!control) return;
    recordOf(control)?.kind?.activate?.(control, control);
    control.querySelector<HTMLElement>('input,textarea')?.focus();
  },
};

export const buttonKinds: Record<string, ElementKind> = {
  'wx-button': button,
  'wx-navigator': navigator,
  'wx-label': label,
};
