import { findFieldProblems } from '../message-fields.js';
import type { EmulatorPhones } from './emulator-phones.js';
import {
  asText,
  wxError,
  type AccountKind,
  type EmulatedTemplate,
  type EmulatorOptions,
  type Persona,
  type WxAnswer,
} from './emulator.types.js';

type Body = Readonly<Record<string, unknown>>;

/** `{thing1: {value: 'x'}}` → `{thing1: 'x'}`; null for another shape. */
function readData(value: unknown): Record<string, string> | null {
  if (typeof value !== 'object' || value === null) return null;
  const data: Record<string, string> = {};
  for (const [field, content] of Object.entries<unknown>({ ...value })) {
    if (typeof content !== 'object' || content === null || !('value' in content)) return null;
    data[field] = typeof content.value === 'number' ? String(content.value) : asText(content.value);
  }
  return data;
}

/** Sends of both accounts: the checks in WeChat's order, then the arrival. */
export class EmulatorSends {
  constructor(
    private readonly options: Pick<EmulatorOptions, 'templates' | 'pages'>,
    private readonly phones: EmulatorPhones,
    private readonly miniProgramAppid: string,
  ) {}

  /** Whether a page (its query aside) is part of the published mini program. */
  hasPage(page: string): boolean {
    const path = page.split('?')[0] ?? '';
    return this.options.pages === undefined || path === '' || this.options.pages.includes(path);
  }

  subscribe(persona: Persona | null, body: Body): WxAnswer {
    if (persona === null) return wxError(40003);
    const templateId = asText(body['template_id']);
    const template = this.findTemplate('miniProgram', templateId);
    if (template === undefined) return wxError(40037);
    const page = asText(body['page']);
    if (!this.hasPage(page)) return wxError(41030);
    const data = readData(body['data']);
    const problem = findProblem(data, template);
    if (data === null || problem !== null) return wxError(47003, problem ?? '');
    const credits = this.phones.creditsOf(persona.openid, templateId);
    if (credits === 0) return wxError(43101);
    this.phones.setCredits(persona.openid, templateId, credits - 1);
    const arrival = {
      openid: persona.openid,
      templateId,
      template,
      page,
      data,
      url: null,
      clientMsgId: null,
    };
    return sent(this.phones.arrive({ kind: 'subscribe', ...arrival }));
  }

  serviceTemplate(persona: Persona | null, body: Body): WxAnswer {
    if (persona === null || persona.serviceOpenid === null) return wxError(40003);
    const templateId = asText(body['template_id']);
    const template = this.findTemplate('serviceAccount', templateId);
    if (template === undefined) return wxError(40037);
    if (!this.phones.follows(persona.serviceOpenid)) return wxError(43004);
    const target = readMiniProgram(body['miniprogram']);
    if (target !== null && target.appid !== this.miniProgramAppid) return wxError(40013);
    if (target !== null && !this.hasPage(target.pagepath)) return wxError(41030);
    const data = readData(body['data']);
    const problem = findProblem(data, template);
    if (data === null || problem !== null) return wxError(47003, problem ?? '');
    const msgId = this.phones.arrive({
      kind: 'template',
      openid: persona.openid,
      templateId,
      template,
      page: target?.pagepath ?? '',
      url: asText(body['url']) || null,
      data,
      clientMsgId: asText(body['client_msg_id']) || null,
    });
    return sent(msgId);
  }

  /** The template of an id; null where every id is taken, undefined for an id that is not on the list. */
  private findTemplate(account: AccountKind, templateId: string): EmulatedTemplate | null | undefined {
    const templates = this.options.templates?.[account];
    if (templates === undefined) return templateId === '' ? undefined : null;
    return templates.find(({ id }) => id === templateId);
  }
}

function readMiniProgram(value: unknown): { appid: string; pagepath: string } | null {
  if (typeof value !== 'object' || value === null) return null;
  const appid = 'appid' in value ? asText(value.appid) : '';
  return { appid, pagepath: 'pagepath' in value ? asText(value.pagepath) : '' };
}

/** Names the first field that is missing or against its rule, in the way of WeChat's errmsg; null when all are good. */
function findProblem(data: Record<string, string> | null, template: EmulatedTemplate | null): string | null {
  if (data === null) return 'data format invalid';
  const missing = template?.fields.find((field) => data[field] === undefined);
  const field = missing ?? findFieldProblems(data)[0]?.field;
  return field === undefined ? null : `data.${field}.value invalid`;
}

/** Written by hand: a message id has 64 bits and goes over the wire as a number. */
function sent(msgId: string): WxAnswer {
  return { kind: 'json', text: `{"errcode":0,"errmsg":"ok","msgid":${msgId}}` };
}
