import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/** Id of the key that an installation without keys of its own encrypts with: it comes from the secret. */
export const firstKeyId = 'k1';

/** A key that records are encrypted with, under the id that stands in each of them. */
export interface DataKey {
  id: string;
  /** 32 bytes, base64. */
  secret: string;
}

/** A record was written with a key that is not in the settings. */
export class MissingKeyError extends Error {
  override name = 'MissingKeyError';

  constructor(readonly keyId: string) {
    super(`Unknown key id in an encrypted value: ${keyId}`);
  }
}

/** What stands in an encrypted column: a mark, the id of the key, and nonce, tag and cipher text in base64url. */
const sealedForm = /^xq1\.([a-z0-9-]{1,16})\.([A-Za-z0-9_-]{38,})$/;
const sealMark = 'xq1.';

/** Id of the key that a value of an encrypted column was written with; null: it is plain. */
export function keyIdOf(stored: string): string | null {
  return stored.startsWith(sealMark) ? (sealedForm.exec(stored)?.[1] ?? null) : null;
}

/** How every value begins that was sealed with a key: what the database can look for. */
export const sealedWith = (keyId: string): string => `${sealMark}${keyId}.`;

/**
 * Keys of the installation. What is hashed comes from the one secret; what is encrypted, from the first of the data
 * keys, and the others still open what they once closed. Every purpose has a key of its own, derived by HKDF-SHA256.
 */
export class Keyring {
  private readonly derived = new Map<string, KeyObject>();
  private readonly secrets = new Map<string, Buffer>();
  /** Id of the key that everything is encrypted with now. */
  readonly activeId: string;

  /**
   * @param secret 32 bytes, base64
   * @param keys the one in use first. `k1`, if it is not among them, comes from the secret.
   */
  constructor(secret: string, keys: readonly DataKey[] = []) {
    this.activeId = keys[0]?.id ?? firstKeyId;
    this.secrets.set('', Buffer.from(secret, 'base64')).set(firstKeyId, Buffer.from(secret, 'base64'));
    for (const key of keys) this.secrets.set(key.id, Buffer.from(key.secret, 'base64'));
  }

  /** Ids of all keys that can open something. */
  get ids(): string[] {
    return [...this.secrets.keys()].filter((id) => id !== '');
  }

  has(id: string): boolean {
    return id !== '' && this.secrets.has(id);
  }

  /** Tells whether a key is the one that was used; tells nothing else of it. @throws MissingKeyError */
  fingerprintOf(id: string): string {
    return this.hmac(id, 'fingerprint', '');
  }

  /** Keyed hash (HMAC-SHA256, base64url, 43 characters): proves sameness, tells nothing without the key. */
  hash(purpose: string, text: string): string {
    return this.hmac('', `hash/${purpose}`, text);
  }

  /**
   * AES-256-GCM; answers `<key id>.<nonce, tag and cipher text in base64url>`. For what a feature keeps closed by
   * itself; the column is declared as `Ciphered`, so that it is encrypted anew with the rest.
   */
  encrypt(purpose: string, plain: string): string {
    return `${this.activeId}.${this.closed(this.activeId, `encrypt/${purpose}`, plain, '')}`;
  }

  /** Undoes `encrypt`; throws when the text was tampered with or belongs to another key. */
  decrypt(purpose: string, text: string): string {
    const [keyId = '', body] = text.split('.');
    if (body === undefined) throw new MissingKeyError('');
    return this.opened(keyId, `encrypt/${purpose}`, body, '');
  }

  /**
   * Encrypts a value of a column. It can be opened only at the place that it was sealed for.
   * @param place table, column and row: associated data of the cipher
   */
  seal(column: string, place: string, plain: string): string {
    return `${sealMark}${this.activeId}.${this.closed(this.activeId, `column/${column}`, plain, place)}`;
  }

  /**
   * Undoes `seal`; what is plain is answered as it is.
   * @throws MissingKeyError, or an Error when the value was changed or comes from another row
   */
  unseal(column: string, place: string, stored: string): string {
    if (!stored.startsWith(sealMark)) return stored;
    const parts = sealedForm.exec(stored);
    return parts ? this.opened(parts[1] ?? '', `column/${column}`, parts[2] ?? '', place) : stored;
  }

  /** `<key id>.<keyed hash>`: under which equal values of a scope are found without being read. */
  blindIndex(column: string, scope: string, plain: string): string {
    return this.blind(this.activeId, column, scope, plain);
  }

  /** What a value may be found under while records of several keys stand side by side. */
  blindIndexes(column: string, scope: string, plain: string): string[] {
    return this.ids.map((id) => this.blind(id, column, scope, plain));
  }

  private blind(id: string, column: string, scope: string, plain: string): string {
    return `${id}.${this.hmac(id, `blind/${column}`, JSON.stringify([scope, plain]))}`;
  }

  private key(id: string, purpose: string): KeyObject {
    const name = `${id}/${purpose}`;
    let key = this.derived.get(name);
    if (!key) {
      const secret = this.secrets.get(id);
      if (!secret) throw new MissingKeyError(id);
      key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `xinqiao/${purpose}`, 32)));
      this.derived.set(name, key);
    }
    return key;
  }

  private hmac(id: string, purpose: string, text: string): string {
    return createHmac('sha256', this.key(id, purpose)).update(text).digest('base64url');
  }

  private closed(id: string, purpose: string, plain: string, place: string): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key(id, purpose), iv);
    if (place !== '') cipher.setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  private opened(id: string, purpose: string, text: string, place: string): string {
    const raw = Buffer.from(text, 'base64url');
    const key = this.key(id, purpose);
    const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    if (place !== '') decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(raw.subarray(ivBytes, ivBytes + tagBytes));
    const plain = [decipher.update(raw.subarray(ivBytes + tagBytes)), decipher.final()];
    return Buffer.concat(plain).toString('utf8');
  }
}
