import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Random bytes before and length field of the message inside the plain text. */
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
/** WeChat pads to blocks of 32, which no AES library does by itself. */
const PAD_BLOCK = 32;

/** The text cannot be decrypted, or was meant for another account. Says nothing about where it failed. */
export class CallbackCryptoError extends Error {
  override readonly name = 'CallbackCryptoError';

  constructor() {
    super('callback cannot be decrypted');
  }
}

/** WeChat's signature: SHA-1 in hex over the sorted parts. */
export function signatureOf(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

function sameText(a: string, b: string): boolean {
  const left = createHash('sha256').update(a).digest();
  const right = createHash('sha256').update(b).digest();
  return timingSafeEqual(left, right);
}

/** Whether `signature` signs the parts, in a time that does not tell how much of it is right. */
export function signatureMatches(signature: string, parts: readonly string[]): boolean {
  return sameText(signature.toLowerCase(), signatureOf(parts));
}

/** EncodingAESKey (43 characters) → key of 32 bytes. Its last character may carry bits that strict decoders refuse. */
function keyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (key.length !== 32) throw new CallbackCryptoError();
  return key;
}

/**
 * Encrypts as WeChat does: 16 random bytes, length, message, appid, padded to 32; AES-256-CBC; base64.
 * `random` is given only to reproduce a known result.
 */
export function encryptMessage(
  encodingAesKey: string,
  appid: string,
  message: string,
  random: Buffer = randomBytes(RANDOM_BYTES),
): string {
  const key = keyOf(encodingAesKey);
  const content = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([random, length, content, Buffer.from(appid, 'utf8')]);
  const pad = PAD_BLOCK - (plain.length % PAD_BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

function unpad(padded: Buffer): Buffer {
  const pad = padded.at(-1) ?? 0;
  const end = padded.length - pad;
  if (pad < 1 || pad > PAD_BLOCK || end < 0) throw new CallbackCryptoError();
  if (padded.subarray(end).some((byte) => byte !== pad)) throw new CallbackCryptoError();
  return padded.subarray(0, end);
}

/**
 * The message inside `encrypted`, exactly as it was: nothing is trimmed.
 * @throws CallbackCryptoError when it cannot be read or names another appid.
 */
export function decryptMessage(encodingAesKey: string, appid: string, encrypted: string): string {
  const key = keyOf(encodingAesKey);
  const cipherText = Buffer.from(encrypted, 'base64');
  if (cipherText.length === 0 || cipherText.length % 16 !== 0) throw new CallbackCryptoError();
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = unpad(Buffer.concat([decipher.update(cipherText), decipher.final()]));
  const start = RANDOM_BYTES + LENGTH_BYTES;
  if (plain.length < start) throw new CallbackCryptoError();
  const end = start + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new CallbackCryptoError();
  if (!sameText(plain.subarray(end).toString('utf8'), appid)) throw new CallbackCryptoError();
  return plain.subarray(start, end).toString('utf8');
}
