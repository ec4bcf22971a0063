import { ALGORITHM, Model } from './linear-model.js';
import { indexOf } from './vocabulary.js';

interface StoredModel {
  algorithm: string;
  version: string;
  labels: string[];
  keys: string[];
  idf: string;
  unseenIdf: number;
  margin: string;
  bayes: string;
  longest: number;
  temperature: number;
}

/** The model as JSON; numbers as base64 of little-endian 32-bit floats. */
export function serialize(model: Model): string {
  const { version, labels, vocabulary, margin, bayes, longest, temperature } = model.parts;
  const stored: StoredModel = {
    algorithm: ALGORITHM,
    version,
    labels,
    keys: vocabulary.keys,
    idf: packFloats(vocabulary.idf),
    unseenIdf: vocabulary.unseenIdf,
    margin: packFloats(margin),
    bayes: packFloats(bayes),
    longest,
    temperature,
  };
  return JSON.stringify(stored);
}

/** The model that `serialize` wrote. Throws TypeError when the text is another algorithm's or was cut short. */
export function deserialize(json: string): Model {
  const stored: unknown = JSON.parse(json);
  if (!isStoredModel(stored)) throw new TypeError('This is not a model of this classifier.');
  const { version, labels, keys, unseenIdf, longest, temperature } = stored;
  const idf = unpackFloats(stored.idf);
  const margin = unpackFloats(stored.margin);
  const bayes = unpackFloats(stored.bayes);
  const expected = (keys.length + 1) * labels.length;
  if (idf.length !== keys.length || margin.length !== expected || bayes.length !== expected) {
    throw new TypeError('The stored model is incomplete.');
  }
  const vocabulary = { keys, index: indexOf(keys), idf, unseenIdf };
  return new Model({ version, labels, vocabulary, margin, bayes, longest, temperature });
}

function isStoredModel(value: unknown): value is StoredModel {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  const texts = ['version', 'idf', 'margin', 'bayes'].every((name) => typeof fields[name] === 'string');
  const numbers = ['unseenIdf', 'longest', 'temperature'].every((name) => Number.isFinite(fields[name]));
  const lists = [fields['labels'], fields['keys']].every(
    (list) => Array.isArray(list) && list.every((item) => typeof item === 'string'),
  );
  return fields['algorithm'] === ALGORITHM && texts && numbers && lists;
}

function packFloats(values: Float32Array): string {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes.toString('base64');
}

function unpackFloats(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readFloatLE(at * 4));
}
