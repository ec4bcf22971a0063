import { Inject, Injectable } from '@nestjs/common';
import { encodeQR } from 'qr';
import sharp from 'sharp';
import { ENV } from '../config/env.token.js';
import type { Env } from '../config/env.js';
import { ProblemError } from '../http/problem-error.js';
import { Log } from '../http/log.js';
import { isEmulated } from '../wechat/make-wechat.js';
import { WeChatError } from '../wechat/wechat-errors.js';
import { WeChat } from '../wechat/wechat.provider.js';

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
   * @param page page of the mini program that the code opens
   * @param scene at most 32 characters, which the page is given
   * @param origin where the request came in; the preview's codes open there
   * @throws ProblemError `unavailable` when WeChat gave no picture
   */
  async of(page: string, scene: string, origin: string): Promise<CodePicture> {
    if (!isEmulated(this.env)) return { image: await this.fromWeChat(page, scene) };
    // No phone can open a code of an emulated account, so it carries the address of the preview.
    const address = previewAddress(this.env, origin, page, scene);
    return { squares: encodeQR(address, 'raw', { ecc: 'quartile', border: 1 }) };
  }

  /** The picture as PNG, for a screen. @throws ProblemError `unavailable` when WeChat gave no picture */
  async png(page: string, scene: string, origin: string): Promise<Buffer> {
    const picture = await this.of(page, scene, origin);
    if ('image' in picture) return picture.image;
    const side = picture.squares.length;
    const pixels = Buffer.from(picture.squares.flat().map((dark) => (dark ? 0 : 255)));
    return sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
      .resize(side * 8, side * 8, { kernel: 'nearest' })
      .png()
      .toBuffer();
  }

  private fromWeChat(page: string, scene: string): Promise<Buffer> {
    const name = `${page} ${scene}`;
    const known = this.fetched.get(name);
    if (known) return known;
    const fetching = this.fetch(page, scene);
    this.fetched.set(name, fetching);
    fetching.catch(() => this.fetched.delete(name));
    const [oldest] = this.fetched.keys();
    if (this.fetched.size > kept && oldest !== undefined) this.fetched.delete(oldest);
    return fetching;
  }

  private async fetch(page: string, scene: string): Promise<Buffer> {
    try {
      const picture = await this.wechat.port.wxaCodeUnlimited({ scene, page, width });
      // What cannot be read as a picture must not end as an empty square on a wall.
      return await sharp(picture).flatten({ background: '#fff' }).png({ palette: true }).toBuffer();
    } catch (error) {
      const { errcode, isTemporary } = error instanceof WeChatError ? error : unreadable;
      this.log.trouble('wechat code refused', { errcode });
      throw new ProblemError('unavailable', {
        detail: isTemporary
          ? '微信暂时没有给出小程序码，什么也没有印。请过几分钟再试。'
          : '微信不肯给小程序码，什么也没有印。请管理员检查小程序的设置。',
        ...(isTemporary ? { retryAfter: 60 } : {}),
      });
    }
  }
}

const unreadable = { errcode: null, isTemporary: true } as const;

/**
 * Address at which the preview opens a page of the mini program.
 * @param origin where the request came in, for an installation that was not told its own address
 */
export function previewAddress(
  { PUBLIC_URL }: Pick<Env, 'PUBLIC_URL'>,
  origin: string,
  page: string,
  scene: string,
): string {
  return `${(PUBLIC_URL ?? origin).replace(/\/+$/, '')}/#/${page}?scene=${scene}`;
}
