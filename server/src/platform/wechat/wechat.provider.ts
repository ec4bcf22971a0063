import type { MiniProgramState, WeChatPort } from './wechat.port.js';

/** The WeChat side of this installation as the rest of the platform uses it. */
export class WeChat {
  constructor(
    readonly port: WeChatPort,
    readonly appId: string,
    readonly serviceAppId: string,
    /** Template ids of the accounts, by what they are for. */
    readonly templates: Readonly<Record<'progress' | 'work', string>>,
    readonly state: MiniProgramState,
  ) {}
}
