import type { Speaker } from '../platform/player.js';
import { piecesOf } from './pieces.js';
import type { Voice } from './voice.js';

/** Reads a whole text, one piece after the other. `onPiece` is told what is said now, for eyes that read along. */
export function inPieces(voice: Voice, onPiece: (piece: string) => void): Speaker {
  return (words, listener) => {
    const pieces = piecesOf(words, voice.longest);
    let end: (() => void) | null = null;
    let over = false;
    const next = () => {
      if (over) return;
      const piece = pieces.shift();
      if (piece === undefined) return listener.ended();
      onPiece(piece);
      end = voice.say(piece, { playing: listener.playing, failed: listener.failed, ended: next });
    };
    next();
    return () => {
      over = true;
      end?.();
    };
  };
}
