import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** Keys of the installation. Every purpose has a key of its own, derived (HKDF-SHA256) from the one secret. */
export class Keyring {
  private readonly keys = new Map<string, Buffer>();

  /** @param secret 32 bytes, base64 */
  constructor(private readonly secret: string) {}

  private key(purpose: string): Buffer {
    let key = this.keys.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', Buffer.from(this.secret, 'base64'), '', `xinqiao/${purpose}`, 32));
      this.keys.set(purpose, key);
    }
    return key;
  }

  /** Keyed hash (HMAC-SHA256, base64url, 43 characters): proves sameness, tells nothing without the key. */
  hash(purpose: string, text: string): string {
    return createHmac('sha256', this.key(`hash/${purpose}`))
      .update(text)
      .digest('base64url');
  }

  /** AES-256-GCM; answers `k1.<iv, tag and cipher text in base64url>`. `k1` names the key for a later rotation. */
  encrypt(purpose: string, plain: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key(`encrypt/${purpose}`), iv);
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `k1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
  }

  /** Undoes `encrypt`; throws when the text was tampered with or belongs to another key. */
  decrypt(purpose: string, text: string): string {
    const [keyId, body] = text.split('.');
    if (keyId !== 'k1' || body === undefined) throw new Error('Unknown key id in an encrypted value');
    const raw = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.key(`encrypt/${purpose}`),
      raw.subarray(0, ivBytes),
    );
    decipher.setAuthTag(raw.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(raw.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  }
}
