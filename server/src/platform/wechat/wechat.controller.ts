import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Account } from '../auth/identity.entity.js';
import { Public } from '../auth/request-context.js';
import { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { Database } from '../database/database.js';
import { Log } from '../http/log.js';
import { ENV } from '../config/env.token.js';
import type { CallbackMessage } from './callback-message.js';
import { WeChatCallback } from './wechat-callback.js';
import type { CallbackReply } from './wechat-callback.js';
import { SeenEventTable } from './wechat-storage.js';
import { WeChat } from './wechat.provider.js';

type Params = Readonly<Record<string, unknown>>;

/** The address that WeChat calls: events of the service account, outcomes of checks and of template messages. */
@ApiExcludeController()
@Controller('wechat/callback')
export class WeChatController {
  private readonly callback: WeChatCallback;

  constructor(
    @Inject(ENV) env: Env,
    private readonly clock: Clock,
    seen: SeenEventTable,
    log: Log,
    private readonly database: Database,
    private readonly weChat: WeChat,
  ) {
    this.callback = new WeChatCallback(
      {
        appid: env.WECHAT_SERVICE_APP_ID,
        token: env.WECHAT_CALLBACK_TOKEN,
        encodingAesKey: env.WECHAT_ENCODING_AES_KEY,
      },
      clock,
      seen,
      [
        { event: 'subscribe', handle: (message) => this.followed(message) },
        { event: 'unsubscribe', handle: (message) => this.unfollowed(message) },
      ],
      (event, error) => log.failure(error, { callback: event }),
    );
  }

  @Public()
  @Get()
  check(@Query() query: Params, @Res({ passthrough: true }) reply: FastifyReply): string {
    return answer(reply, this.callback.handleGet(query));
  }

  @Public()
  @Post()
  async receive(
    @Query() query: Params,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const body = (request as FastifyRequest & { rawBody?: Buffer }).rawBody ?? Buffer.alloc(0);
    return answer(reply, await this.callback.handlePost(query, body));
  }

  /**
   * A follower becomes reachable by template messages once the union id has joined her two openids. Who has not signed
   * in yet is remembered as an account of the service account, and joined when she does.
   */
  private async followed(message: CallbackMessage): Promise<void> {
    const { unionid } = await this.weChat.port.serviceUser(message.fromUser);
    if (unionid === null) return;
    const follower = { appId: this.weChat.serviceAppId, openid: message.fromUser };
    await this.database.write(async (tx) => {
      const accounts = tx.global(Account);
      await accounts.update({ unionid, appId: this.weChat.appId }, { serviceOpenid: message.fromUser });
      if (await accounts.existsBy(follower)) return;
      await accounts.insert({ ...follower, unionid, serviceOpenid: null, createdAt: this.clock.now() });
    });
  }

  private async unfollowed(message: CallbackMessage): Promise<void> {
    await this.database.write(async (tx) => {
      const accounts = tx.global(Account);
      await accounts.update({ serviceOpenid: message.fromUser }, { serviceOpenid: null });
      await accounts.delete({ appId: this.weChat.serviceAppId, openid: message.fromUser });
    });
  }
}

function answer(reply: FastifyReply, { status, body, contentType }: CallbackReply): string {
  void reply.status(status).type(contentType);
  return body;
}
