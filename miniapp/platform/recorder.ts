import { mediaLimits } from '#shared/media/limits.js';
import { mostVoiceBytes } from '#shared/media/voice.js';
import type { TemporaryFile } from './temporary-file.js';

/** What was spoken. */
export interface Recording extends TemporaryFile {
  /** Whole seconds, at least one. */
  seconds: number;
  /** What a recogniser understood of it: a hint, never the record. Only where one listened along. */
  hint?: string;
}

/** Why nothing is recorded. refused: the person or the phone said no · broken: no microphone, or another has it. */
export type MicrophoneProblem = 'refused' | 'broken';

export interface MicrophoneListener {
  started(): void;
  /** What was recorded until it stopped, by whatever it was stopped; with its length (ms) where the phone tells it. */
  ended(file: TemporaryFile, length?: number): void;
  failed(problem: MicrophoneProblem): void;
  /** What was understood so far, from a microphone with a recogniser; all of it each time. */
  understood?(words: string): void;
}

/** The microphone of this kind of phone: one recording at a time, of at most a minute. */
export interface Microphone {
  /** Asks for the permission where that is needed, then records. Tells `listener` and nobody else. */
  start(listener: MicrophoneListener): void;
  stop(): void;
}

/**
 * A microphone that writes down what it hears: the recording comes as from any other (`ended`), and besides it a hint of
 * the words (`understood`). The recording is the record. What is said leaves the phone for a service outside, so it may
 * only be used with the person's consent `speech_in`; `useRecorder` sees to that.
 */
export interface Recogniser {
  /** null: this phone has none now, and the plain microphone does it. */
  microphone(): Microphone | null;
}

export interface RecorderState {
  /** idle: nothing yet · starting: the permission is asked · recording · stopping: the last bytes are on their way. */
  phase: 'idle' | 'starting' | 'recording' | 'stopping';
  /** When the recording began (ms since 1970). */
  since: number;
  /** short: let go at once, so there is nothing to listen to · heavy: more bytes than the server takes. */
  problem: MicrophoneProblem | 'short' | 'heavy' | null;
  /** What a recogniser has understood so far; empty without one. */
  hint: string;
}

const idle: RecorderState = { phase: 'idle', since: 0, problem: null, hint: '' };
/** What is shorter was a slip of the finger (ms). */
const shortest = 800;

/**
 * One recording after the other: a tap starts, a tap or the end of the minute stops. What comes after the screen was
 * left belongs to nobody and is dropped.
 */
export class Recorder {
  private state = idle;
  private turn = 0;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly microphone: Microphone,
    private readonly now: () => number,
  ) {}

  readonly snapshot = (): RecorderState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whole seconds of the recording that runs; never more than may be sent. */
  seconds(): number {
    if (this.state.phase !== 'recording') return 0;
    return Math.min(mediaLimits.voiceSeconds, Math.floor((this.now() - this.state.since) / 1000));
  }

  /** Begins; `onRecorded` is told once, unless it comes to nothing. A second tap while one runs does nothing. */
  start(onRecorded: (recording: Recording) => void) {
    if (this.state.phase !== 'idle') return;
    this.turn += 1;
    const { turn } = this;
    const mine = () => turn === this.turn;
    this.set({ ...idle, phase: 'starting' });
    this.microphone.start({
      started: () => {
        if (mine()) this.set({ ...this.state, phase: 'recording', since: this.now() });
      },
      ended: (file, length) => {
        if (!mine()) return;
        const { phase, since, hint } = this.state;
        const lasted = length ?? (phase === 'starting' ? 0 : this.now() - since);
        this.turn += 1;
        // Told now, while she still knows what she said, and not days later by the server.
        const problem =
          lasted < shortest ? 'short' : file.size > mostVoiceBytes(lasted / 1000) ? 'heavy' : null;
        this.set({ ...idle, problem });
        const heard = { ...file, seconds: wholeSeconds(lasted), ...(hint === '' ? {} : { hint }) };
        if (problem === null) onRecorded(heard);
      },
      failed: (problem) => {
        if (!mine()) return;
        this.turn += 1;
        this.set({ ...idle, problem });
      },
      understood: (hint) => {
        if (mine()) this.set({ ...this.state, hint });
      },
    });
  }

  /** Ends the recording and keeps it. */
  stop() {
    if (this.state.phase !== 'recording') return;
    this.set({ ...this.state, phase: 'stopping' });
    this.microphone.stop();
  }

  /** Stops at the end of the minute; called from time to time while the seconds are shown. */
  tick() {
    if (this.seconds() >= mediaLimits.voiceSeconds) this.stop();
  }

  /** The screen was left: what comes is nobody's. */
  abandon() {
    if (this.state.phase === 'idle') return;
    this.turn += 1;
    this.set(idle);
    this.microphone.stop();
  }

  private set(state: RecorderState) {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const wholeSeconds = (ms: number): number =>
  Math.min(mediaLimits.voiceSeconds, Math.max(1, Math.round(ms / 1000)));
