import { Injectable } from '@nestjs/common';
import { mediaLimits } from '#shared/media/limits.js';
import { mostVoiceBytes } from '#shared/media/voice.js';
import { ProblemError } from '../http/problem-error.js';
import { cleanIsoMedia } from './recordings/iso-media.js';
import { cleanAdts, cleanMp3 } from './recordings/mpeg-frames.js';
import { cleanOgg } from './recordings/ogg-opus.js';
import { brokenRecording } from './recordings/recording.js';
import type { RecordingReader } from './recordings/recording.js';
import { cleanWave } from './recordings/wave.js';
import { cleanWebm } from './recordings/webm-opus.js';

/** What the content may be, by the name that `file-type` gives it. Sound alone has no name of its own in MP4 and WebM. */
const readers: Readonly<Record<string, RecordingReader>> = {
  'audio/mpeg': cleanMp3,
  'audio/aac': cleanAdts,
  'audio/wav': cleanWave,
  'audio/mp4': cleanIsoMedia,
  'audio/x-m4a': cleanIsoMedia,
  'video/mp4': cleanIsoMedia,
  'audio/ogg; codecs=opus': cleanOgg,
  'audio/webm': cleanWebm,
  'video/webm': cleanWebm,
};

export interface TakenRecording {
  bytes: Buffer;
  mime: string;
  /** Whole seconds, at least one. */
  seconds: number;
}

/** Whether content of this type, as `file-type` names it, is taken for a recording. */
export const isRecording = (type: string): boolean => readers[type] !== undefined;

/**
 * Turns what a phone recorded into the sound alone. Nothing is decoded; the file is put together again from the parts
 * that are sound, so nothing else of it survives: no title, no place, no picture.
 */
@Injectable()
export class RecordingIntake {
  /**
   * @param type as `file-type` names the content
   * @throws ProblemError `too_large` (seconds, bytes, or bytes of each second), `unsupported_media` (a film, or sound that browsers do not
   *   play), `broken_media` (no sound in it)
   */
  take(bytes: Buffer, type: string): TakenRecording {
    const read = readers[type];
    if (!read) throw new ProblemError('unsupported_media');
    if (bytes.length > mediaLimits.voiceBytes) throw tooHeavy();
    const { bytes: kept, mime, seconds } = reading(() => read(bytes));
    if (seconds > mediaLimits.voiceSeconds + mediaLimits.voiceGraceSeconds) throw tooLong();
    if (kept.length > mostVoiceBytes(seconds)) throw tooHeavy();
    return { bytes: kept, mime, seconds: Math.max(1, Math.round(seconds)) };
  }
}

const tooLong = () =>
  new ProblemError('too_large', { detail: `录音最长 ${mediaLimits.voiceSeconds} 秒，请分成几段说。` });

const mostKilobytes = mediaLimits.voiceBytesPerSecond / 1000;
/** Who chose a file still has it, and who spoke can speak again: the sentence says so. */
const tooHeavy = () =>
  new ProblemError('too_large', {
    detail: `这段录音太大（每秒最多 ${mostKilobytes} kB），网慢的地方打不开。原来的录音没有丢，请在这里直接再录一遍。`,
  });

/** What fails while a recording is taken apart is the recording's fault, not ours. */
function reading<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw error instanceof ProblemError ? error : brokenRecording();
  }
}
