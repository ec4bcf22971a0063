/** 16 random bytes. The mini program has no crypto object; there Math.random has to do: these ids are only names. */
function randomBytes(): Uint8Array {
  const bytes = new Uint8Array(16);
  if (XINQIAO_PLATFORM === 'h5') {
    crypto.getRandomValues(bytes);
    return bytes;
  }
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(Math.random() * 256);
  return bytes;
}

/** A UUID v4, lower case: the identity of what is made on the phone. */
export function uuid(): string {
  const bytes = randomBytes();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
