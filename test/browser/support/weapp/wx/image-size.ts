/** Width, height and kind of a PNG or JPEG, from its first bytes. Fails for anything else. */
export function imageSize(bytes: Buffer): { width: number; height: number; type: 'png' | 'jpeg' } {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), type: 'png' };
  }
  if (bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8) {
    let at = 2;
    while (at + 9 < bytes.length) {
      const marker = bytes.readUInt8(at + 1);
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (isFrame)
        return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5), type: 'jpeg' };
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
  throw new Error('neither PNG nor JPEG');
}
