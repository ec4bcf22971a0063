/** Plain numbers that both the phone (before sending) and the server (at the door) hold to. */
export const mediaLimits = {
  /** Bytes of one photo as sent. */
  maxBytes: 10 * 1024 * 1024,
  /** Pixels of one photo after decoding: a small file can unpack to a huge picture. */
  maxPixels: 50_000_000,
  photosPerReport: 6,
  /** Seconds of one recording, with a second of grace for the finger that lets go late. */
  voiceSeconds: 60,
  voiceGraceSeconds: 1,
  /** Bytes of one recording: a minute uncompressed at 16 kHz, as a preview in a browser makes it. */
  voiceBytes: 2 * 1024 * 1024,
} as const;
