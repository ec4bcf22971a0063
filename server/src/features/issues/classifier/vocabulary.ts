import { FAMILY_COUNT, familyOf } from './features.js';

/** A sparse row: `indices` into the vocabulary; TF-IDF `values` for the margin, plain `counts` for Bayes. */
export interface SparseRow {
  indices: Int32Array;
  values: Float64Array;
  counts: Float64Array;
}

/** The known features with their inverse document frequencies; `unseenIdf` weighs what was never seen. */
export interface Vocabulary {
  keys: string[];
  index: Map<string, number>;
  idf: Float32Array;
  unseenIdf: number;
}

/**
 * What each family may contribute at most (one, two, three characters, words, pairs of words). Chosen by
 * cross-validation on citizens' messages: short pieces carry more, above all when there are few examples.
 */
const FAMILY_SCALES = [1.3, 1.3, 0.5, 0.8, 0.3];

/**
 * Collects the features that occur in at least `minDocuments` of the texts and weighs them by smoothed inverse
 * document frequency, ln((1 + n) / (1 + df)) + 1.
 */
export function buildVocabulary(
  documents: readonly ReadonlyMap<string, number>[],
  minDocuments: number,
): Vocabulary {
  const frequency = new Map<string, number>();
  for (const counts of documents) {
    for (const key of counts.keys()) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  }
  const keys: string[] = [];
  const idf: number[] = [];
  for (const [key, seen] of frequency) {
    if (seen < minDocuments) continue;
    keys.push(key);
    idf.push(Math.log((1 + documents.length) / (1 + seen)) + 1);
  }
  const unseenIdf = Math.log(1 + documents.length) + 1;
  return { keys, index: indexOf(keys), idf: Float32Array.from(idf), unseenIdf };
}

/** The position of each key. */
export function indexOf(keys: readonly string[]): Map<string, number> {
  return new Map(keys.map((key, position) => [key, position]));
}

/**
 * Turns feature counts into a row: (1 + ln count) × idf, each family brought to its own fixed length. Features that
 * the vocabulary does not know count into that length, so a text that speaks of unknown things gets a faint row and
 * with it a low confidence, not a loud one made of the few words it shares.
 */
export function vectorise(vocabulary: Vocabulary, features: ReadonlyMap<string, number>): SparseRow {
  const indices: number[] = [];
  const weights: number[] = [];
  const families: number[] = [];
  const counts: number[] = [];
  const squares = new Float64Array(FAMILY_COUNT);
  for (const [key, count] of features) {
    const position = vocabulary.index.get(key);
    const family = familyOf(key);
    const idf = position === undefined ? vocabulary.unseenIdf : (vocabulary.idf[position] as number);
    const weight = (1 + Math.log(count)) * idf;
    squares[family] = (squares[family] as number) + weight * weight;
    if (position === undefined) continue;
    indices.push(position);
    weights.push(weight);
    families.push(family);
    counts.push(count);
  }
  const scales = FAMILY_SCALES.map((scale, family) => scale / Math.sqrt(squares[family] || 1));
  const values = Float64Array.from(
    weights,
    (weight, at) => weight * (scales[families[at] as number] as number),
  );
  return { indices: Int32Array.from(indices), values, counts: Float64Array.from(counts) };
}
