import { Inject, Injectable } from '@nestjs/common';
import { encodeQR } from 'qr';
import sharp from 'sharp';
import { ENV } from '../../../platform/config/env.token.js';
import type { Env } from '../../../platform/config/env.js';
import { ProblemError } from '../../../platform/http/problem-error.js';
import { Log } from '../../../platform/http/log.js';
import { isEmulated } from '../../../platform/wechat/make-wechat.js';
import { WeChatError } from '../../../platform/wechat/wechat-errors.js';
import { WeChat } from '../../../platform/wechat/wechat.provider.js';
import { previewAddress, reportPage } from '../code-address.js';

/** What is printed: the squares of a QR code (true is dark), or the picture that WeChat drew. */
export type CodePicture = { squares: boolean[][] } | { image: Buffer };

/** As wide as WeChat makes them: on a wall it is scanned from two metres away. */
const width = 1280;
const kept = 64;

/** The pictures of codes. WeChat's are fetched once: what a scene looks like never changes. */
@Injectable()
export class CodePictures {
  private readonly fetched = new Map<string, Promise<Buffer>>();

  constructor(
    private readonly wechat: WeChat,
    private readonly log: Log,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @param origin where the request came in; the preview's codes open there
   * @throws ProblemError `unavailable` when WeChat gave no picture
   */
  async of(scene: string, origin: string): Promise<CodePicture> {
    if (!isEmulated(this.env)) return { image: await this.fromWeChat(scene) };
    // No phone can open a code of an emulated account, so it carries the address of the preview.
    return {
      squares: encodeQR(previewAddress(this.env, origin, scene), 'raw', { ecc: 'quartile', border: 1 }),
    };
  }

  private fromWeChat(scene: string): Promise<Buffer> {
    const known = this.fetched.get(scene);
    if (known) return known;
    const fetching = this.fetch(scene);
    this.fetched.set(scene, fetching);
    fetching.catch(() => this.fetched.delete(scene));
    const [oldest] = this.fetched.keys();
    if (this.fetched.size > kept && oldest !== undefined) this.fetched.delete(oldest);
    return fetching;
  }

  private async fetch(scene: string): Promise<Buffer> {
    try {
      const picture = await this.wechat.port.wxaCodeUnlimited({ scene, page: reportPage, width });
      // What cannot be read as a picture must not end as an empty square on a wall.
      return await sharp(picture).flatten({ background: '#fff' }).png({ palette: true }).toBuffer();
    } catch (error) {
      const { errcode, isTemporary } = error instanceof WeChatError ? error : unreadable;
      this.log.trouble('wechat code refused', { errcode });
      throw new ProblemError('unavailable', {
        detail: isTemporary
          ? '微信暂时没有给出小程序码，海报没有印。请过几分钟再试。'
          : '微信不肯给小程序码，海报没有印。请管理员检查小程序的设置。',
        ...(isTemporary ? { retryAfter: 60 } : {}),
      });
    }
  }
}

const unreadable = { errcode: null, isTemporary: true } as const;
