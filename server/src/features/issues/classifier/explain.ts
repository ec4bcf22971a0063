import { visitFeatures, type ReadText } from './features.js';
import { NEVER_ALONE, STOP_WORDS } from './stop-words.js';
import type { SparseRow, Vocabulary } from './vocabulary.js';

/** A piece of the text as the person wrote it, and its share (0 to 1) of what spoke for the category. */
export interface DecidingWord {
  word: string;
  weight: number;
}

/** What the explanation needs of a model. */
export interface ExplainedModel {
  labels: string[];
  vocabulary: Vocabulary;
  margin: Float32Array;
  bayes: Float32Array;
}

interface Piece {
  from: number;
  to: number;
  weight: number;
}

const MOST_WORDS = 4;
/** A word below this share of the strongest one did not decide anything. */
const SMALLEST_SHARE = 0.25;
/** Neighbours are shown as one phrase up to this many characters. */
const LONGEST_PHRASE = 6;
const HAN = /\p{Script=Han}/u;

/**
 * The words that decided for class `chosen`: every feature's weight against the mean of the other classes is laid on
 * the characters it covers, summed per word, strong neighbours joined, the best one to four kept, in the order of
 * their weight. Each is a piece of `raw`; none is when nothing spoke for the class.
 */
export function explain(
  model: ExplainedModel,
  raw: string,
  read: ReadText,
  row: SparseRow,
  chosen: number,
): DecidingWord[] {
  const characters = characterWeights(model, read, row, chosen);
  const phrases = joinNeighbours(speakingPieces(read, characters));
  const spoken = new Map<string, number>();
  let total = 0;
  for (const piece of phrases) {
    const word = originalOf(raw, read, piece);
    if (word === undefined) continue;
    total += piece.weight;
    spoken.set(word, (spoken.get(word) ?? 0) + piece.weight);
  }
  const sorted = [...spoken].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const telling = sorted.filter(([word]) => !NEVER_ALONE.has(word));
  const strongest = telling[0]?.[1] ?? 0;
  const kept: DecidingWord[] = [];
  for (const [word, weight] of telling.length > 0 ? telling : sorted.slice(0, 1)) {
    const said = kept.some((other) => other.word.includes(word) || word.includes(other.word));
    if (said || weight < strongest * SMALLEST_SHARE || kept.length === MOST_WORDS) continue;
    kept.push({ word, weight: weight / total });
  }
  return kept;
}

function characterWeights(
  model: ExplainedModel,
  read: ReadText,
  row: SparseRow,
  chosen: number,
): Float64Array {
  const perPlace = new Map<number, number>();
  row.indices.forEach((feature, at) => {
    const count = row.counts[at] as number;
    const margin =
      (contrast(model.margin, feature, chosen, model.labels.length) * (row.values[at] as number)) / count;
    perPlace.set(feature, margin + contrast(model.bayes, feature, chosen, model.labels.length));
  });
  const weights = new Float64Array(read.normalised.text.length);
  visitFeatures(read.normalised.text, read.words, (key, at, length, placeWeight) => {
    const feature = model.vocabulary.index.get(key);
    if (feature === undefined) return;
    const share = ((perPlace.get(feature) ?? 0) * placeWeight) / length;
    for (let place = at; place < at + length; place++) weights[place] = (weights[place] as number) + share;
  });
  return weights;
}

/** How much a feature speaks for a class against the mean of the others. */
function contrast(weights: Float32Array, feature: number, chosen: number, classes: number): number {
  let others = 0;
  for (let k = 0; k < classes; k++) if (k !== chosen) others += weights[feature * classes + k] as number;
  return (weights[feature * classes + chosen] as number) - others / Math.max(classes - 1, 1);
}

/** The words that speak for the class; those without a subject of their own only when there are no others ("在吗"). */
function speakingPieces(read: ReadText, characters: Float64Array): Piece[] {
  const telling: Piece[] = [];
  const empty: Piece[] = [];
  let at = 0;
  for (const word of read.words) {
    const to = at + word.length;
    const weight = characters.subarray(at, to).reduce((sum, value) => sum + value, 0);
    if (HAN.test(word) && weight > 0) (STOP_WORDS.has(word) ? empty : telling).push({ from: at, to, weight });
    at = to;
  }
  return telling.length > 0 ? telling : empty;
}

/** Joins neighbours that both speak ("楼梯" + "扶手"); a lone character needs half as much to join its neighbour. */
function joinNeighbours(pieces: readonly Piece[]): Piece[] {
  const bar = pieces.reduce((best, piece) => Math.max(best, piece.weight), 0) * SMALLEST_SHARE;
  const speaks = (piece: Piece): boolean => piece.weight >= (piece.to - piece.from === 1 ? bar / 2 : bar);
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    const adjacent = last !== undefined && last.to === piece.from && piece.to - last.from <= LONGEST_PHRASE;
    if (last && adjacent && speaks(last) && speaks(piece)) {
      joined[joined.length - 1] = { from: last.from, to: piece.to, weight: last.weight + piece.weight };
    } else {
      joined.push(piece);
    }
  }
  return joined;
}

/** The piece as it stands in the original; undefined where a left-out name lies inside it. */
function originalOf(raw: string, read: ReadText, piece: Piece): string | undefined {
  const { starts, ends } = read.normalised;
  for (let at = piece.from + 1; at < piece.to; at++) {
    const unbroken = starts[at] === ends[at - 1] || starts[at] === starts[at - 1];
    if (!unbroken) return undefined;
  }
  return raw.slice(starts[piece.from], ends[piece.to - 1]);
}
