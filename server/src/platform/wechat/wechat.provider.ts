import type { MiniProgramState, WeChatPort } from './wechat.port.js';

/** The WeChat side of this installation as the rest of the platform uses it. */
export class WeChat {
  constructor(
    readonly port: WeChatPort,
    readonly appId: string,
    readonly serviceAppId: string,
    /** Template ids of the mini program, by what they are for. */
    readonly templates: Readonly<Record<'progress' | 'work', string>>,
    /** The same of the service account, which has ids of its own; null where it has no such template. */
    readonly serviceTemplates: Readonly<Record<'progress' | 'work', string | null>>,
    readonly state: MiniProgramState,
  ) {}
}
