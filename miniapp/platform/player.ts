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

/** The loudspeaker of this kind of phone. `open` begins to play an address; the answer ends it. */
export type Speaker = (address: string, listener: SpeakerListener) => () => void;

const silent: PlayerState = { id: null, phase: 'idle' };

/** One voice at a time: a second recording stops the first. */
export class Player {
  private state = silent;
  private end: (() => void) | null = null;
  private turn = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly speaker: Speaker) {}

  readonly snapshot = (): PlayerState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Plays what lies at `address`; `id` names it for whoever shows how far it is. */
  play(id: string, address: string) {
    this.stop();
    this.turn += 1;
    const { turn } = this;
    const when = (phase: PlayerState['phase']) => () => {
      if (turn !== this.turn) return;
      if (phase !== 'playing') this.close();
      this.set({ id, phase });
    };
    this.set({ id, phase: 'loading' });
    this.end = this.speaker(address, {
      playing: when('playing'),
      ended: when('idle'),
      failed: when('failed'),
    });
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
