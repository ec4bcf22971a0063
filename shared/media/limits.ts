/** Plain numbers that both the phone (before sending) and the server (at the door) hold to. */
export const mediaLimits = {
  /** Bytes of one photo as sent. */
  maxBytes: 10 * 1024 * 1024,
  /** Pixels of one photo after decoding: a small file can unpack to a huge picture. */
  maxPixels: 50_000_000,
  photosPerReport: 6,
} as const;
