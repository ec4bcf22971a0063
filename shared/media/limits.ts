/** Plain numbers that both the phone (before sending) and the server (at the door) hold to. */
export const mediaLimits = {
  /** Bytes of one photo as sent. */
  maxBytes: 10 * 1024 * 1024,
  /** Bytes of one photo as a phone sends it: the phone draws a heavier one anew. */
  photoBytes: 200_000,
  /** Pixels of one photo after decoding: a small file can unpack to a huge picture. */
  maxPixels: 50_000_000,
  photosPerReport: 6,
  /** Seconds of one recording, with a second of grace for the finger that lets go late. */
  voiceSeconds: 60,
  voiceGraceSeconds: 1,
  /** Bytes of a second as a phone records it, with what a container adds: 24 kbit/s are 3 kB. */
  voiceBytesPerSecond: 4000,
  /** Bytes of what a container adds once, however short the recording is. */
  voiceAroundBytes: 4000,
  /** Bytes of one recording at the door, before it is looked into: what an office chooses as a file was made by a recorder of its own. */
  voiceBytes: 2 * 1024 * 1024,
} as const;
