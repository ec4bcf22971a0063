import { ProblemError } from '../../http/problem-error.js';

/** A recording as it is kept: the sound and nothing else of what was sent. */
export interface CleanRecording {
  bytes: Buffer;
  mime: string;
  /** Added up from the sound itself; what a header claims is never asked. */
  seconds: number;
}

/** Cleans one kind of file. @throws ProblemError `broken_media`, `unsupported_media`; any error where it is cut short */
export type RecordingReader = (bytes: Buffer) => CleanRecording;

/** There is no sound in it that could be played. */
export const brokenRecording = () =>
  new ProblemError('broken_media', { detail: '这段录音打不开，请重录一遍。' });

/** It holds something else than one voice: a film, or sound that a browser cannot play. */
export const otherSound = () =>
  new ProblemError('unsupported_media', { detail: '这种录音放不出来，请用手机直接录一段。' });
