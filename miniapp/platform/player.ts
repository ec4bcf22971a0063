export interface PlayerState {
  /** What plays or was tried last; null: nothing. */
  id: string | null;
  /** failed: it cannot be played now, most often for want of a network. */
  phase: 'idle' | 'loading' | 'playing' | 'failed';
}

export interface SpeakerListener {
  playing(): void;
  ended(): void;
  failed(): void;
}

/** A loudspeaker: begins to play something (the recording at an address, unless said); the answer ends it. */
export type Speaker<Sound = string> = (sound: Sound, listener: SpeakerListener) => () => void;

const silent: PlayerState = { id: null, phase: 'idle' };

/** One voice at a time: a second one stops the first, and none speaks into a recording. */
export class Player<Sound = string> {
  private state = silent;
  private end: (() => void) | null = null;
  private turn = 0;
  private hushed = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly speaker: Speaker<Sound>) {}

  readonly snapshot = (): PlayerState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Plays `sound`; `id` names it for whoever shows how far it is. Nothing while somebody speaks into the phone. */
  play(id: string, sound: Sound) {
    this.stop();
    if (this.hushed) return;
    this.turn += 1;
    const { turn } = this;
    const when = (phase: PlayerState['phase']) => () => {
      if (turn !== this.turn) return;
      if (phase !== 'playing') this.close();
      this.set({ id, phase });
    };
    this.set({ id, phase: 'loading' });
    const end = this.speaker(sound, {
      playing: when('playing'),
      ended: when('idle'),
      failed: when('failed'),
    });
    // A sound may be over before it has begun.
    if (turn === this.turn && this.state.phase !== 'idle') this.end = end;
  }

  /** Silent as long as the microphone is open. */
  hush(hushed: boolean) {
    this.hushed = hushed;
    if (hushed) this.stop();
  }

  stop() {
    this.turn += 1;
    this.close();
    if (this.state.phase !== 'idle') this.set(silent);
  }

  private close() {
    this.end?.();
    this.end = null;
  }

  private set(state: PlayerState) {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
