import { randomBytes } from 'node:crypto';
import { XMLBuilder } from 'fast-xml-parser';
import { encryptMessage, signatureOf } from '../callback-crypto.js';
import type { WeChatClock } from '../wechat.port.js';
import type { AccountKind, EmulatedCallback } from './emulator.types.js';

/** WeChat gives a server five seconds, three times. */
const ANSWER_WITHIN_MS = 5000;
const ATTEMPTS = 3;

export interface CallbackDelivery {
  readonly delivered: boolean;
  /** HTTP status of the last attempt; null when there was no answer or no callback is configured. */
  readonly status: number | null;
}

export interface SignedCallback {
  readonly url: string;
  readonly body: string;
  readonly contentType: string;
}

const xml = new XMLBuilder({ cdataPropName: '#cdata' });

function toXml(fields: Readonly<Record<string, unknown>>): string {
  const wrapped = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? { '#cdata': value } : value,
    ]),
  );
  return xml.build({ xml: wrapped });
}

/** Pushes events as WeChat does: signed, encrypted when the account has a key, repeated when not answered. */
export class EmulatorCallbacks {
  private readonly targets = new Map<AccountKind, EmulatedCallback>();

  constructor(
    private readonly clock: WeChatClock,
    private readonly appids: Readonly<Record<AccountKind, string>>,
    targets: Partial<Readonly<Record<AccountKind, EmulatedCallback>>>,
  ) {
    if (targets.miniProgram !== undefined) this.targets.set('miniProgram', targets.miniProgram);
    if (targets.serviceAccount !== undefined) this.targets.set('serviceAccount', targets.serviceAccount);
  }

  configure(account: AccountKind, target: EmulatedCallback): void {
    this.targets.set(account, target);
  }

  /** The request for an event, ready to be posted; null when the account has no callback. */
  sign(account: AccountKind, fields: Readonly<Record<string, unknown>>): SignedCallback | null {
    const target = this.targets.get(account);
    if (target === undefined) return null;
    const write = (content: Readonly<Record<string, unknown>>): string =>
      target.format === 'json' ? JSON.stringify(content) : toXml(content);
    const timestamp = String(Math.floor(this.clock.now().getTime() / 1000));
    const nonce = String(randomBytes(4).readUInt32BE());
    const url = new URL(typeof target.url === 'string' ? target.url : target.url());
    url.searchParams.set('timestamp', timestamp);
    url.searchParams.set('nonce', nonce);
    url.searchParams.set('signature', signatureOf([target.token, timestamp, nonce]));
    const contentType = target.format === 'json' ? 'application/json' : 'text/xml';
    if (target.encodingAesKey === null) return { url: url.href, body: write(fields), contentType };
    const encrypted = encryptMessage(target.encodingAesKey, this.appids[account], write(fields));
    url.searchParams.set('encrypt_type', 'aes');
    url.searchParams.set('msg_signature', signatureOf([target.token, timestamp, nonce, encrypted]));
    return {
      url: url.href,
      body: write({ ToUserName: fields['ToUserName'], Encrypt: encrypted }),
      contentType,
    };
  }

  /** Posts an event, up to three times, until the server answers `success`. */
  async deliver(account: AccountKind, fields: Readonly<Record<string, unknown>>): Promise<CallbackDelivery> {
    let status: number | null = null;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const signed = this.sign(account, fields);
      if (signed === null) return { delivered: false, status: null };
      const answer = await post(signed);
      if (answer?.text === 'success') return { delivered: true, status: answer.status };
      status = answer?.status ?? null;
    }
    return { delivered: false, status };
  }
}

async function post(signed: SignedCallback): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(signed.url, {
      method: 'POST',
      headers: { 'content-type': signed.contentType },
      body: signed.body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}
