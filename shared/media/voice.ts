import { mediaLimits } from './limits.js';

/** At which our own recorders record: small enough for a slow line, clear enough for a dialect. About 180 kB a minute. */
export const voiceBitsPerSecond = 24_000;

/** What a browser records and the server keeps, the best first. Without a codec a minute takes two megabytes. */
export const browserVoiceTypes = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'] as const;

/** Bytes that a recording of this length may have, so that who listens on a village line need not wait for it. */
export const mostVoiceBytes = (seconds: number): number =>
  mediaLimits.voiceAroundBytes + mediaLimits.voiceBytesPerSecond * seconds;
